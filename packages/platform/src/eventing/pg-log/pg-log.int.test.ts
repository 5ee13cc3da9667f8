import { createMessagingDatabase } from '../../outbox/messaging-database.suite';
import type { MessagingDatabase } from '../../outbox/messaging-database.suite';
import { createLogger } from '../../logging/logger';
import { sleep } from '../../time/deadline';
import { eventTransportSuite } from '../event-transport.suite';
import type { EventTransport, IncomingMessage } from '../event-transport';
import { createPgLogTransport } from './pg-log-transport';

let bus: MessagingDatabase;
const logger = createLogger({ name: 'test', level: process.env['TEST_LOG'] ?? 'silent' });
const open = (over: { purgeEveryMs?: number } = {}): EventTransport =>
  createPgLogTransport({ url: bus.url, logger, pollMs: 30, rebalanceMs: 150, ...over });

beforeAll(async () => {
  bus = await createMessagingDatabase({ isEmpty: true });
});
afterAll(() => bus.drop());

describe('the event log in PostgreSQL as event transport', () => {
  eventTransportSuite(() => open(), { rebalanceMs: 20_000 });
});

describe('the event log in PostgreSQL', () => {
  test('several processes may make its tables at once', async () => {
    const fresh = await createMessagingDatabase({ isEmpty: true });
    const transports = Array.from({ length: 4 }, () => createPgLogTransport({ url: fresh.url, logger }));
    await Promise.all(transports.map((transport) => transport.createTopics([{ name: 'a' }, { name: 'b' }])));
    expect(await fresh.database.query('SELECT 1 FROM event_log.partition')).toHaveLength(6);
    await Promise.all(transports.map((transport) => transport.close()));
    await fresh.drop();
  });

  test('a reader never skips an append that is not committed yet', async () => {
    const transport = open();
    await transport.createTopics([{ name: 'slow', partitions: 1 }]);
    const seen: number[] = [];
    await transport.consume({
      groupId: 'slow',
      topics: ['slow'],
      handle: (one) => Promise.resolve(void seen.push(Number(one.offset))),
    });
    const append =
      "SELECT event_log.append(ARRAY['slow'], ARRAY[0], ARRAY['k'], ARRAY['\\x00'::bytea], ARRAY['{}'])";
    const slow = bus.database.inTransaction(async (tx) => {
      await tx.query(append);
      await sleep(400);
    });
    await sleep(50);
    const fast = bus.database.query(append);
    await sleep(150);
    expect(seen).toEqual([]);
    await Promise.all([slow, fast]);
    while (seen.length < 2) await sleep(20);
    expect(seen).toEqual([0, 1]);
    await transport.close();
  });

  test('who is at the end is handed what its own process appended, who is behind what is in the log', async () => {
    const transport = open();
    await transport.createTopics([{ name: 'own', partitions: 1 }]);
    const values = ['first', 'second'].map((text) => Buffer.from(text));
    const read = async (groupId: string): Promise<IncomingMessage[]> => {
      const seen: IncomingMessage[] = [];
      await transport.consume({
        groupId,
        topics: ['own'],
        handle: (got) => Promise.resolve(void seen.push(got)),
      });
      return seen;
    };
    const atEnd = await read('own-end');
    for (const value of values) {
      const before = atEnd.length;
      await transport.publish([{ topic: 'own', key: 'k', value, headers: { of: value.toString() } }]);
      while (atEnd.length === before) await sleep(10);
    }
    const behind = await read('own-behind');
    while (behind.length < 2) await sleep(10);
    expect(atEnd[1]?.value).toBe(values[1]);
    expect(behind[1]?.value).not.toBe(values[1]);
    const told = (seen: readonly IncomingMessage[]) =>
      seen.map(({ offset, key, value, headers }) => ({ offset, key, value: Buffer.from(value), headers }));
    expect(told(behind)).toEqual(told(atEnd));
    await transport.close();
  });

  test('messages past their retention go away, and a new group begins at the first that is left', async () => {
    const transport = open({ purgeEveryMs: 100 });
    await transport.createTopics([{ name: 'short', partitions: 1, retentionMs: 300 }]);
    const one = (text: string) => ({ topic: 'short', key: 'k', value: Buffer.from(text), headers: {} });
    await transport.publish([one('old'), one('old')]);
    while ((await transport.lag('late', ['short'])) > 0) await sleep(50);
    await transport.publish([one('new')]);
    const seen: IncomingMessage[] = [];
    await transport.consume({
      groupId: 'late',
      topics: ['short'],
      handle: (got) => Promise.resolve(void seen.push(got)),
    });
    while (seen.length === 0) await sleep(20);
    expect(seen.map((got) => [got.offset, Buffer.from(got.value).toString()])).toEqual([[2n, 'new']]);
    await transport.close();
  });

  test('a consumer whose connections are all cut goes on by itself and loses nothing', async () => {
    const transport = open();
    await transport.createTopics([{ name: 'cut' }]);
    const seen = new Set<string>();
    await transport.consume({
      groupId: 'cut',
      topics: ['cut'],
      handle: (got) => Promise.resolve(void seen.add(Buffer.from(got.value).toString())),
    });
    for (let n = 0; n < 60; n += 1) {
      if (n % 15 === 7) {
        await bus.database.query(
          'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
        );
      }
      const value = Buffer.from(String(n));
      for (let isSent = false; !isSent;) {
        isSent = await transport.publish([{ topic: 'cut', key: `key-${n % 7}`, value, headers: {} }]).then(
          () => true,
          () => false,
        );
      }
    }
    const end = Date.now() + 15_000;
    while (seen.size < 60 && Date.now() < end) await sleep(20);
    expect(seen.size).toBe(60);
    await transport.close();
  }, 30_000);
});
