import { divideRounded } from '@agora/platform/money';
import type { Money, RoundingMode } from '@agora/platform/money';
import type { Condition } from './condition';
import type { RuleScope } from './rule-scope';

/** How much a rule changes: negative takes off. A fixed amount is per unit in PRICE, CATALOG and LINE, per order in ORDER. */
export type Adjustment =
  | { readonly kind: 'basisPoints'; readonly basisPoints: number }
  | { readonly kind: 'amount'; readonly amountMinor: bigint };

/** A rule as it is evaluated: its condition is compiled. */
export interface PriceRule {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  /** Undefined for a rule of its own. */
  readonly promotionId: string | undefined;
  readonly scope: RuleScope;
  /** Higher goes first; equal ones by id. */
  readonly priority: number;
  /** Combines with no other rule of its level: applies only where none has, and none applies after it. */
  readonly exclusive: boolean;
  /** Of one group the best deal counts alone. Undefined: it competes with nobody. */
  readonly stackGroup: string | undefined;
  /** Ids or stack groups it never combines with. */
  readonly excludes: readonly string[];
  /** Ids or stack groups of which one must have been applied before. */
  readonly includes: readonly string[];
  readonly region: string | undefined;
  readonly channel: string | undefined;
  readonly segment: string | undefined;
  readonly sku: string | undefined;
  /** Tax category of the goods. */
  readonly category: string | undefined;
  /** From how many units of the line (of the order, in ORDER) on. */
  readonly minimumQuantity: number;
  readonly condition: Condition | undefined;
  readonly adjustment: Adjustment;
  /** Of every amount of money in this rule; a rule with one applies to quotes in this currency only. */
  readonly currency: string | undefined;
  /** Most it takes off one line, and off one order. */
  readonly maximumPerLineMinor: bigint | undefined;
  readonly maximumPerOrderMinor: bigint | undefined;
  /** Inclusive; undefined = since ever. */
  readonly startsAt: Date | undefined;
  /** Exclusive; undefined = for ever. */
  readonly endsAt: Date | undefined;
  readonly active: boolean;
}

/**
 * What the rule takes off an amount (of `quantity` units), before caps: positive takes off, negative adds. Rounded once, in
 * the region's mode.
 */
export function reductionOf(
  { adjustment }: PriceRule,
  amountMinor: bigint,
  quantity: number,
  rounding: RoundingMode,
): bigint {
  return adjustment.kind === 'amount'
    ? -adjustment.amountMinor * BigInt(quantity)
    : divideRounded(amountMinor * BigInt(-adjustment.basisPoints), 10_000n, rounding);
}

/** By priority, then by id: never by the order in which rules are stored. */
export function byPriority(left: PriceRule, right: PriceRule): number {
  if (left.priority !== right.priority) return right.priority - left.priority;
  return left.id < right.id ? -1 : 1;
}

/** The name a rule goes by in `excludes` and `includes` of others. */
export function isNamed(rule: Pick<PriceRule, 'id' | 'stackGroup'>, names: readonly string[]): boolean {
  return names.includes(rule.id) || (rule.stackGroup !== undefined && names.includes(rule.stackGroup));
}

/** A rule that did something, for quotes and price tags. */
export interface AppliedRule {
  readonly rule: PriceRule;
  /** What it took off; negative when it raised the price. Of one unit in PRICE and CATALOG, else of the line. */
  readonly amount: Money;
  /** The code that opened it; undefined when none was needed. */
  readonly couponCode: string | undefined;
}
