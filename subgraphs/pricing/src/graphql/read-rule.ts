import type { RuleDraft } from '../domain/rules/rule-draft';
import type { PriceRuleInput } from './inputs/price-rule.input';
import { readMoneyIfGiven } from './read-change';

/**
 * A rule of the input as the domain knows it; nothing of it is checked but that amounts are amounts.
 * @param path where it is in the input, e.g. `input.rule`.
 * @throws AppError `BAD_USER_INPUT` for an amount that is none.
 */
export function readRule(input: PriceRuleInput, path: string): RuleDraft {
  return {
    name: input.name,
    priority: input.priority,
    exclusive: input.exclusive ?? false,
    excludes: input.excludes ?? [],
    includes: input.includes ?? [],
    minimumQuantity: input.minimumQuantity ?? 1,
    active: input.active ?? true,
    ...readPlace(input),
    adjustmentBasisPoints: input.adjustmentBasisPoints ?? undefined,
    adjustment: readMoneyIfGiven(input.adjustment, `${path}.adjustment`),
    maximumPerLine: readMoneyIfGiven(input.maximumPerLine, `${path}.maximumPerLine`),
    maximumPerOrder: readMoneyIfGiven(input.maximumPerOrder, `${path}.maximumPerOrder`),
  };
}

type Place = Pick<
  RuleDraft,
  | 'scope'
  | 'stackGroup'
  | 'region'
  | 'channel'
  | 'segment'
  | 'sku'
  | 'category'
  | 'condition'
  | 'startsAt'
  | 'endsAt'
>;

/** Where and when it counts: what is not given does not narrow it. */
function readPlace(input: PriceRuleInput): Place {
  const given = <T>(value: T | null | undefined): T | undefined => value ?? undefined;
  return {
    scope: given(input.scope),
    stackGroup: given(input.stackGroup),
    region: given(input.region),
    channel: given(input.channel),
    segment: given(input.segment),
    sku: given(input.sku),
    category: given(input.category),
    condition: given(input.condition),
    startsAt: given(input.startsAt),
    endsAt: given(input.endsAt),
  };
}
