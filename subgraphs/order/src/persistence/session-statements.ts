import type { Statement } from '@agora/platform/database';

/** $1 session, $2 order: COMPLETING → OPEN, unless the order was placed after all. */
export const REOPEN_SESSION: Statement = {
  name: 'checkout_session_reopen',
  text: `UPDATE checkout_session SET status = 'OPEN', order_id = NULL, completing_until = NULL, updated_at = now()
    WHERE id = $1::uuid AND order_id = $2::uuid AND status = 'COMPLETING'
      AND NOT EXISTS (SELECT 1 FROM orders WHERE orders.id = $2::uuid)
    RETURNING id`,
};

/**
 * $1 session, $2 order, $3 now, $4 until when the attempt may place its order, $5 id of the first log entry, $6 traceparent and $7
 * correlation id of the request: OPEN → COMPLETING and the order's saga with the verified quote, or nothing. The same order may begin again.
 */
export const BEGIN_COMPLETION: Statement = {
  name: 'checkout_session_begin_completion',
  text: `WITH begun AS (
      UPDATE checkout_session SET status = 'COMPLETING', order_id = $2::uuid, completing_until = $4::timestamptz, updated_at = $3::timestamptz
      WHERE id = $1::uuid AND (status = 'OPEN' OR (status = 'COMPLETING' AND order_id = $2::uuid AND completing_until > $3::timestamptz))
      RETURNING id),
    saga AS (
      INSERT INTO saga (id, order_id, checkout_session_id, kind, wake_at, lease_until, created_at, updated_at, traceparent, correlation_id)
      SELECT $2::uuid, $2::uuid, id, 'PLACE_ORDER', $4::timestamptz, $4::timestamptz, $3::timestamptz, $3::timestamptz, $6::text, $7::text FROM begun
      ON CONFLICT (id) DO NOTHING RETURNING id),
    logged AS (
      INSERT INTO saga_attempt (id, saga_id, step, direction, started_at, finished_at, outcome)
      SELECT $5::uuid, id, 'verify-quote', 'DO', $3::timestamptz, $3::timestamptz, 'DONE' FROM saga)
    SELECT id FROM begun`,
};

/** $1 now, $2 most rows. */
export const EXPIRE_SESSIONS: Statement = {
  name: 'checkout_session_expire',
  text: `UPDATE checkout_session SET status = 'EXPIRED', updated_at = now()
    WHERE id IN (SELECT id FROM checkout_session WHERE status = 'OPEN' AND expires_at <= $1::timestamptz
      ORDER BY expires_at LIMIT $2::int FOR UPDATE SKIP LOCKED) RETURNING id`,
};
