import { badInput } from '@agora/platform/errors';
import { isUuid } from '@agora/platform/ids';
import { isCurrency } from '@agora/platform/money';
import { normaliseCode } from '../domain/promotions/shopper';

/** What an order uses of promotions, as its quote says. */
export interface RedemptionRequest {
  readonly orderId: string;
  /** Null for a guest: limits per customer do not reach them. */
  readonly customerId: string | null;
  readonly currency: string;
  readonly items: readonly RedemptionItem[];
}

export interface RedemptionItem {
  readonly promotionId: string;
  /** The code that opened it; null when it needs none. */
  readonly couponCode: string | null;
  /** What it gives, smallest unit. */
  readonly amountMinor: bigint;
}

/** Why nothing was held: a promotion that is over, or one of its limits. */
export interface RedemptionRefusal {
  readonly promotionId: string | null;
  readonly couponCode: string | null;
  readonly reason:
    'NOT_ACTIVE' | 'USAGE_LIMIT' | 'BUDGET' | 'CUSTOMER_LIMIT' | 'COUPON_LIMIT' | 'ORDER_CLOSED';
}

/** Where uses of promotions are counted. */
export interface Redemptions {
  /** All items or none, once per order. Undefined: held, also when an earlier call did it. */
  hold(request: RedemptionRequest): Promise<RedemptionRefusal | undefined>;
  /** Frees what an order holds or has used, and keeps it from holding anything later. Returns how many uses; 0 when repeated. */
  release(orderId: string): Promise<number>;
}

/** More cannot be in a quote: one per rule of a promotion. */
const MAX_ITEMS = 100;

/**
 * Holds what an order uses of promotions and coupons: counted at once, so that no limit and no budget is ever exceeded;
 * confirmed or released by the order's status. Idempotent per order.
 *
 * @throws AppError `BAD_USER_INPUT` for a malformed request: the asker is another subgraph.
 */
export function redeemPromotions(
  redemptions: Redemptions,
  request: RedemptionRequest,
): Promise<RedemptionRefusal | undefined> {
  const { orderId, currency, items } = request;
  if (!isUuid(orderId)) throw badInput('input.orderId', 'must be a UUID');
  if (!isCurrency(currency)) throw badInput('input.currencyCode', 'is not a known currency');
  if (items.length > MAX_ITEMS) throw badInput('input.items', `must be at most ${String(MAX_ITEMS)}`);
  if (!items.every(({ promotionId, amountMinor }) => isUuid(promotionId) && amountMinor >= 0n))
    throw badInput('input.items', 'must name promotions by UUID, with an amount that is not negative');
  if (items.length === 0) return Promise.resolve(undefined);
  const normalised = items.map((item) => ({
    ...item,
    couponCode: item.couponCode === null ? null : normaliseCode(item.couponCode),
  }));
  return redemptions.hold({ ...request, items: normalised });
}

/**
 * Frees what an order that was given up used of promotions, before its event says so. Idempotent, together with the event.
 *
 * @returns How many uses came free.
 * @throws AppError `BAD_USER_INPUT` for an order that is no UUID.
 */
export async function releasePromotions(redemptions: Redemptions, orderId: string): Promise<number> {
  if (!isUuid(orderId)) throw badInput('input.orderId', 'must be a UUID');
  return redemptions.release(orderId);
}
