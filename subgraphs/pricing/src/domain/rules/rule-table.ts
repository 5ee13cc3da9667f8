import type { PriceContext } from '../price-context';
import type { Promotion } from '../promotions/promotion';
import type { PriceRule } from './price-rule';

/** All rules and the promotions they belong to, at hand. Does not change while one quote is worked out. */
export interface RuleTable {
  readonly rules: Iterable<PriceRule>;
  promotion(id: string): Promotion | undefined;
}

/**
 * Whether a rule is for this context at all, by its columns: what is decided once per quote, before any condition is
 * evaluated. Its window, its usage and its condition are not looked at.
 */
export function isForContext(rule: PriceRule, context: PriceContext): boolean {
  return (
    rule.active &&
    (rule.region === undefined || rule.region === context.region) &&
    (rule.channel === undefined || rule.channel === context.channel) &&
    (rule.currency === undefined || rule.currency === context.currency) &&
    (rule.segment === undefined || context.segments.includes(rule.segment))
  );
}

/** Whether a window is open: the start is inside, the end is not. */
export function isOpenAt(
  window: { readonly startsAt: Date | undefined; readonly endsAt: Date | undefined },
  at: Date,
): boolean {
  return (
    (window.startsAt === undefined || window.startsAt <= at) &&
    (window.endsAt === undefined || window.endsAt > at)
  );
}
