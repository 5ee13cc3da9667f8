import type { Queryable, Statement } from '@agora/platform/database';
import { enqueue } from '@agora/platform/outbox';
import type { CommitTrail, StatusChange, StoredCart } from '../application/ports';
import { DEFAULT_CART_TERMS } from '../domain/cart-life';
import { statusChanged } from '../events/published';
import { fromProblems } from './problem-json';

// Whoever is in use again has been active: the sweep looks at it at once and sets its timer.
const CHANGE_STATUS: Statement = {
  name: 'cart_change_status',
  text: `WITH c AS (
      UPDATE cart SET version = version + 1, priced_version = CASE WHEN priced_version = version THEN version + 1 ELSE priced_version END,
        status = $3, locked_by_order_id = $4::uuid, problems = coalesce($7::jsonb, problems), updated_at = now(),
        abandoned_at = CASE WHEN $3 = 'ACTIVE' THEN NULL ELSE abandoned_at END,
        wake_at = CASE WHEN $3 = 'ACTIVE' AND status <> 'ACTIVE' THEN now() ELSE wake_at END,
        last_activity_at = CASE WHEN $3 = 'ACTIVE' AND status <> 'ACTIVE' THEN now() ELSE last_activity_at END,
        expires_at = CASE WHEN $3 = 'ACTIVE' AND status <> 'ACTIVE' THEN now() + $6::bigint * interval '1 ms' ELSE expires_at END,
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
  const lifeMs = change.lifeMs ?? DEFAULT_CART_TERMS.lifeMs;
  const problems = change.problems === undefined ? null : JSON.stringify(fromProblems(change.problems));
  const { cartId, version, status, lockedByOrderId, cause } = change;
  const values = [cartId, version, status, lockedByOrderId, cause, lifeMs, problems];
  const [row] = await tx.query<{ version: number }>(CHANGE_STATUS, values);
  if (row === undefined) throw new Error('the cart changed although its row was locked');
  await enqueue(tx, [statusChanged(cart, change, trail)]);
  return row.version;
}
