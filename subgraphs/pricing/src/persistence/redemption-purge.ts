import type { Queryable, Statement } from '@agora/platform/database';

const PURGE: Statement = {
  name: 'pricing_purge_closed_orders',
  text: `DELETE FROM redemption_closed WHERE order_id IN (
      SELECT order_id FROM redemption_closed WHERE closed_at < now() - make_interval(days => $1::int) LIMIT $2::int)
    RETURNING 1`,
};
/** Longer than any order waits for its payment, and than a topic keeps its messages. */
const KEEP_DAYS = 30;

/** Forgets up to `limit` orders that were given up long ago. @returns how many. */
export async function purgeClosedOrders(database: Queryable, limit: number): Promise<number> {
  return (await database.query(PURGE, [KEEP_DAYS, limit])).length;
}
