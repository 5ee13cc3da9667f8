import type { Database } from '../database/database';
import type { Queryable, Statement } from '../database/queryable';

/** Who handled what. `consumer` is the group id, so several groups of one domain each handle an event once. */
export interface Delivery {
  readonly consumer: string;
  /** UUID of the event. */
  readonly eventId: string;
  /** The event was given up as a dead letter and is sent again on purpose. Default false. */
  readonly isReplay?: boolean;
}

const RECORD: Statement = {
  name: 'inbox_record',
  text: `INSERT INTO inbox (consumer, event_id) VALUES ($1, $2::uuid) ON CONFLICT DO NOTHING RETURNING 1`,
};

const RECORD_REPLAY: Statement = {
  name: 'inbox_record_replay',
  text: `INSERT INTO inbox AS i (consumer, event_id) VALUES ($1, $2::uuid) ON CONFLICT (consumer, event_id)
    DO UPDATE SET handled_at = now(), buried_at = NULL WHERE i.buried_at IS NOT NULL RETURNING 1`,
};

const RECORD_BURIED: Statement = {
  name: 'inbox_record_buried',
  text: `INSERT INTO inbox (consumer, event_id, buried_at) VALUES ($1, $2::uuid, now()) ON CONFLICT DO NOTHING`,
};

const PURGE: Statement = {
  name: 'inbox_purge',
  text: `WITH old AS (SELECT consumer, event_id FROM inbox WHERE handled_at < now() - $1::bigint * interval '1 ms'
      ORDER BY handled_at LIMIT $2::int FOR UPDATE SKIP LOCKED)
    DELETE FROM inbox i USING old WHERE i.consumer = old.consumer AND i.event_id = old.event_id RETURNING 1`,
};

/**
 * Runs `work` in the transaction that records the event as handled: its effect in this database happens exactly
 * once, however often the event is delivered. A delivery that meets another one of the same event waits for it.
 *
 * @returns false when the event was handled before; `work` did not run then.
 * @throws what `work` throws; nothing is recorded, so the next delivery runs it again.
 */
export function handleOnce(
  database: Pick<Database, 'inTransaction'>,
  delivery: Delivery,
  work: (tx: Queryable) => Promise<void>,
): Promise<boolean> {
  return database.inTransaction((tx) => handleOnceIn(tx, delivery, work));
}

/** {@link handleOnce} as a part of a transaction, which the caller ends. */
export async function handleOnceIn(
  tx: Queryable,
  { consumer, eventId, isReplay = false }: Delivery,
  work: (tx: Queryable) => Promise<void>,
): Promise<boolean> {
  const recorded = await tx.query(isReplay ? RECORD_REPLAY : RECORD, [consumer, eventId]);
  if (recorded.length === 0) return false;
  await work(tx);
  return true;
}

/** Records that the event was given up: from now on only a replay of it has an effect. */
export async function recordBuried(on: Queryable, { consumer, eventId }: Delivery): Promise<void> {
  await on.query(RECORD_BURIED, [consumer, eventId]);
}

/**
 * Forgets deliveries handled more than `keepMs` ago, at most `limit` a call. Keep them longer than the topics'
 * retention, or a consumer that starts over would repeat effects.
 * @returns how many were deleted; call again when it is `limit`.
 */
export async function purgeInbox(database: Queryable, keepMs: number, limit = 1_000): Promise<number> {
  return (await database.query(PURGE, [keepMs, limit])).length;
}
