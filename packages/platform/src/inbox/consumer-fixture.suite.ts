import { eventually } from '@agora/test-kit/eventually';
import { z } from 'zod';
import type { Queryable } from '../database/queryable';
import { jsonCodec } from '../eventing/event-codec';
import type { EventEnvelope } from '../eventing/envelope';
import type { Consumer, EventTransport, IncomingMessage } from '../eventing/event-transport';
import { createPgLogTransport } from '../eventing/pg-log/pg-log-transport';
import { newId } from '../ids/uuid-v7';
import { createLogger } from '../logging/logger';
import { createMessagingDatabase } from '../outbox/messaging-database.suite';
import type { MessagingDatabase } from '../outbox/messaging-database.suite';
import { consumeEvents } from './consume-events';
import type { ConsumeEventsOptions } from './consume-events';
import type { EventHandler } from './event-handler';
import { onEvent } from './event-handler';

export const COUNTED = 'test.counted.v1';
export const countedContract = { type: COUNTED, schema: z.object({ n: z.int() }) };
export const quiet = createLogger({ name: 'test', level: process.env['TEST_LOG'] ?? 'silent' });

/** A domain with a table of effects in the order they were committed per key, and a log; both real. */
export interface ConsumerFixture {
  readonly domain: MessagingDatabase;
  readonly bus: MessagingDatabase;
  readonly transport: EventTransport;
  /** `key:n` for each event, in this order. @returns their envelopes. */
  publish(...events: readonly string[]): Promise<EventEnvelope[]>;
  /** The numbers that took effect on a key for a group, in order. */
  effects(groupId: string, key: string): Promise<number[]>;
  parked(groupId: string): Promise<{ message_key: string; offset: bigint; attempts: number }[]>;
  consume(
    handler: EventHandler,
    over: Partial<ConsumeEventsOptions> & { groupId: string },
  ): Promise<Consumer>;
  untilIdle(groupId: string): Promise<void>;
  deadLetters(groupId: string): Promise<IncomingMessage[]>;
  close(): Promise<void>;
}

export const EFFECTS = `CREATE TABLE effect (seq bigint GENERATED ALWAYS AS IDENTITY, consumer text NOT NULL, key text NOT NULL, n int NOT NULL);
  CREATE TABLE try (consumer text NOT NULL, key text NOT NULL, n int NOT NULL)`;

/** Writes one effect, under a lock of the key so that the order of `seq` is the order of the commits. */
export async function writeEffect(
  tx: Queryable,
  consumer: string,
  event: { aggregate_id: string; payload: { n: number } },
): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`${consumer}/${event.aggregate_id}`]);
  await tx.query('INSERT INTO effect (consumer, key, n) VALUES ($1, $2, $3)', [
    consumer,
    event.aggregate_id,
    event.payload.n,
  ]);
}

/** The effect of each event, after `before`, which may fail. */
export function effectHandler(
  groupId: string,
  before: (key: string, n: number) => Promise<void> | void = () => undefined,
): EventHandler {
  return onEvent(countedContract, async (event, tx) => {
    await writeEffect(tx, groupId, event);
    await before(event.aggregate_id, event.payload.n);
  });
}

export function countedEnvelope(key: string, n: number): EventEnvelope {
  return {
    event_id: newId(),
    type: COUNTED,
    occurred_at: new Date().toISOString(),
    producer: 'test',
    aggregate_id: key,
    aggregate_version: n,
    tenant_region: 'EU',
    store_id: null,
    correlation_id: 'corr-1',
    causation_id: null,
    saga_id: null,
    actor: null,
    schema_version: 1,
    payload: { n },
  };
}

export async function createConsumerFixture(options: { partitions?: number } = {}): Promise<ConsumerFixture> {
  const [domain, bus] = await Promise.all([
    createMessagingDatabase(),
    createMessagingDatabase({ isEmpty: true }),
  ]);
  await domain.database.query(EFFECTS);
  const transport = createPgLogTransport({ url: bus.url, logger: quiet, pollMs: 20, rebalanceMs: 100 });
  await transport.createTopics([
    { name: COUNTED, partitions: options.partitions ?? 1 },
    { name: `${COUNTED}.dlq`, partitions: 1 },
  ]);
  const consumers: Consumer[] = [];
  const parked: ConsumerFixture['parked'] = (groupId) =>
    domain.database.query(
      'SELECT message_key, "offset", attempts FROM inbox_parked WHERE consumer = $1 ORDER BY seq',
      [groupId],
    );
  return {
    domain,
    bus,
    transport,
    publish: async (...events) => {
      const envelopes = events.map((event) => {
        const [key = '', n = ''] = event.split(':');
        return countedEnvelope(key, Number(n));
      });
      await transport.publish(
        envelopes.map((one) => ({
          topic: COUNTED,
          key: one.aggregate_id,
          value: jsonCodec.encode(one),
          headers: { event_id: one.event_id },
        })),
      );
      return envelopes;
    },
    effects: async (groupId, key) =>
      (
        await domain.database.query<{ n: number }>(
          'SELECT n FROM effect WHERE consumer = $1 AND key = $2 ORDER BY seq',
          [groupId, key],
        )
      ).map(({ n }) => n),
    parked,
    consume: async (handler, over) => {
      const consumer = await consumeEvents({
        transport,
        codec: jsonCodec,
        database: domain.database,
        handlers: { [COUNTED]: handler },
        logger: quiet,
        parkMs: 50,
        ...over,
      });
      consumers.push(consumer);
      return consumer;
    },
    untilIdle: async (groupId) => {
      await eventually(async () => (await transport.lag(groupId, [COUNTED])) === 0, { what: 'no lag' });
      await eventually(async () => (await parked(groupId)).length === 0, { what: 'nothing parked' });
    },
    deadLetters: async (groupId) => {
      const rows = await bus.database.query<Pick<IncomingMessage, 'key' | 'value' | 'headers'>>(
        `SELECT m.key, m.value, m.headers FROM event_log.message m JOIN event_log.partition p ON p.id = m.partition_id
         WHERE p.topic = $1 AND m.headers ->> 'dead_group' = $2 ORDER BY m."offset"`,
        [`${COUNTED}.dlq`, groupId],
      );
      return rows.map((row) => ({
        ...row,
        topic: `${COUNTED}.dlq`,
        partition: 0,
        offset: 0n,
        appendedAtMs: 0,
      }));
    },
    close: async () => {
      await Promise.all(consumers.splice(0).map((consumer) => consumer.stop()));
      await transport.close();
      await Promise.all([domain.drop(), bus.drop()]);
    },
  };
}
