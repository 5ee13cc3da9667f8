import { checkNumber, checkText, checkWindow, firstRefusal } from '../checks';
import type { FieldPath } from '../checks';
import { MAX_QUANTITY, isSku } from '../price';
import { isCounted } from '../promotions/promotion';
import type { Promotion } from '../promotions/promotion';
import { isRefusal, refused } from '../refusal';
import type { Refusal } from '../refusal';
import { MAX_CONDITION_LENGTH, compileCondition, isProblem } from './condition';
import { decideAmounts } from './decide-amounts';
import type { RuleScope } from './rule-scope';
import type { RuleDraft } from './rule-draft';
import type { RuleSpec } from './rule-spec';

/** What is there before the change, and what a rule may name. */
export interface RuleFacts {
  /** Id of the rule: its own, or a new one. */
  readonly id: string;
  /** The rule as it is; undefined for a new one. */
  readonly current: RuleSpec | undefined;
  /** Undefined for a rule of its own. */
  readonly promotion: Promotion | undefined;
  readonly regions: Pick<ReadonlySet<string>, 'has'>;
  readonly now: Date;
  /** Where the draft is in the input. */
  readonly path: FieldPath;
}

/** A rule that may be saved. */
export interface DecidedRule {
  readonly kind: 'rule';
  readonly rule: RuleSpec;
}

/** Bounds of a rule's texts and lists. */
const MAX_NAME = 200;
const MAX_WORD = 100;
const MAX_NAMED = 20;
const PRIORITY = { min: -1_000_000, max: 1_000_000 };

/**
 * Decides about a new or changed rule. Refused: a value out of bounds, an unknown region, a condition that does not compile for
 * the scope (with its place), amounts of several currencies, a raise outside PRICE, a rule for unit prices in a promotion
 * whose use is counted.
 */
export function decideRule(draft: RuleDraft, facts: RuleFacts): DecidedRule | Refusal {
  const scope = draft.scope ?? (facts.promotion === undefined ? 'PRICE' : 'LINE');
  const { path } = facts;
  const refusal = firstRefusal(
    () => checkWords(draft, path),
    () => checkNumber(draft.priority, PRIORITY, [...path, 'priority']),
    () => checkNumber(draft.minimumQuantity, { min: 1, max: MAX_QUANTITY }, [...path, 'minimumQuantity']),
    () => checkNames(draft, path),
    () => checkScope(draft, scope, facts),
    () => checkWindow(draft, { before: facts.current, now: facts.now, path }),
    () => checkCondition(draft, scope, path),
  );
  if (refusal !== undefined) return refusal;
  const amounts = decideAmounts(draft, { scope, promotion: facts.promotion, path });
  if (isRefusal(amounts)) return amounts;
  const { adjustmentBasisPoints: _, maximumPerLine: _line, maximumPerOrder: _order, ...plain } = draft;
  const { id, current, promotion } = facts;
  return {
    kind: 'rule',
    rule: {
      ...plain,
      ...amounts,
      id,
      scope,
      version: (current?.version ?? 0) + 1,
      promotionId: promotion?.id,
    },
  };
}

/** Whether two rules say the same; their versions may differ. */
export function isSameRule(one: RuleSpec, other: RuleSpec): boolean {
  const text = (rule: RuleSpec): string =>
    JSON.stringify(Object.entries({ ...rule, version: 0 }).sort(byName), (_key, value: unknown) =>
      typeof value === 'bigint' ? `${String(value)}n` : (value ?? null),
    );
  return text(one) === text(other);
}

function byName([left]: readonly [string, unknown], [right]: readonly [string, unknown]): number {
  return left < right ? -1 : 1;
}

function checkWords(draft: RuleDraft, path: FieldPath): Refusal | undefined {
  const word = (name: 'stackGroup' | 'region' | 'channel' | 'segment' | 'category') => () =>
    checkText(draft[name], MAX_WORD, [...path, name]);
  return firstRefusal(
    () => checkText(draft.name, MAX_NAME, [...path, 'name']),
    word('stackGroup'),
    word('region'),
    word('channel'),
    word('segment'),
    word('category'),
    () =>
      draft.sku === undefined || isSku(draft.sku)
        ? undefined
        : refused('INVALID_VALUE', 'This is not a sku.', ...path, 'sku'),
  );
}

function checkNames(draft: RuleDraft, path: FieldPath): Refusal | undefined {
  for (const list of ['excludes', 'includes'] as const) {
    if (draft[list].length > MAX_NAMED) {
      return refused('INVALID_VALUE', `Must have at most ${String(MAX_NAMED)} members.`, ...path, list);
    }
    const wrong = draft[list].map((name, index) => checkText(name, MAX_WORD, [...path, list, String(index)]));
    const refusal = wrong.find((one) => one !== undefined);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

function checkScope(draft: RuleDraft, scope: RuleScope, facts: RuleFacts): Refusal | undefined {
  const { path, regions, promotion } = facts;
  if (draft.region !== undefined && !regions.has(draft.region)) {
    return refused('INVALID_VALUE', 'Is not a region of this shop.', ...path, 'region');
  }
  const pointless = NOT_IN_SCOPE[scope].find((name) => draft[name] !== undefined);
  if (pointless !== undefined) {
    return refused('INVALID_VALUE', `A rule of ${scope} has none.`, ...path, pointless);
  }
  return promotion === undefined ? undefined : checkCounted(scope, promotion, path);
}

// An order has no sku of its own; a unit price knows no order.
const NOT_IN_SCOPE = {
  PRICE: ['maximumPerOrder'],
  CATALOG: ['maximumPerOrder'],
  LINE: [],
  ORDER: ['sku', 'category', 'maximumPerLine'],
} as const satisfies Readonly<Record<RuleScope, readonly (keyof RuleDraft)[]>>;

// A price that everybody sees cannot be counted.
function checkCounted(scope: RuleScope, promotion: Promotion, path: FieldPath): Refusal | undefined {
  if (scope === 'LINE' || scope === 'ORDER' || !isCounted(promotion)) return undefined;
  const message = 'A promotion with a budget, usage limits or coupons has rules of LINE and ORDER only.';
  return refused('INVALID_VALUE', message, ...path, 'scope');
}

function checkCondition(draft: RuleDraft, scope: RuleScope, path: FieldPath): Refusal | undefined {
  if (draft.condition === undefined) return undefined;
  const field = [...path, 'condition'];
  const compiled = compileCondition(draft.condition, scope);
  if (!isProblem(compiled)) return checkText(draft.condition, MAX_CONDITION_LENGTH, field);
  const { message, start, end } = compiled;
  return {
    kind: 'invalidCondition',
    message: `${message} at ${String(start)}..${String(end)}`,
    field: ['input', ...field],
    start,
    end,
  };
}
