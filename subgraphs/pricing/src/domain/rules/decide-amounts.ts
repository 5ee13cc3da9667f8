import type { Money } from '@agora/platform/money';
import { checkNumber } from '../checks';
import type { FieldPath } from '../checks';
import { MAX_AMOUNT_MINOR } from '../price';
import type { Promotion } from '../promotions/promotion';
import { refused } from '../refusal';
import type { Refusal } from '../refusal';
import type { Adjustment } from './price-rule';
import type { RuleScope } from './rule-scope';
import type { RuleDraft } from './rule-draft';
import type { RuleSpec } from './rule-spec';

/** The columns of a rule that say how much. */
export type RuleAmounts = Pick<
  RuleSpec,
  'adjustment' | 'currency' | 'maximumPerLineMinor' | 'maximumPerOrderMinor'
>;

/** Where the amounts are to work. */
export interface AmountFacts {
  readonly scope: RuleScope;
  readonly promotion: Promotion | undefined;
  readonly path: FieldPath;
}

/** Ten times as much at most, and nothing at least. */
const BASIS_POINTS = { min: -10_000, max: 100_000 };

/**
 * Reads how much a rule takes off or adds. Refused: none or both adjustments, one that changes nothing, a raise outside
 * PRICE, a cap that is not positive, amounts of several currencies or of another one than the promotion's budget.
 */
export function decideAmounts(draft: RuleDraft, facts: AmountFacts): RuleAmounts | Refusal {
  const { path, scope } = facts;
  const adjustment = adjustmentOf(draft);
  if (adjustment === undefined) {
    const message = 'Give exactly one of adjustmentBasisPoints and adjustment.';
    return refused('INVALID_VALUE', message, ...path, 'adjustment');
  }
  const refusal =
    checkAdjustment(adjustment, scope, path) ?? checkCaps(draft, path) ?? checkCurrencies(draft, facts);
  if (refusal !== undefined) return refusal;
  return {
    adjustment,
    currency: amountsOf(draft)[0]?.money.currency,
    maximumPerLineMinor: draft.maximumPerLine?.amountMinor,
    maximumPerOrderMinor: draft.maximumPerOrder?.amountMinor,
  };
}

function adjustmentOf({ adjustmentBasisPoints, adjustment }: RuleDraft): Adjustment | undefined {
  if (adjustmentBasisPoints !== undefined && adjustment !== undefined) return undefined;
  if (adjustmentBasisPoints !== undefined) return { kind: 'basisPoints', basisPoints: adjustmentBasisPoints };
  return adjustment === undefined ? undefined : { kind: 'amount', amountMinor: adjustment.amountMinor };
}

function checkAdjustment(adjustment: Adjustment, scope: RuleScope, path: FieldPath): Refusal | undefined {
  const field = [...path, adjustment.kind === 'amount' ? 'adjustment' : 'adjustmentBasisPoints'];
  const size = adjustment.kind === 'amount' ? adjustment.amountMinor : BigInt(adjustment.basisPoints);
  if (size === 0n) return refused('INVALID_VALUE', 'Must change something.', ...field);
  if (size > 0n && scope !== 'PRICE') {
    return refused('INVALID_VALUE', 'Only a rule of PRICE may raise: give a negative value.', ...field);
  }
  if (adjustment.kind === 'basisPoints') return checkNumber(adjustment.basisPoints, BASIS_POINTS, field);
  return size > MAX_AMOUNT_MINOR || size < -MAX_AMOUNT_MINOR
    ? refused('INVALID_VALUE', 'Must not be beyond 10^12 smallest units.', ...field)
    : undefined;
}

function checkCaps(draft: RuleDraft, path: FieldPath): Refusal | undefined {
  const wrong = (['maximumPerLine', 'maximumPerOrder'] as const).find((name) => {
    const cap = draft[name];
    return cap !== undefined && (cap.amountMinor <= 0n || cap.amountMinor > MAX_AMOUNT_MINOR);
  });
  if (wrong === undefined) return undefined;
  return refused('INVALID_VALUE', 'Must be positive, at most 10^12 smallest units.', ...path, wrong);
}

function checkCurrencies(draft: RuleDraft, { promotion, path }: AmountFacts): Refusal | undefined {
  const amounts = amountsOf(draft);
  const [first] = amounts;
  if (first === undefined) return undefined;
  const { currency } = first.money;
  const other = amounts.find(({ money }) => money.currency !== currency);
  if (other !== undefined) {
    return refused('CURRENCY_MISMATCH', `Another amount of the rule is in ${currency}.`, ...path, other.name);
  }
  const budget = promotion?.budgetCurrency;
  return budget === undefined || budget === currency
    ? undefined
    : refused('CURRENCY_MISMATCH', `The promotion's budget is in ${budget}.`, ...path, first.name);
}

/** Refuses a budget in another currency than an amount of one of the promotion's rules: that rule could never give anything. */
export function checkBudgetCurrency(
  { budgetCurrency }: Pick<Promotion, 'budgetCurrency'>,
  rules: readonly Pick<RuleSpec, 'name' | 'currency'>[],
): Refusal | undefined {
  if (budgetCurrency === undefined) return undefined;
  const other = rules.find(({ currency }) => currency !== undefined && currency !== budgetCurrency);
  return other === undefined
    ? undefined
    : refused('CURRENCY_MISMATCH', `The rule "${other.name}" is in ${other.currency ?? ''}.`, 'budget');
}

interface NamedAmount {
  readonly name: 'adjustment' | 'maximumPerLine' | 'maximumPerOrder';
  readonly money: Money;
}

function amountsOf(draft: RuleDraft): NamedAmount[] {
  return (['adjustment', 'maximumPerLine', 'maximumPerOrder'] as const).flatMap((name) => {
    const money = draft[name];
    return money === undefined ? [] : [{ name, money }];
  });
}
