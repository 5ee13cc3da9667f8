import type { Statement } from '../database/queryable';

/** A message that waits in the consumer's database. */
export interface ParkedRow {
  readonly seq: bigint;
  readonly topic: string;
  readonly message_key: string;
  readonly partition: number;
  readonly offset: bigint;
  readonly value: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
  readonly appended_at: Date;
  /** Including the one it was claimed for. */
  readonly attempts: number;
}

/** A key with parked messages. */
export interface ParkedKeyRow {
  readonly topic: string;
  readonly message_key: string;
  readonly messages: number;
  /** Until its first message may be tried; 0 or less when it may be now. */
  readonly due_in_ms: number;
}

/**
 * $1 consumer, $2 topic, $3 key, $4 partition, $5 offset, $6 value, $7 headers, $8 appended at in ms, $9 attempts,
 * $10 pause in ms, $11 the kind of the failure. A message that is delivered again is parked once.
 */
export const PARK: Statement = {
  name: 'inbox_park',
  text: `INSERT INTO inbox_parked (consumer, topic, message_key, partition, "offset", value, headers, appended_at, attempts, next_attempt_at, last_error)
    VALUES ($1, $2, $3, $4::int, $5::bigint, $6::bytea, $7::jsonb, to_timestamp($8::float8 / 1000), $9::int, now() + $10::float8 * interval '1 ms', $11)
    ON CONFLICT (consumer, topic, partition, "offset") DO NOTHING`,
};

/** $1 consumer. */
export const READ_KEYS: Statement = {
  name: 'inbox_parked_keys',
  text: `SELECT DISTINCT ON (topic, message_key) topic, message_key, count(*) OVER (PARTITION BY topic, message_key)::int AS messages,
      (extract(epoch FROM next_attempt_at - now()) * 1000)::float8 AS due_in_ms
    FROM inbox_parked WHERE consumer = $1 ORDER BY topic, message_key, seq`,
};

/**
 * $1 consumer, $2 topic, $3 key, $4 for how long in ms. Takes the first message of the key for one attempt; nothing when
 * it is not due or taken. A process that dies leaves it to be taken again after that time.
 */
export const CLAIM: Statement = {
  name: 'inbox_parked_claim',
  text: `UPDATE inbox_parked SET attempts = attempts + 1, next_attempt_at = now() + $4::bigint * interval '1 ms'
    WHERE seq = (SELECT min(f.seq) FROM inbox_parked f WHERE f.consumer = $1 AND f.topic = $2 AND f.message_key = $3) AND next_attempt_at <= now()
    RETURNING seq, topic, message_key, partition, "offset", value, headers, appended_at, attempts`,
};

/** $1 seq, $2 attempts as claimed: nothing when somebody else has claimed it since. */
export const REMOVE: Statement = {
  name: 'inbox_parked_remove',
  text: `DELETE FROM inbox_parked WHERE seq = $1::bigint AND attempts = $2::int RETURNING 1`,
};

/** $1 seq, $2 attempts as claimed, $3 attempts that count, $4 pause in ms, $5 the kind of the failure. */
export const POSTPONE: Statement = {
  name: 'inbox_parked_postpone',
  text: `UPDATE inbox_parked SET attempts = $3::int, next_attempt_at = now() + $4::float8 * interval '1 ms', last_error = $5
    WHERE seq = $1::bigint AND attempts = $2::int`,
};
