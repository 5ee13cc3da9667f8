/** What a cart may be; every transition leaves a cart_event row (design 5.1). */
export const CART_STATUSES = [
  'ACTIVE',
  'ABANDONED',
  'LOCKED',
  'SAVED',
  'CHECKED_OUT',
  'MERGED',
  'EXPIRED',
] as const;
export type CartStatus = (typeof CART_STATUSES)[number];

/** Why a version was committed. */
export const CART_CHANGE_CAUSES = [
  'CREATED',
  'LINES_ADDED',
  'LINES_UPDATED',
  'LINES_REMOVED',
  'CLEARED',
  'MERGED',
  'SAVED',
  'RESTORED',
  'UPDATED',
  'PRICE_CHANGED',
  'RESERVATION_EXPIRED',
  'LOCKED',
  'UNLOCKED',
  'CHECKED_OUT',
  'ABANDONED',
  'EXPIRED',
] as const;
export type CartChangeCause = (typeof CART_CHANGE_CAUSES)[number];

/** Bounds of a cart (design 5.2). The database checks them too. */
export const MAX_LINE_QUANTITY = 100;
export const MAX_LINES = 250;

export interface LineAttribute {
  readonly key: string;
  readonly value: string;
}

/** Who buys, as far as the shopper has said. Personal data: in no event and no log. */
export interface CartBuyer {
  readonly email: string | null;
  readonly fullName: string | null;
  /** ISO 3166-1, two letters. */
  readonly countryCode: string | null;
}

/** What a line remembers of the catalog, so that a cart can be shown when catalog is down. */
export interface LineSnapshot {
  readonly title: string;
  readonly imageUrl: string | null;
  readonly taxCategory: string;
  readonly attributes: readonly LineAttribute[];
}

export interface CartLine {
  readonly id: string;
  readonly variantId: string;
  readonly sku: string;
  /** Hex; empty without attributes. Equal variant and hash = the same line. */
  readonly attributesHash: string;
  /** 1 to {@link MAX_LINE_QUANTITY}. */
  readonly quantity: number;
  /** List price at the last quote, smallest unit of the cart's currency. */
  readonly unitPriceMinor: bigint;
  readonly previousPriceMinor: bigint | null;
  readonly priceValidUntil: Date;
  readonly snapshot: LineSnapshot;
  /** Null when inventory holds nothing for it. */
  readonly reservedAt: Date | null;
  readonly addedAt: Date;
  readonly updatedAt: Date;
}

/** Amounts of one line, smallest unit. */
export interface LineAmounts {
  readonly subtotalMinor: bigint;
  readonly discountMinor: bigint;
  readonly taxMinor: bigint;
  readonly totalMinor: bigint;
}

/** What a quote said about one version of a cart. Derived: it can always be asked again. */
export interface CartCost extends LineAmounts {
  readonly quotedUntil: Date;
  /** By line id. A line that came after the quote has none. */
  readonly lines: ReadonlyMap<string, LineAmounts>;
}

export interface Cart {
  readonly id: string;
  /** Counts commits without a gap. */
  readonly version: number;
  /** The version `cost` belongs to; lower than `version` while a newer quote is on its way. */
  readonly pricedVersion: number;
  readonly status: CartStatus;
  readonly customerId: string | null;
  readonly sessionId: string | null;
  readonly storeId: string;
  readonly channel: string;
  /** Tenant region; set at creation, immutable. */
  readonly region: string;
  readonly currency: string;
  readonly lines: readonly CartLine[];
  readonly cost: CartCost | null;
  readonly reservedUntil: Date | null;
  readonly lockedByOrderId: string | null;
}

/** Units over all lines. */
export function totalQuantity(lines: readonly Pick<CartLine, 'quantity'>[]): number {
  return lines.reduce((sum, line) => sum + line.quantity, 0);
}

/** Units per sku over all lines: two lines (with different attributes) may share a sku. */
export function quantityBySku(lines: readonly Pick<CartLine, 'sku' | 'quantity'>[]): Map<string, number> {
  const bySku = new Map<string, number>();
  for (const line of lines) bySku.set(line.sku, (bySku.get(line.sku) ?? 0) + line.quantity);
  return bySku;
}
