import type { Database } from '../database/database';
import type { Queryable, Statement } from '../database/queryable';

/** Who handled what. `consumer` is the group id, so several groups of one domain each handle an event once. */
export interface Delivery {
  readonly consumer: string;
  /** UUID of the event. */
  readonly eventId: string;
}

const RECORD: Statement = {
  name: 'inbox_record',
  text: `INSERT INTO inbox (consumer, event_id) VALUES ($1, $2::uuid) ON CONFLICT DO NOTHING RETURNING 1`,
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
  return database.inTransaction(async (tx) => {
    const recorded = await tx.query(RECORD, [delivery.consumer, delivery.eventId]);
    if (recorded.length === 0) return false;
    await work(tx);
    return true;
  });
}

/**
 * Forgets deliveries handled more than `keepMs` ago, at most `limit` a call. Keep them longer than the topics'
 * retention, or a consumer that starts over would repeat effects.
 * @returns how many were deleted; call again when it is `limit`.
 */
export async function purgeInbox(database: Queryable, keepMs: number, limit = 1_000): Promise<number> {
  return (await database.query(PURGE, [keepMs, limit])).length;
}
