import type { Database } from '../../database/database';
import { advisoryKey } from '../../database/advisory-key';

const SCHEMA = `
CREATE SCHEMA IF NOT EXISTS event_log;
CREATE TABLE IF NOT EXISTS event_log.topic (
  name         text   NOT NULL,
  partitions   int    NOT NULL,
  retention_ms bigint NOT NULL,
  CONSTRAINT topic_pkey PRIMARY KEY (name),
  CONSTRAINT topic_ck CHECK (partitions > 0 AND retention_ms > 0)
);
-- next_offset changes with every append and is in no index, and the page has room: heap-only updates.
CREATE TABLE IF NOT EXISTS event_log.partition (
  id          int    GENERATED ALWAYS AS IDENTITY,
  topic       text   NOT NULL REFERENCES event_log.topic,
  number      int    NOT NULL,
  next_offset bigint NOT NULL DEFAULT 0,
  CONSTRAINT partition_pkey PRIMARY KEY (id),
  CONSTRAINT partition_topic_uq UNIQUE (topic, number)
) WITH (fillfactor = 20);
CREATE TABLE IF NOT EXISTS event_log.message (
  partition_id int         NOT NULL REFERENCES event_log.partition,
  "offset"     bigint      NOT NULL,
  key          text        NOT NULL,
  value        bytea       NOT NULL,
  headers      json        NOT NULL,
  appended_at  timestamptz NOT NULL,
  CONSTRAINT message_pkey PRIMARY KEY (partition_id, "offset")
);
CREATE TABLE IF NOT EXISTS event_log.committed (
  group_id     text   NOT NULL,
  partition_id int    NOT NULL REFERENCES event_log.partition,
  next_offset  bigint NOT NULL,
  CONSTRAINT committed_pkey PRIMARY KEY (group_id, partition_id)
) WITH (fillfactor = 50);

-- Appends messages in the order of the arrays. The rows of the partitions stay locked until the caller commits, so
-- offsets become visible in their order and without a gap: a reader that has seen n has seen all below n. Locks are
-- taken in one order, so parallel appends cannot deadlock.
CREATE OR REPLACE FUNCTION event_log.append(p_topics text[], p_numbers int[], p_keys text[], p_values bytea[], p_headers text[])
RETURNS TABLE (partition_id int, next_offset bigint) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE found_partitions int;
BEGIN
  PERFORM 1 FROM event_log.partition p
  WHERE (p.topic, p.number) IN (SELECT t, n FROM unnest(p_topics, p_numbers) AS u (t, n))
  ORDER BY p.id FOR NO KEY UPDATE;
  INSERT INTO event_log.message (partition_id, "offset", key, value, headers, appended_at)
  SELECT p.id, p.next_offset + row_number() OVER (PARTITION BY p.id ORDER BY u.position) - 1, u.key, u.value, u.headers::json, clock_timestamp()
  FROM unnest(p_topics, p_numbers, p_keys, p_values, p_headers) WITH ORDINALITY AS u (topic, number, key, value, headers, position)
  JOIN event_log.partition p ON p.topic = u.topic AND p.number = u.number;
  RETURN QUERY
  UPDATE event_log.partition p SET next_offset = p.next_offset + c.added
  FROM (SELECT t, n, count(*) AS added FROM unnest(p_topics, p_numbers) AS u (t, n) GROUP BY t, n) c
  WHERE p.topic = c.t AND p.number = c.n
  RETURNING p.id, p.next_offset;
END
$$;`;

/** Makes the tables of the log where they are missing. Safe to repeat and to run from several processes at once. */
export async function createLogSchema(database: Database): Promise<void> {
  const [existing] = await database.query<{ ready: boolean }>(
    `SELECT to_regprocedure('event_log.append(text[], int[], text[], bytea[], text[])') IS NOT NULL AS ready`,
  );
  if (existing?.ready === true) return;
  await database.inTransaction(async (tx) => {
    await tx.query('SELECT pg_advisory_xact_lock($1::bigint)', [advisoryKey('event_log/schema')]);
    await tx.query(SCHEMA);
  });
}
