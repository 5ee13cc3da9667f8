import type { PriceContext } from '../price-context';
import type { Promotion } from '../promotions/promotion';
import type { Shopper } from '../promotions/shopper';
import type { QuoteFacts } from './facts';
import type { PriceRule } from './price-rule';
import { isOpenAt } from './rule-table';
import type { RuleTable } from './rule-table';
import type { Slot } from './slot';
import type { TraceReason } from './trace';

/** Why a rule does not apply. */
export interface Obstacle {
  readonly reason: Exclude<TraceReason, 'MATCHED'>;
  readonly detail: string | undefined;
}

/** What a rule is judged by, beside the slot. The same for a whole quote. */
export interface Court {
  readonly context: PriceContext;
  readonly table: RuleTable;
  readonly shopper: Shopper;
  /** What conditions know of the whole quote. */
  readonly facts: QuoteFacts;
  /** By promotion, the code that opens it. */
  readonly openedBy: ReadonlyMap<string, string>;
}

/** What keeps a rule from everybody in this quote: its window, its promotion's state, its limits. Undefined: nothing. */
export function generalObstacle(rule: PriceRule, court: Court): Obstacle | undefined {
  if (!isOpenAt(rule, court.context.at)) return { reason: 'WINDOW', detail: 'the rule is not in its window' };
  if (rule.promotionId === undefined) return undefined;
  const promotion = court.table.promotion(rule.promotionId);
  if (promotion === undefined) return { reason: 'WINDOW', detail: 'there is no such promotion' };
  return stateObstacle(promotion, court) ?? usageObstacle(promotion, court);
}

/** What keeps it from this slot: how many, and its condition. */
export function slotObstacle(rule: PriceRule, slot: Slot): Obstacle | undefined {
  if (slot.quantity < rule.minimumQuantity) {
    return { reason: 'CONDITION', detail: `quantity >= ${String(rule.minimumQuantity)}` };
  }
  const detail = rule.condition?.firstFalse(slot.facts);
  return detail === undefined ? undefined : { reason: 'CONDITION', detail };
}

/** Whether nothing keeps it from anybody in this quote, its condition included as far as that reads no line. No reason is made. */
export function isForQuote(rule: PriceRule, court: Court): boolean {
  return generalObstacle(rule, court) === undefined && rule.condition?.holdsForQuote?.(court.facts) !== false;
}

/** Whether a rule that {@link isForQuote} has no obstacle in this slot. No reason is made. */
export function isForSlot(rule: PriceRule, slot: Slot): boolean {
  return slot.quantity >= rule.minimumQuantity && rule.condition?.holdsForLine?.(slot.facts) !== false;
}

function stateObstacle(promotion: Promotion, { context, openedBy }: Court): Obstacle | undefined {
  // A scheduled one counts from its start on, whether or not the job has switched it on yet; also in a simulated future.
  if (promotion.status !== 'ACTIVE' && promotion.status !== 'SCHEDULED') {
    return { reason: 'WINDOW', detail: `the promotion is ${promotion.status}` };
  }
  if (!isOpenAt(promotion, context.at))
    return { reason: 'WINDOW', detail: 'the promotion is not in its window' };
  if (promotion.status === 'SCHEDULED' && promotion.startsAt === undefined) {
    return { reason: 'WINDOW', detail: 'the promotion is SCHEDULED' };
  }
  return promotion.couponRequired && !openedBy.has(promotion.id)
    ? { reason: 'CONDITION', detail: 'a coupon of the promotion' }
    : undefined;
}

function usageObstacle(promotion: Promotion, { context, shopper }: Court): Obstacle | undefined {
  const { usageLimit, usageLimitPerCustomer, usage } = promotion;
  if (usageLimit !== undefined && usage.redemptions >= usageLimit) {
    return { reason: 'USAGE', detail: `used ${String(usage.redemptions)} of ${String(usageLimit)} times` };
  }
  const byCustomer = shopper.usage.get(promotion.id) ?? 0;
  if (usageLimitPerCustomer !== undefined && byCustomer >= usageLimitPerCustomer) {
    const limit = String(usageLimitPerCustomer);
    return { reason: 'USAGE', detail: `used ${String(byCustomer)} of ${limit} times by this customer` };
  }
  if (promotion.budgetMinor === undefined) return undefined;
  if (promotion.budgetCurrency !== context.currency) {
    return { reason: 'USAGE', detail: `the budget is in ${promotion.budgetCurrency ?? 'no currency'}` };
  }
  return usage.spentMinor >= promotion.budgetMinor
    ? { reason: 'USAGE', detail: 'the budget is used up' }
    : undefined;
}

/**
 * Which promotions the entered codes open: known, active, within their limits. Of two codes for one promotion the first in
 * the alphabet counts, so that the order in which they were entered decides nothing.
 */
export function opened(shopper: Shopper): ReadonlyMap<string, string> {
  const byPromotion = new Map<string, string>();
  const inOrder = [...shopper.coupons].sort((left, right) => (left.code < right.code ? -1 : 1));
  for (const coupon of inOrder) {
    const isUsable =
      coupon.active &&
      coupon.usageCount < (coupon.usageLimit ?? Infinity) &&
      coupon.usageByCustomer < (coupon.usageLimitPerCustomer ?? Infinity);
    if (isUsable && !byPromotion.has(coupon.promotionId)) byPromotion.set(coupon.promotionId, coupon.code);
  }
  return byPromotion;
}
