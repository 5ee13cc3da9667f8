import { isUuid } from '@agora/platform/ids';
import type { RuleRepository } from '../application/repositories';
import type { RuleSpec } from '../domain/rules/rule-spec';
import type { Prisma } from './generated/client';
import { OMIT_OF_RULES, ruleColumns, toRuleSpec } from './rule-row';

const LOCK = 'SELECT FROM price_rule WHERE id = $1::uuid FOR NO KEY UPDATE';
const TURN_DUE = `WITH due AS (
    SELECT id FROM price_rule WHERE window_phase < 2 AND (ends_at <= $1::timestamptz
      OR (window_phase = 0 AND (starts_at IS NULL OR starts_at <= $1::timestamptz)))
    LIMIT $2::int FOR NO KEY UPDATE SKIP LOCKED)
  UPDATE price_rule r SET window_phase = CASE WHEN r.ends_at <= $1::timestamptz THEN 2 ELSE 1 END
  FROM due WHERE r.id = due.id RETURNING r.id`;

/** {@link RuleRepository} in a Prisma transaction. */
export function ruleRepository(tx: Prisma.TransactionClient): RuleRepository {
  const find = async (id: string): Promise<RuleSpec | undefined> => {
    if (!isUuid(id)) return undefined;
    const row = await tx.priceRule.findUnique({ where: { id }, omit: OMIT_OF_RULES });
    return row === null ? undefined : toRuleSpec(row);
  };
  return {
    find,
    lock: async (id) => {
      if (!isUuid(id)) return undefined;
      await tx.$queryRawUnsafe(LOCK, id);
      return find(id);
    },
    ofPromotion: async (promotionId) => {
      const rows = await tx.priceRule.findMany({
        where: { promotionId },
        omit: OMIT_OF_RULES,
        orderBy: { id: 'asc' },
      });
      return rows.map(toRuleSpec);
    },
    save: async (rule, phase) => {
      const columns = { ...ruleColumns(rule), windowPhase: phase ?? null };
      await tx.priceRule.upsert({ where: { id: rule.id }, create: columns, update: columns });
    },
    turnDue: async (now, limit) => {
      const turned = await tx.$queryRawUnsafe<{ id: string }[]>(TURN_DUE, now.toISOString(), limit);
      if (turned.length === 0) return [];
      const rows = await tx.priceRule.findMany({
        where: { id: { in: turned.map(({ id }) => id) } },
        omit: OMIT_OF_RULES,
      });
      return rows.map(toRuleSpec);
    },
  };
}
