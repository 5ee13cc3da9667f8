import type { Database } from '@agora/platform/database';
import type { EventCodec, EventTransport } from '@agora/platform/eventing';
import { newId } from '@agora/platform/ids';
import { enqueue } from '@agora/platform/outbox';
import type { OutboxEvent } from '@agora/platform/outbox';

const TOGETHER = 50;
const PUBLISHED_TOGETHER = 500;
/** As many as partitions work in the real path. */
const WRITERS = 3;

/**
 * Events a second when nothing is looked after: insert them into the outbox, delete them, publish them, insert each effect with
 * its inbox row. One step after the other, without a relay, a consumer or a guarantee.
 */
export async function bareRate(
  { database, transport }: { readonly database: Database; readonly transport: EventTransport },
  codec: EventCodec,
  events: readonly OutboxEvent[],
): Promise<number> {
  const startedMs = performance.now();
  for (let start = 0; start < events.length; start += TOGETHER)
    await database.inTransaction((tx) => enqueue(tx, events.slice(start, start + TOGETHER)));
  await database.query('DELETE FROM outbox');
  const topic = `bench.bare-${newId()}`;
  await transport.createTopics([{ name: topic, partitions: 3 }]);
  for (let start = 0; start < events.length; start += PUBLISHED_TOGETHER) {
    const some = events.slice(start, start + PUBLISHED_TOGETHER);
    await transport.publish(
      await Promise.all(
        some.map(async (event) => ({
          topic,
          key: event.aggregateId,
          value: await codec.encode(envelopeOf(event)),
          headers: {},
        })),
      ),
    );
  }
  const waiting = [...events];
  await Promise.all(Array.from({ length: WRITERS }, () => writeEffects(database, waiting)));
  return events.length / ((performance.now() - startedMs) / 1_000);
}

async function writeEffects(database: Database, waiting: OutboxEvent[]): Promise<void> {
  for (let event = waiting.shift(); event !== undefined; event = waiting.shift()) {
    const { eventId } = event;
    await database.inTransaction(async (tx) => {
      await tx.query(
        { name: 'bare_inbox', text: 'INSERT INTO inbox (consumer, event_id) VALUES ($1, $2::uuid)' },
        ['bare', eventId],
      );
      await tx.query({ name: 'bare_effect', text: 'INSERT INTO bench_effect VALUES ($1)' }, [eventId]);
    });
  }
}

/** The way of single messages at rest from `publish` to a handler that does nothing, milliseconds each. */
export async function bareWayMs(transport: EventTransport, count: number): Promise<number[]> {
  const topic = `bench.rest-${newId()}`;
  await transport.createTopics([{ name: topic, partitions: 3 }]);
  let arrived: () => void = () => undefined;
  const consumer = await transport.consume({
    groupId: topic,
    topics: [topic],
    handle: () => {
      arrived();
      return Promise.resolve();
    },
  });
  const tookMs: number[] = [];
  try {
    // The first one waits until the partitions are shared out.
    for (let sent = 0; sent <= count; sent += 1) {
      const startedMs = performance.now();
      const arrival = new Promise<void>((resolve) => {
        arrived = resolve;
      });
      await transport.publish([
        { topic, key: `key-${String(sent)}`, value: new Uint8Array(200), headers: {} },
      ]);
      await arrival;
      if (sent > 0) tookMs.push(performance.now() - startedMs);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  } finally {
    await consumer.stop();
  }
  return tookMs;
}

function envelopeOf(event: OutboxEvent) {
  return {
    event_id: event.eventId,
    type: event.type,
    occurred_at: new Date().toISOString(),
    producer: 'bench',
    aggregate_id: event.aggregateId,
    aggregate_version: event.aggregateVersion,
    tenant_region: 'EU',
    store_id: null,
    correlation_id: 'bench',
    causation_id: null,
    saga_id: null,
    actor: null,
    schema_version: 1,
    payload: event.payload,
  };
}
