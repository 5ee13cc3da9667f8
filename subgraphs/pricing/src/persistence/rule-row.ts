import type { RuleScope } from '../domain/rules/rule-scope';
import type { RuleSpec } from '../domain/rules/rule-spec';
import type { PriceRuleModel } from './generated/models';
import { withNulls, withoutNulls } from './nulls';

export type RuleRow = Omit<PriceRuleModel, 'windowPhase' | 'createdAt' | 'updatedAt'>;

/** The columns that the domain does not know, for queries of Prisma. */
export const OMIT_OF_RULES = { windowPhase: true, createdAt: true, updatedAt: true } as const;

/** A row of `price_rule` as the domain knows it. */
export function toRuleSpec({ adjustmentBasisPoints, adjustmentMinor, scope, ...row }: RuleRow): RuleSpec {
  return {
    ...withoutNulls(row),
    scope: scope as RuleScope,
    // CHECK: exactly one of them is there.
    adjustment:
      adjustmentBasisPoints === null
        ? { kind: 'amount', amountMinor: adjustmentMinor ?? 0n }
        : { kind: 'basisPoints', basisPoints: adjustmentBasisPoints },
  };
}

/** The columns of a rule, for Prisma. */
export function ruleColumns({ adjustment, excludes, includes, ...spec }: RuleSpec): RuleRow {
  return {
    ...withNulls(spec),
    excludes: [...excludes],
    includes: [...includes],
    adjustmentBasisPoints: adjustment.kind === 'basisPoints' ? adjustment.basisPoints : null,
    adjustmentMinor: adjustment.kind === 'amount' ? adjustment.amountMinor : null,
  };
}
