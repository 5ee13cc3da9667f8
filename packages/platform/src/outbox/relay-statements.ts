import type { Statement } from '../database/queryable';

/**
 * $1 shards, $2 mark per shard, $3 most rows per shard, $4 keys and $5 rows to leave out. Every row also carries
 * the bounds of the snapshot it was read in; one row without `seq` when there is nothing to send.
 */
export const READ_BATCH: Statement = {
  // Without a name: a plan that was kept from when the table was empty would be wrong for a backlog.
  text: `SELECT pg_snapshot_xmin(s.now)::text AS xmin, pg_snapshot_xmax(s.now)::text AS xmax, o.*
    FROM (SELECT pg_current_snapshot() AS now) s
    LEFT JOIN (SELECT r.* FROM unnest($1::smallint[], $2::bigint[]) AS u (shard, mark)
      CROSS JOIN LATERAL (
        SELECT b.shard, b.seq, b.event_id, b.type, b.aggregate_id, b.aggregate_version, b.payload, b.headers, b.attempts, b.created_at
        FROM outbox b WHERE b.shard = u.shard AND b.seq > u.mark AND b.aggregate_id <> ALL ($4::text[]) AND b.seq <> ALL ($5::bigint[])
        ORDER BY b.seq LIMIT $3::int) r) o ON true
    ORDER BY o.seq`,
};

/** $1 shards: the first parked row of each parked key. */
export const READ_PARKED: Statement = {
  name: 'outbox_read_parked',
  text: `SELECT DISTINCT ON (shard, aggregate_id) shard, seq, aggregate_id, parked_until FROM outbox
    WHERE shard = ANY ($1::smallint[]) AND parked_until > now() ORDER BY shard, aggregate_id, seq`,
};

/** $1 shards, $2 seqs. Without a name for the same reason. */
export const DELETE_SENT: Statement = {
  text: `DELETE FROM outbox o USING unnest($1::smallint[], $2::bigint[]) AS u (shard, seq) WHERE o.shard = u.shard AND o.seq = u.seq`,
};

/** $1 shard, $2 seq, $3 for how long in ms. */
export const PARK: Statement = {
  name: 'outbox_park',
  text: `UPDATE outbox SET attempts = attempts + 1, parked_until = now() + $3::bigint * interval '1 ms'
    WHERE shard = $1::smallint AND seq = $2::bigint`,
};

/** $1 shards: seconds since the oldest waiting row was written. */
export const READ_LAG: Statement = {
  name: 'outbox_lag',
  text: `SELECT COALESCE(max(extract(epoch FROM now() - o.created_at)), 0)::float8 AS lag_seconds
    FROM unnest($1::smallint[]) AS u (shard)
    CROSS JOIN LATERAL (SELECT created_at FROM outbox WHERE outbox.shard = u.shard ORDER BY seq LIMIT 1) o`,
};

export const IS_EMPTY: Statement = {
  name: 'outbox_is_empty',
  text: `SELECT NOT EXISTS (SELECT FROM outbox) AS is_empty`,
};
