import { jsonCodec } from '../eventing/event-codec';
import type { EventTransport, IncomingMessage, OutgoingMessage } from '../eventing/event-transport';
import { createPgLogTransport } from '../eventing/pg-log/pg-log-transport';
import { newId } from '../ids/uuid-v7';
import { createLogger } from '../logging/logger';
import { createMessagingDatabase } from './messaging-database.suite';
import type { MessagingDatabase } from './messaging-database.suite';
import type { OutboxEvent } from './outbox-event';

export const TOPIC = 'test.counted.v1';
export const silent = createLogger({ name: 'test', level: process.env['TEST_LOG'] ?? 'silent' });

/** A domain's database and a log, both real. */
export interface RelayFixture {
  readonly messaging: MessagingDatabase;
  readonly bus: MessagingDatabase;
  readonly transport: EventTransport;
  /** Everything the log has, per key in the order of delivery. */
  delivered(): Promise<Map<string, number[]>>;
  clear(): Promise<void>;
  close(): Promise<void>;
}

export async function createRelayFixture(): Promise<RelayFixture> {
  const [messaging, bus] = await Promise.all([
    createMessagingDatabase(),
    createMessagingDatabase({ isEmpty: true }),
  ]);
  const transport = createPgLogTransport({ url: bus.url, logger: silent, pollMs: 20, rebalanceMs: 100 });
  await transport.createTopics([{ name: TOPIC }]);
  return {
    messaging,
    bus,
    transport,
    delivered: async () => {
      const rows = await bus.database.query<{ key: string; versions: number[] }>(
        `SELECT key, array_agg((convert_from(value, 'UTF8')::json ->> 'aggregate_version')::int ORDER BY "offset") AS versions
         FROM event_log.message GROUP BY key`,
      );
      return new Map(rows.map(({ key, versions }) => [key, versions]));
    },
    clear: async () => {
      await messaging.database.query('DELETE FROM outbox');
      await bus.database.query('DELETE FROM event_log.message');
    },
    close: async () => {
      await transport.close();
      await Promise.all([messaging.drop(), bus.drop()]);
    },
  };
}

export function counted(aggregateId: string, aggregateVersion: number): OutboxEvent {
  return {
    eventId: newId(),
    type: TOPIC,
    aggregateId,
    aggregateVersion,
    payload: { n: aggregateVersion },
    headers: { tenant_region: 'EU', correlation_id: 'c-1', traceparent: '00-a-b-01' },
  };
}

/** Numbers from 1 to `count`. */
export const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

/** The first delivery of each version, in the order they came. */
export const firsts = (versions: readonly number[] = []): number[] => [...new Set(versions)];

export const envelopeOf = (message: IncomingMessage | OutgoingMessage) => jsonCodec.decode(message.value);

/** A transport over another one whose `publish` a test can make fail. */
export function faulty(
  inner: EventTransport,
  publish: (messages: readonly OutgoingMessage[]) => Promise<void>,
): EventTransport {
  return {
    createTopics: (topics) => inner.createTopics(topics),
    publish,
    consume: (subscription) => inner.consume(subscription),
    read: (topic, handle) => inner.read(topic, handle),
    lag: (groupId, topics) => inner.lag(groupId, topics),
    bounds: (topics) => inner.bounds(topics),
    forgetGroup: (groupId) => inner.forgetGroup(groupId),
    ping: () => inner.ping(),
    close: () => inner.close(),
  };
}
