import type { PriceContext } from '../price-context';
import type { Promotion } from '../promotions/promotion';
import type { PriceRule } from './price-rule';
import { RULE_SCOPES } from './rule-scope';
import type { RuleScope } from './rule-scope';

/** The rules of one scope. */
export interface ScopeRules {
  /** For all skus. */
  readonly general: readonly PriceRule[];
  readonly bySku: ReadonlyMap<string, readonly PriceRule[]>;
}

/** All rules and the promotions they belong to, at hand. Does not change while one quote is worked out. */
export interface RuleTable {
  readonly rules: Iterable<PriceRule>;
  /** The same, so that a quote looks at those alone that its lines can meet. */
  rulesOf(scope: RuleScope): ScopeRules;
  promotion(id: string): Promotion | undefined;
}

/** Groups rules as {@link RuleTable} gives them, once for many quotes. */
export function groupRules(rules: Iterable<PriceRule>): RuleTable['rulesOf'] {
  const groups = new Map<RuleScope, { general: PriceRule[]; bySku: Map<string, PriceRule[]> }>();
  for (const scope of RULE_SCOPES) groups.set(scope, { general: [], bySku: new Map() });
  for (const rule of rules) {
    const group = groups.get(rule.scope);
    const list = rule.sku === undefined ? group?.general : group?.bySku.get(rule.sku);
    if (list !== undefined) list.push(rule);
    else if (rule.sku !== undefined) group?.bySku.set(rule.sku, [rule]);
  }
  return (scope) => groups.get(scope) ?? NONE;
}

const NONE: ScopeRules = { general: [], bySku: new Map() };

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
