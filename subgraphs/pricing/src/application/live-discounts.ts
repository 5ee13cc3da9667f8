import type { PriceContext } from '../domain/price-context';
import type { Promotion } from '../domain/promotions/promotion';
import { STRANGER } from '../domain/promotions/shopper';
import { factsOf } from '../domain/rules/facts';
import { generalObstacle } from '../domain/rules/judge';
import { isForContext } from '../domain/rules/rule-table';
import type { RuleTable } from '../domain/rules/rule-table';

/**
 * The promotions of which a rule may apply in a context to somebody without a code: in their window, within their limits. Whether
 * it does apply is for its condition and the cart to say. Those that end first come first, then by title.
 */
export function liveDiscounts(table: RuleTable, context: PriceContext): Promotion[] {
  const facts = factsOf(context);
  const court = { context, facts, table, shopper: STRANGER, openedBy: new Map<string, string>() };
  const live = new Map<string, Promotion>();
  for (const rule of table.rules) {
    if (rule.promotionId === undefined || live.has(rule.promotionId)) continue;
    if (!isForContext(rule, context) || generalObstacle(rule, court) !== undefined) continue;
    const promotion = table.promotion(rule.promotionId);
    if (promotion !== undefined) live.set(promotion.id, promotion);
  }
  return [...live.values()].sort(byEnd);
}

function byEnd(left: Promotion, right: Promotion): number {
  const [one, other] = [left.endsAt?.getTime() ?? Infinity, right.endsAt?.getTime() ?? Infinity];
  if (one !== other) return one - other;
  return left.title < right.title ? -1 : 1;
}
