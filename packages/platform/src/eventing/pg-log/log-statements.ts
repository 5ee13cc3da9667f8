import type { Statement } from '../../database/queryable';

/** $1 name, $2 partitions, $3 retention in ms. Nothing for a topic that exists. */
export const CREATE_TOPIC: Statement = {
  name: 'event_log_create_topic',
  text: `WITH t AS (INSERT INTO event_log.topic (name, partitions, retention_ms) VALUES ($1, $2::int, $3::bigint)
      ON CONFLICT DO NOTHING RETURNING name, partitions)
    INSERT INTO event_log.partition (topic, number) SELECT t.name, n FROM t, generate_series(0, t.partitions - 1) AS n`,
};

export const READ_PARTITIONS: Statement = {
  name: 'event_log_partitions',
  text: `SELECT id, topic, number FROM event_log.partition WHERE topic = ANY ($1::text[]) ORDER BY topic, number`,
};

/** $1 topics, $2 partition numbers, $3 keys, $4 values, $5 headers as JSON texts. */
export const APPEND: Statement = {
  name: 'event_log_append',
  text: `SELECT partition_id, next_offset FROM event_log.append($1::text[], $2::int[], $3::text[], $4::bytea[], $5::text[])`,
};

export const READ_TAILS: Statement = {
  name: 'event_log_tails',
  text: `SELECT id AS partition_id, next_offset FROM event_log.partition`,
};

/** $1 partition, $2 first offset, $3 most messages. */
export const READ_MESSAGES: Statement = {
  name: 'event_log_messages',
  text: `SELECT "offset", key, value, headers, (extract(epoch FROM appended_at) * 1000)::float8 AS appended_at_ms
    FROM event_log.message WHERE partition_id = $1::int AND "offset" >= $2::bigint ORDER BY "offset" LIMIT $3::int`,
};

/** $1 group, $2 partition. */
export const READ_COMMITTED: Statement = {
  name: 'event_log_committed',
  text: `SELECT next_offset FROM event_log.committed WHERE group_id = $1 AND partition_id = $2::int`,
};

/** $1 group, $2 partition, $3 next offset. Never goes back: an owner that lost the partition may still be at work. */
export const COMMIT: Statement = {
  name: 'event_log_commit',
  text: `INSERT INTO event_log.committed AS c (group_id, partition_id, next_offset) VALUES ($1, $2::int, $3::bigint)
    ON CONFLICT (group_id, partition_id) DO UPDATE SET next_offset = EXCLUDED.next_offset WHERE c.next_offset < EXCLUDED.next_offset`,
};

/** $1 group, $2 topics. Messages that retention took no longer count. */
export const READ_LAG: Statement = {
  name: 'event_log_lag',
  text: `SELECT COALESCE(sum(p.next_offset - GREATEST(COALESCE(c.next_offset, 0), COALESCE(
      (SELECT m."offset" FROM event_log.message m WHERE m.partition_id = p.id ORDER BY m."offset" LIMIT 1), p.next_offset))), 0)::int AS lag
    FROM event_log.partition p LEFT JOIN event_log.committed c ON c.partition_id = p.id AND c.group_id = $1
    WHERE p.topic = ANY ($2::text[])`,
};

/** $1 topics. */
export const READ_BOUNDS: Statement = {
  name: 'event_log_bounds',
  text: `SELECT p.topic, p.number AS partition, p.next_offset AS next, COALESCE(
      (SELECT m."offset" FROM event_log.message m WHERE m.partition_id = p.id ORDER BY m."offset" LIMIT 1), p.next_offset) AS first
    FROM event_log.partition p WHERE p.topic = ANY ($1::text[]) ORDER BY p.topic, p.number`,
};

/** $1 group. */
export const FORGET_GROUP: Statement = {
  name: 'event_log_forget_group',
  text: `DELETE FROM event_log.committed WHERE group_id = $1`,
};

/**
 * $1 most messages per partition. Looks only at the oldest messages of each partition: their times grow with
 * their offsets, so no index on the time is needed.
 */
export const PURGE: Statement = {
  name: 'event_log_purge',
  text: `DELETE FROM event_log.message d USING (
      SELECT o.partition_id, o."offset" FROM event_log.partition p JOIN event_log.topic t ON t.name = p.topic
      CROSS JOIN LATERAL (SELECT m.partition_id, m."offset", m.appended_at FROM event_log.message m
        WHERE m.partition_id = p.id ORDER BY m."offset" LIMIT $1::int) o
      WHERE o.appended_at < now() - t.retention_ms * interval '1 ms') x
    WHERE d.partition_id = x.partition_id AND d."offset" = x."offset" RETURNING 1`,
};
