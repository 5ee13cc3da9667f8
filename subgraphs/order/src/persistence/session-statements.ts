import type { Statement } from '@agora/platform/database';

/** $1 session, $2 order: COMPLETING → OPEN, unless the order was placed after all. */
export const REOPEN_SESSION: Statement = {
  name: 'checkout_session_reopen',
  text: `UPDATE checkout_session SET status = 'OPEN', order_id = NULL, completing_until = NULL, updated_at = now()
    WHERE id = $1::uuid AND order_id = $2::uuid AND status = 'COMPLETING'
      AND NOT EXISTS (SELECT 1 FROM orders WHERE orders.id = $2::uuid)
    RETURNING id`,
};

/** $1 now, $2 most rows: ids of completions that died before they placed an order, oldest first. */
export const STALLED_SESSIONS: Statement = {
  name: 'checkout_session_stalled',
  text: `SELECT s.id FROM checkout_session s
    WHERE s.status = 'COMPLETING' AND s.completing_until <= $1::timestamptz
      AND NOT EXISTS (SELECT 1 FROM orders o WHERE o.id = s.order_id)
    ORDER BY s.completing_until LIMIT $2::int`,
};

/** $1 now, $2 most rows. */
export const EXPIRE_SESSIONS: Statement = {
  name: 'checkout_session_expire',
  text: `UPDATE checkout_session SET status = 'EXPIRED', updated_at = now()
    WHERE id IN (SELECT id FROM checkout_session WHERE status = 'OPEN' AND expires_at <= $1::timestamptz
      ORDER BY expires_at LIMIT $2::int FOR UPDATE SKIP LOCKED) RETURNING id`,
};
