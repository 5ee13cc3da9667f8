import type { Statement } from '@agora/platform/database';

const WITH_LOG = `s.id, s.order_id, s.checkout_session_id, s.kind, s.state, s.reason, s.failures, s.traceparent, s.correlation_id, COALESCE((
      SELECT jsonb_agg(jsonb_build_object('step', a.step, 'direction', a.direction, 'startedAt', a.started_at,
        'finishedAt', a.finished_at, 'outcome', a.outcome, 'error', a.error) ORDER BY a.id)
      FROM saga_attempt a WHERE a.saga_id = s.id), '[]'::jsonb) AS attempts`;

/** $1 saga: with its log, oldest attempt first. */
export const FIND_SAGA: Statement = {
  name: 'saga_find',
  text: `SELECT ${WITH_LOG} FROM saga s WHERE s.id = $1::uuid`,
};

/**
 * $1 order, $2 now, $3 leased until, $4 id of the first log entry, $5 traceparent and $6 correlation id of the click: the
 * saga of an order without a session, or nothing when it goes backwards or has ended.
 */
export const BEGIN_SAGA: Statement = {
  name: 'saga_begin',
  text: `WITH begun AS (
      INSERT INTO saga AS s (id, order_id, kind, wake_at, lease_until, created_at, updated_at, traceparent, correlation_id)
      VALUES ($1::uuid, $1::uuid, 'PLACE_ORDER', $3::timestamptz, $3::timestamptz, $2::timestamptz, $2::timestamptz, $5::text, $6::text)
      ON CONFLICT (id) DO UPDATE SET wake_at = EXCLUDED.wake_at, lease_until = EXCLUDED.lease_until, updated_at = EXCLUDED.updated_at
        WHERE s.state = 'RUNNING'
      RETURNING id),
    logged AS (
      INSERT INTO saga_attempt (id, saga_id, step, direction, started_at, finished_at, outcome)
      SELECT $4::uuid, id, 'verify-quote', 'DO', $2::timestamptz, $2::timestamptz, 'DONE' FROM begun
      WHERE NOT EXISTS (SELECT FROM saga WHERE id = $1::uuid))
    SELECT id FROM begun`,
};

/** $1 orders: their sagas with their logs, oldest first. */
export const SAGAS_OF_ORDERS: Statement = {
  name: 'saga_of_orders',
  text: `SELECT ${WITH_LOG} FROM saga s WHERE s.order_id = ANY ($1::uuid[]) ORDER BY s.created_at, s.id`,
};

/** $1 now, $2 most rows: ids of sagas nobody works on, the longest due first. */
export const DUE_SAGAS: Statement = {
  name: 'saga_due',
  text: `SELECT id FROM saga WHERE wake_at <= $1::timestamptz AND (lease_until IS NULL OR lease_until <= $1::timestamptz)
    ORDER BY wake_at LIMIT $2::int`,
};

/** $1 saga, $2 now, $3 until: a row when this worker has it now. */
export const LEASE_SAGA: Statement = {
  name: 'saga_lease',
  text: `WITH s AS (
      UPDATE saga SET lease_until = $3::timestamptz, wake_at = $3::timestamptz, updated_at = $2::timestamptz
      WHERE id = $1::uuid AND wake_at IS NOT NULL AND (lease_until IS NULL OR lease_until <= $2::timestamptz)
      RETURNING *)
    SELECT ${WITH_LOG} FROM s`,
};

/** $1 saga, $2 order, $3 what was given back of its money by what is told, $4 now: a row, once, when less is known. */
export const FOLLOW_PAYMENT: Statement = {
  name: 'saga_follow_payment',
  text: `INSERT INTO saga (id, order_id, kind, wake_at, created_at, updated_at)
    SELECT $1::uuid, order_id, 'FOLLOW_PAYMENT', $4::timestamptz, $4::timestamptz, $4::timestamptz
    FROM payment WHERE order_id = $2::uuid AND refunded_minor < $3::bigint
    ON CONFLICT (id) DO NOTHING`,
};

/** $1 saga, $2 now. A worker that has it sees that it was woken when it lets go. */
export const WAKE_SAGA: Statement = {
  name: 'saga_wake',
  text: `UPDATE saga SET wake_at = LEAST(wake_at, $2::timestamptz) WHERE id = $1::uuid AND wake_at IS NOT NULL`,
};

/**
 * $1 saga, $2 now, $3 attempt that ended, $4 its outcome, $5 its error, $6 attempt that begins, $7 its step, $8 its
 * direction, $9 new state, $10 its reason, $11 failures, $12 leased until, $13 due at. With neither of the last two the
 * saga has ended; one that has stays so, whoever is late. Due at is earlier when the saga was woken since it was leased.
 */
export const NOTE_SAGA: Statement = {
  name: 'saga_note',
  text: `WITH ended AS (
      UPDATE saga_attempt SET finished_at = $2::timestamptz, outcome = $4::text, error = $5::text WHERE id = $3::uuid),
    begun AS (
      INSERT INTO saga_attempt (id, saga_id, step, direction, started_at)
      SELECT $6::uuid, $1::uuid, $7::text, $8::text, $2::timestamptz WHERE $6::uuid IS NOT NULL)
    UPDATE saga SET updated_at = $2::timestamptz,
      state = COALESCE($9::text, state),
      reason = CASE WHEN $9::text IS NULL THEN reason ELSE $10::text END,
      failures = COALESCE($11::int, failures),
      lease_until = $12::timestamptz,
      wake_at = CASE
        WHEN $12::timestamptz IS NOT NULL THEN CASE WHEN wake_at < lease_until THEN wake_at ELSE $12::timestamptz END
        WHEN $13::timestamptz IS NULL THEN NULL
        WHEN wake_at < lease_until THEN LEAST(wake_at, $13::timestamptz)
        ELSE $13::timestamptz END
    WHERE id = $1::uuid AND wake_at IS NOT NULL`,
};

/**
 * $1 order, $2 session, $3 reason, $4 traceparent, $5 correlation id of whoever cancelled it: its saga goes backwards;
 * whoever works on it goes on, else it is due at once. What is undone belongs to the cancellation.
 */
export const SAGA_OF_CANCELLED_ORDER: Statement = {
  name: 'saga_of_cancelled_order',
  text: `INSERT INTO saga AS s (id, order_id, checkout_session_id, kind, state, reason, wake_at, traceparent, correlation_id)
    VALUES ($1::uuid, $1::uuid, $2::uuid, 'PLACE_ORDER', 'COMPENSATING', $3::text, now(), $4::text, $5::text)
    ON CONFLICT (id) DO UPDATE SET state = 'COMPENSATING', reason = EXCLUDED.reason,
      traceparent = COALESCE(EXCLUDED.traceparent, s.traceparent),
      correlation_id = COALESCE(EXCLUDED.correlation_id, s.correlation_id),
      wake_at = CASE WHEN s.lease_until > now() THEN s.wake_at ELSE EXCLUDED.wake_at END, updated_at = now()`,
};
