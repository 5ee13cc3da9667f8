import type { Queryable, Statement } from '@agora/platform/database';

const SWEEP: Statement = { name: 'inventory_sweep_holds', text: 'SELECT inventory_sweep_holds($1) AS count' };
const FILL: Statement = {
  name: 'inventory_fill_backorders',
  text: 'SELECT inventory_fill_backorders($1) AS count',
};
const DROP: Statement = {
  name: 'inventory_drop_operations',
  text: 'SELECT inventory_drop_operations($1::uuid[]) AS count',
};
const ABANDONED: Statement = {
  name: 'hold_operation_abandoned',
  text: `SELECT operation_id FROM hold_operation WHERE state = 'PROVISIONAL' AND lease_until < now() ORDER BY lease_until LIMIT $1`,
};
const KEEP: Statement = {
  name: 'hold_operation_keep',
  text: `UPDATE hold_operation SET lease_until = now() + make_interval(secs => $2)
    WHERE operation_id = ANY ($1::uuid[]) AND state = 'PROVISIONAL'`,
};
const PURGE_OPERATIONS: Statement = {
  name: 'hold_operation_purge',
  text: `DELETE FROM hold_operation WHERE operation_id IN (
      SELECT operation_id FROM hold_operation WHERE created_at < now() - make_interval(days => $1) AND state <> 'PROVISIONAL'
      ORDER BY created_at LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING 1`,
};
const PURGE_HOLDS: Statement = {
  name: 'hold_purge',
  text: `DELETE FROM hold WHERE id IN (
      SELECT h.id FROM hold h WHERE h.type = 'CART' AND h.status IN ('RELEASED', 'EXPIRED') AND h.updated_at < now() - make_interval(days => $1)
      LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING 1`,
};

/** What background jobs do to holds. Safe in several processes at once: what another one works on is skipped. */
export interface HoldUpkeep {
  /** Expires up to `limit` due cart holds. @returns how many ended. */
  sweep(limit: number): Promise<number>;
  /** Hands goods that came in to up to `limit` reservations with backorders, oldest first. */
  fillBackorders(limit: number): Promise<number>;
  /** Up to `limit` provisional operations whose lease ended, longest ago first. */
  abandonedOperations(limit: number): Promise<string[]>;
  /** Drops those of the operations whose lease is still over. Ask the cart first. @returns how many. */
  dropOperations(operationIds: readonly string[]): Promise<number>;
  /** The cart committed them and its event is on the way: look again after `seconds`. */
  keepOperations(operationIds: readonly string[], seconds: number): Promise<void>;
  /** Forgets finished operations older than `keepDays`. @returns how many; call again when it is `limit`. */
  purgeOperations(keepDays: number, limit: number): Promise<number>;
  /** Forgets ended holds of carts that nothing has touched for `keepDays`. */
  purgeHolds(keepDays: number, limit: number): Promise<number>;
}

export function createHoldUpkeep(database: Queryable): HoldUpkeep {
  const count = async (statement: Statement, value: unknown): Promise<number> => {
    const [row] = await database.query<{ count: number }>(statement, [value]);
    return row?.count ?? 0;
  };
  return {
    sweep: (limit) => count(SWEEP, limit),
    fillBackorders: (limit) => count(FILL, limit),
    dropOperations: (operationIds) => count(DROP, [...operationIds]),
    abandonedOperations: async (limit) => {
      const rows = await database.query<{ operation_id: string }>(ABANDONED, [limit]);
      return rows.map((row) => row.operation_id);
    },
    keepOperations: async (operationIds, seconds) => {
      await database.query(KEEP, [[...operationIds], seconds]);
    },
    purgeOperations: async (keepDays, limit) =>
      (await database.query(PURGE_OPERATIONS, [keepDays, limit])).length,
    purgeHolds: async (keepDays, limit) => (await database.query(PURGE_HOLDS, [keepDays, limit])).length,
  };
}
