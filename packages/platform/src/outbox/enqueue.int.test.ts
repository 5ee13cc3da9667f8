import { newId } from '../ids/uuid-v7';
import { enqueue } from './enqueue';
import { createMessagingDatabase } from './messaging-database.suite';
import type { MessagingDatabase } from './messaging-database.suite';
import type { OutboxEvent } from './outbox-event';
import { outboxShard } from './outbox-shard';

let messaging: MessagingDatabase;
beforeAll(async () => {
  messaging = await createMessagingDatabase();
});
afterAll(() => messaging.drop());

const event = (aggregateId: string, aggregateVersion: number): OutboxEvent => ({
  eventId: newId(),
  type: 'test.happened.v1',
  aggregateId,
  aggregateVersion,
  payload: { text: 'it\'s "quoted" {1,2} ünï', nothing: null, list: [1, { a: true }] },
  headers: { tenant_region: 'EU', causation_id: 'op-1' },
});

describe('enqueue', () => {
  test('writes many events in one statement and in the given order', async () => {
    const events = Array.from({ length: 200 }, (_, index) => event('same-key', index));
    const before = messaging.database.statements;
    await enqueue(messaging.database, events);
    expect(messaging.database.statements - before).toBe(1);
    const rows = await messaging.database.query<Record<string, unknown>>('SELECT * FROM outbox ORDER BY seq');
    expect(rows.map((row) => row['event_id'])).toEqual(events.map((written) => written.eventId));
    expect(rows[0]).toMatchObject({
      shard: outboxShard('same-key'),
      type: 'test.happened.v1',
      aggregate_id: 'same-key',
      aggregate_version: 0,
      payload: events[0]?.payload,
      headers: events[0]?.headers,
      attempts: 0,
      parked_until: null,
    });
  });

  test('nothing is there when the transaction rolls back, and no events is no statement', async () => {
    await messaging.database.query('DELETE FROM outbox');
    const failing = messaging.database.inTransaction(async (tx) => {
      await enqueue(tx, [event('a', 1)]);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    const before = messaging.database.statements;
    await enqueue(messaging.database, []);
    expect(messaging.database.statements).toBe(before);
    expect(await messaging.database.query('SELECT 1 FROM outbox')).toHaveLength(0);
  });

  test('SQL and TypeScript agree on the shard of a key, and all shards are used', async () => {
    const keys = ['', 'ünï', ...Array.from({ length: 500 }, () => newId())];
    const rows = await messaging.database.query<{ shard: number }>(
      'SELECT outbox_shard(k) AS shard FROM unnest($1::text[]) WITH ORDINALITY AS u(k, n) ORDER BY n',
      [keys],
    );
    expect(rows.map((row) => row.shard)).toEqual(keys.map(outboxShard));
    expect(new Set(rows.map((row) => row.shard)).size).toBe(16);
  });
});
