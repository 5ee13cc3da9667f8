import type { Queryable, Statement } from '../database/queryable';
import type { OutboxEvent } from './outbox-event';
import { outboxShard } from './outbox-shard';

// One text parameter whatever the number of events: one prepared statement, and no array encoding that a raw
// connection and a Prisma transaction would do differently. The ordinality keeps the order of the argument.
const ENQUEUE: Statement = {
  name: 'outbox_enqueue',
  text: `INSERT INTO outbox (shard, event_id, type, aggregate_id, aggregate_version, payload, headers)
    SELECT e.shard, e.event_id, e.type, e.aggregate_id, e.aggregate_version, e.payload, e.headers
    FROM ROWS FROM (jsonb_to_recordset($1::jsonb) AS (shard smallint, event_id uuid, type text, aggregate_id text,
      aggregate_version int, payload jsonb, headers jsonb)) WITH ORDINALITY
      AS e (shard, event_id, type, aggregate_id, aggregate_version, payload, headers, position)
    ORDER BY e.position`,
};

/**
 * Writes events into the outbox, in one statement, in the given order. They are sent if and only if `tx` commits.
 *
 * `tx` must have written the aggregate before: its row lock is what makes the order of the outbox the order of
 * the versions.
 *
 * @throws the database's error, which also ends the caller's transaction; nothing is written then.
 */
export async function enqueue(tx: Queryable, events: readonly OutboxEvent[]): Promise<void> {
  if (events.length === 0) return;
  await tx.query(ENQUEUE, [outboxRows(events)]);
}

/**
 * The events as the one JSON parameter that the statement of {@link enqueue} reads: an array of objects named
 * like the columns. For a statement that writes the aggregate and its events together.
 */
export function outboxRows(events: readonly OutboxEvent[]): string {
  return JSON.stringify(
    events.map((event) => ({
      shard: outboxShard(event.aggregateId),
      event_id: event.eventId,
      type: event.type,
      aggregate_id: event.aggregateId,
      aggregate_version: event.aggregateVersion,
      payload: event.payload,
      headers: event.headers,
    })),
  );
}
