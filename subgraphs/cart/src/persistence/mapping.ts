import type { StoredCart } from '../application/ports';
import type { CartBuyer, CartLine, CartStatus, LineSnapshot } from '../domain/cart';
import type { CartContents } from './cart-memory';
import { toCost } from './cost-json';
import type { CostJson } from './cost-json';
import { toProblems } from './problem-json';
import type { ProblemJson } from './problem-json';

/** A line as `LINE_JSON` of `read-cart.ts` makes it. */
export interface LineJson {
  readonly id: string;
  readonly variantId: string;
  readonly hash: string;
  readonly sku: string;
  readonly quantity: number;
  readonly unitPrice: string;
  readonly previousPrice: string | null;
  readonly acceptedPrice: string;
  readonly priceValidUntil: string;
  readonly pricedQuantity: number;
  readonly snapshot: LineSnapshot;
  readonly reservedAt: string | null;
  readonly addedAt: string;
  readonly updatedAt: string;
}

/** What of a cart's row is small. */
export interface SmallCartRow {
  readonly id: string;
  readonly version: number;
  readonly priced_version: number;
  readonly status: CartStatus;
  readonly customer_id: string | null;
  readonly session_id: string | null;
  readonly store_id: string;
  readonly channel: string;
  readonly tenant_region: string;
  readonly currency_code: string;
  readonly note: string | null;
  readonly attributes: StoredCart['attributes'];
  readonly buyer: CartBuyer | null;
  readonly name: string | null;
  readonly merged_into_id: string | null;
  readonly reserved_until: Date | null;
  readonly locked_by_order_id: string | null;
  readonly coupon_codes: readonly string[];
  readonly problems: readonly ProblemJson[];
  readonly last_activity_at: Date;
  readonly expires_at: Date;
  readonly abandoned_at: Date | null;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly session_token_version: number | null;
  readonly session_expires_at: Date | null;
}

/** What is large. */
export interface ContentsRow {
  readonly cost: CostJson | null;
  readonly lines: readonly LineJson[];
}

export type CartRow = SmallCartRow & ContentsRow;

export function toStoredCart(row: CartRow): StoredCart {
  return toCart(row, toContents(row));
}

export function toContents({ lines, cost }: ContentsRow): CartContents {
  return { lines: lines.map(toLine), cost: cost === null ? null : toCost(cost) };
}

/** What is small, with lines and cost of the same version. */
export function toCart(row: SmallCartRow, { lines, cost }: CartContents): StoredCart {
  return {
    id: row.id,
    version: row.version,
    pricedVersion: row.priced_version,
    status: row.status,
    customerId: row.customer_id,
    sessionId: row.session_id,
    storeId: row.store_id,
    channel: row.channel,
    region: row.tenant_region,
    currency: row.currency_code,
    lines,
    cost,
    reservedUntil: row.reserved_until,
    lockedByOrderId: row.locked_by_order_id,
    couponCodes: row.coupon_codes,
    problems: toProblems(row.problems),
    owner: {
      customerId: row.customer_id,
      sessionId: row.session_id,
      sessionTokenVersion: row.session_token_version,
      sessionExpiresAt: row.session_expires_at,
    },
    note: row.note,
    attributes: row.attributes,
    buyer: row.buyer,
    name: row.name,
    mergedIntoId: row.merged_into_id,
    lastActivityAt: row.last_activity_at,
    expiresAt: row.expires_at,
    abandonedAt: row.abandoned_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

export function toLine(line: LineJson): CartLine {
  return {
    id: line.id,
    variantId: line.variantId,
    sku: line.sku,
    attributesHash: line.hash,
    quantity: line.quantity,
    unitPriceMinor: BigInt(line.unitPrice),
    previousPriceMinor: line.previousPrice === null ? null : BigInt(line.previousPrice),
    acceptedPriceMinor: BigInt(line.acceptedPrice),
    priceValidUntil: new Date(line.priceValidUntil),
    pricedQuantity: line.pricedQuantity,
    snapshot: line.snapshot,
    reservedAt: line.reservedAt === null ? null : new Date(line.reservedAt),
    addedAt: new Date(line.addedAt),
    updatedAt: new Date(line.updatedAt),
  };
}
