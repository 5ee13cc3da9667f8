import type { Queryable, Statement } from '@agora/platform/database';
import { enqueue } from '@agora/platform/outbox';
import type { CommitTrail, StatusChange, StoredCart } from '../application/ports';
import { statusChanged } from '../events/published';
import { fromProblems } from './problem-json';

const CHANGE_STATUS: Statement = {
  name: 'cart_change_status',
  text: `WITH c AS (
      UPDATE cart SET version = version + 1, priced_version = CASE WHEN priced_version = version THEN version + 1 ELSE priced_version END,
        status = $3, locked_by_order_id = $4::uuid, problems = coalesce($6::jsonb, problems), updated_at = now(),
        reserved_until = CASE WHEN $5 IN ('RESERVATION_EXPIRED', 'CHECKED_OUT') THEN NULL ELSE reserved_until END
      WHERE id = $1::uuid AND version = $2::int RETURNING id, version),
    e AS (INSERT INTO cart_event (cart_id, version, cause, changes) SELECT c.id, c.version, $5, '[]' FROM c),
    l AS (UPDATE cart_line l SET reserved_at = NULL FROM c WHERE l.cart_id = c.id AND $5 IN ('RESERVATION_EXPIRED', 'CHECKED_OUT') AND l.reserved_at IS NOT NULL)
    SELECT version FROM c`,
};

/** Commits a change of status with its log entry and event. `tx` must hold the cart's row lock. Returns the new version. */
export async function changeStatus(
  tx: Queryable,
  cart: StoredCart,
  change: StatusChange,
  trail: CommitTrail,
): Promise<number> {
  const problems = change.problems === undefined ? null : JSON.stringify(fromProblems(change.problems));
  const values = [
    change.cartId,
    change.version,
    change.status,
    change.lockedByOrderId,
    change.cause,
    problems,
  ];
  const [row] = await tx.query<{ version: number }>(CHANGE_STATUS, values);
  if (row === undefined) throw new Error('the cart changed although its row was locked');
  await enqueue(tx, [statusChanged(cart, change, trail)]);
  return row.version;
}
