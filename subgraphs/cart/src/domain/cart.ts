import type { CartProblem } from './problems';

/** What a cart may be; every transition leaves a cart_event row. */
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
  'COUPON_APPLIED',
  'COUPON_REMOVED',
  'MERGED',
  'SAVED',
  'RESTORED',
  'UPDATED',
  'PRICE_CHANGED',
  'STOCK_CHANGED',
  'RESERVATION_EXPIRED',
  'LOCKED',
  'UNLOCKED',
  'CHECKED_OUT',
  'ABANDONED',
  'EXPIRED',
] as const;
export type CartChangeCause = (typeof CART_CHANGE_CAUSES)[number];

/** Bounds of a cart. The database checks them too. */
export const MAX_LINE_QUANTITY = 100;
export const MAX_LINES = 250;
export const MAX_COUPONS = 5;

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
  /** What one unit is charged at, by the last quote; smallest unit of the cart's currency. */
  readonly unitPriceMinor: bigint;
  readonly previousPriceMinor: bigint | null;
  /** What the shopper agreed to; below the unit price while a rise waits for consent. */
  readonly acceptedPriceMinor: bigint;
  readonly priceValidUntil: Date;
  /** Units of the sku in the cart that the price was quoted for; fewer may be of another tier. 0: not known. */
  readonly pricedQuantity: number;
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

/** A part of a discount and where it comes from. */
export interface DiscountShare {
  readonly title: string;
  readonly amountMinor: bigint;
  readonly promotionId: string | null;
  readonly couponCode: string | null;
}

/** What a quote said about a line. */
export interface LineCost extends LineAmounts {
  readonly discounts: readonly DiscountShare[];
}

/** What a quote said to a code of the cart. */
export interface CouponVerdict {
  readonly code: string;
  readonly applied: boolean;
  readonly discountMinor: bigint;
  /** Of its promotion; null when it gives nothing. */
  readonly title: string | null;
}

/** What a quote said about one version of a cart. Derived: it can always be asked again. */
export interface CartCost extends LineAmounts {
  readonly quotedUntil: Date;
  /** By line id. A line that came after the quote has none. */
  readonly lines: ReadonlyMap<string, LineCost>;
  readonly discounts: readonly DiscountShare[];
  readonly coupons: readonly CouponVerdict[];
  /** Set by estimates that know where it goes; null otherwise. */
  readonly shippingMinor: bigint | null;
}

/** A cost that says nothing but until when. */
export function nothingKnown(quotedUntil: Date): CartCost {
  const nothing = { subtotalMinor: 0n, discountMinor: 0n, taxMinor: 0n, totalMinor: 0n };
  return { ...nothing, quotedUntil, lines: new Map(), discounts: [], coupons: [], shippingMinor: null };
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
  /** Normalised, in the order they were entered. */
  readonly couponCodes: readonly string[];
  readonly problems: readonly CartProblem[];
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

const byId = new WeakMap<readonly CartLine[], ReadonlyMap<string, CartLine>>();

/** Lines by id. Made once for each list: one change of a cart looks its lines up in several places. */
export function linesById(lines: readonly CartLine[]): ReadonlyMap<string, CartLine> {
  const known = byId.get(lines);
  if (known !== undefined) return known;
  const made = new Map(lines.map((line) => [line.id, line]));
  byId.set(lines, made);
  return made;
}

/** What makes two lines the same line: variant and attributes. */
export function lineIdentity({
  variantId,
  attributesHash,
}: Pick<CartLine, 'variantId' | 'attributesHash'>): string {
  return `${variantId}/${attributesHash}`;
}
