import type { Money } from '@agora/platform/money';
import type { RuleScope } from './rule-scope';

/** A rule as staff wants it: nothing of it is checked yet. */
export interface RuleDraft {
  readonly name: string;
  /** Undefined: PRICE for a rule of its own, LINE in a promotion. */
  readonly scope: RuleScope | undefined;
  readonly priority: number;
  readonly exclusive: boolean;
  readonly stackGroup: string | undefined;
  readonly excludes: readonly string[];
  readonly includes: readonly string[];
  readonly region: string | undefined;
  readonly channel: string | undefined;
  readonly segment: string | undefined;
  readonly sku: string | undefined;
  readonly category: string | undefined;
  readonly minimumQuantity: number;
  readonly condition: string | undefined;
  /** Exactly one of the two; negative takes off. */
  readonly adjustmentBasisPoints: number | undefined;
  readonly adjustment: Money | undefined;
  readonly maximumPerLine: Money | undefined;
  readonly maximumPerOrder: Money | undefined;
  readonly startsAt: Date | undefined;
  readonly endsAt: Date | undefined;
  readonly active: boolean;
}
