import { eventually } from '@agora/test-kit/eventually';
import { z } from 'zod';
import { AppError } from '../errors/app-error';
import { jsonCodec } from '../eventing/event-codec';
import type { EventEnvelope } from '../eventing/envelope';
import type { Consumer, EventTransport, IncomingMessage } from '../eventing/event-transport';
import { createPgLogTransport } from '../eventing/pg-log/pg-log-transport';
import { newId } from '../ids/uuid-v7';
import { createLogger } from '../logging/logger';
import { createMessagingDatabase } from '../outbox/messaging-database.suite';
import type { MessagingDatabase } from '../outbox/messaging-database.suite';
import { sleep } from '../time/deadline';
import { consumeEvents } from './consume-events';
import { effectStatement } from './event-effect';
import { onEvent, onEventAtOnce } from './event-handler';
import type { EventHandler } from './event-handler';

const TYPE = 'test.counted.v1';
const contract = { type: TYPE, schema: z.object({ n: z.int() }) };

let domain: MessagingDatabase;
let bus: MessagingDatabase;
let transport: EventTransport;
const lines: Record<string, unknown>[] = [];
const logger = createLogger({
  name: 'test',
  level: 'info',
  destination: { write: (line) => void lines.push(JSON.parse(line) as Record<string, unknown>) },
});
const consumers: Consumer[] = [];

beforeAll(async () => {
  [domain, bus] = await Promise.all([createMessagingDatabase(), createMessagingDatabase({ isEmpty: true })]);
  await domain.database.query('CREATE TABLE effect (n int NOT NULL)');
  transport = createPgLogTransport({
    url: bus.url,
    logger: createLogger({ name: 'bus', level: 'silent' }),
    pollMs: 20,
    rebalanceMs: 100,
  });
  await transport.createTopics([
    { name: TYPE, partitions: 1 },
    { name: `${TYPE}.dlq`, partitions: 1 },
  ]);
});
afterEach(async () => {
  await Promise.all(consumers.splice(0).map((consumer) => consumer.stop()));
  await domain.database.query('DELETE FROM effect');
});
afterAll(async () => {
  await transport.close();
  await Promise.all([domain.drop(), bus.drop()]);
});

const envelope = (n: unknown, over: Partial<EventEnvelope> = {}): EventEnvelope => ({
  event_id: newId(),
  type: TYPE,
  occurred_at: new Date().toISOString(),
  producer: 'test',
  aggregate_id: 'a',
  aggregate_version: 1,
  tenant_region: 'EU',
  store_id: null,
  correlation_id: 'corr-1',
  causation_id: 'cause-1',
  saga_id: null,
  actor: null,
  schema_version: 1,
  payload: { n },
  ...over,
});
const publish = (...envelopes: readonly (EventEnvelope | Uint8Array)[]): Promise<void> =>
  transport.publish(
    envelopes.map((one) => ({
      topic: TYPE,
      key: 'a',
      value: one instanceof Uint8Array ? one : jsonCodec.encode(one),
      headers: { traceparent: 't' },
    })),
  );
const effects = async (): Promise<number[]> =>
  (await domain.database.query<{ n: number }>('SELECT n FROM effect ORDER BY n')).map((row) => row.n);
const insert = onEvent(contract, async (event, tx) => {
  await tx.query('INSERT INTO effect (n) VALUES ($1)', [event.payload.n]);
});
async function consume(
  handler: EventHandler,
  over: { maxAttempts?: number; groupId?: string; parkMs?: number } = {},
): Promise<string> {
  const { groupId = `group-${newId()}`, ...rest } = over;
  consumers.push(
    await consumeEvents({
      transport,
      codec: jsonCodec,
      groupId,
      database: domain.database,
      handlers: { [TYPE]: handler },
      logger,
      parkMs: 50,
      ...rest,
    }),
  );
  return groupId;
}
const isDone = (groupId: string) => async (): Promise<boolean> =>
  (await transport.lag(groupId, [TYPE])) === 0;
async function deadLetters(): Promise<IncomingMessage[]> {
  const dead: IncomingMessage[] = [];
  const consumer = await transport.consume({
    groupId: `dead-${newId()}`,
    topics: [`${TYPE}.dlq`],
    handle: (one) => Promise.resolve(void dead.push(one)),
  });
  await sleep(200);
  await consumer.stop();
  return dead;
}

describe('consuming events', () => {
  test('an event that is published three times has one effect, and its ids are on the log lines', async () => {
    const repeated = envelope(1);
    await publish(repeated, envelope(2), repeated, repeated);
    lines.length = 0;
    const groupId = await consume(async (event, tx) => {
      await insert(event, tx);
      event.logger.info('seen');
    });
    await eventually(isDone(groupId));
    expect(await effects()).toEqual([1, 2]);
    expect(lines.find((line) => line['msg'] === 'seen')).toMatchObject({
      group: groupId,
      event_id: repeated.event_id,
      correlation_id: 'corr-1',
      causation_id: 'cause-1',
      tenant_region: 'EU',
    });
  });

  test('an effect that fails is rolled back and repeated until it succeeds, and the next of its key waits', async () => {
    let failures = 0;
    const groupId = await consume(async (event, tx) => {
      await insert(event, tx);
      if (event.payload['n'] === 7 && failures < 2) {
        failures += 1;
        throw new Error('not yet');
      }
    });
    await publish(envelope(7), envelope(8));
    await eventually(isDone(groupId));
    await eventually(async () => (await effects()).includes(8));
    expect((await effects()).filter((n) => n >= 7)).toEqual([7, 8]);
    expect(failures).toBe(2);
  });

  test('an event of an unknown type is acknowledged with a warning', async () => {
    lines.length = 0;
    await publish(envelope(20, { type: 'test.unheard.v1' }), envelope(21));
    const groupId = await consume(insert);
    await eventually(isDone(groupId));
    expect(await effects()).toEqual(expect.arrayContaining([21]) as number[]);
    expect(lines.some((line) => line['level'] === 'warn' && line['event_type'] === 'test.unheard.v1')).toBe(
      true,
    );
  });

  test('what cannot be read or breaks the contract goes to the dead letter topic, and the next event is handled', async () => {
    const groupId = await consume(insert);
    await eventually(isDone(groupId));
    await publish(
      Buffer.from('{'),
      envelope('text'),
      Buffer.from(JSON.stringify({ ...envelope(1), event_id: 'no' })),
      envelope(31),
    );
    await eventually(isDone(groupId));
    expect(await effects()).toContain(31);
    const dead = (await deadLetters()).filter((message) => message.headers['dead_group'] === groupId);
    expect(dead.map((message) => message.headers['dead_reason'])).toEqual([
      'UndecodableEventError',
      'ContractViolationError',
      'UndecodableEventError',
    ]);
    expect(dead[0]?.headers).toMatchObject({ traceparent: 't', dead_partition: '0' });
    expect(Buffer.from(dead[0]?.value ?? []).toString()).toBe('{');
  });

  test('a handler that never succeeds gives up after its attempts, a fault of the surroundings never does', async () => {
    const groupId = await consume(
      (event, tx) => (event.payload['n'] === 40 ? Promise.reject(new Error('defect')) : insert(event, tx)),
      { maxAttempts: 2 },
    );
    await publish(envelope(40), envelope(41));
    await eventually(isDone(groupId));
    await eventually(async () => (await effects()).includes(41));
    let attempts = 0;
    const patient = await consume(
      (event) => {
        if (event.payload['n'] !== 42) return Promise.resolve();
        attempts += 1;
        return attempts < 4
          ? Promise.reject(new AppError('DOWNSTREAM_UNAVAILABLE', 'away'))
          : Promise.resolve();
      },
      { maxAttempts: 2 },
    );
    await publish(envelope(42));
    await eventually(isDone(patient));
    expect(attempts).toBe(4);
    expect(
      (await deadLetters())
        .map((message) => Buffer.from(message.value).toString())
        .filter((text) => text.includes('"n":42')),
    ).toEqual([]);
  });

  test('a consumer whose topic does not exist yet starts when it does', async () => {
    const late = 'test.late.v1';
    const seen: string[] = [];
    consumers.push(
      await consumeEvents({
        transport,
        codec: jsonCodec,
        groupId: 'late',
        database: domain.database,
        logger,
        handlers: { [late]: (event) => Promise.resolve(void seen.push(event.type)) },
      }),
    );
    await transport.createTopics([{ name: late }]);
    await transport.publish([
      { topic: late, key: 'a', value: jsonCodec.encode(envelope(1, { type: late })), headers: {} },
    ]);
    await eventually(() => seen.length === 1);
  });
});

test('an effect that is one statement needs no transaction, happens once and is refused what breaks the contract', async () => {
  const text = 'INSERT INTO effect (n) SELECT $1::int FROM fresh RETURNING 1';
  const counting = effectStatement('test_count', text, 1);
  const groupId = await consume(
    onEventAtOnce(contract, ({ payload }) => ({ statement: counting, values: [payload.n] })),
  );
  await eventually(isDone(groupId));
  await domain.database.query('DELETE FROM effect');
  const transactions = jest.spyOn(domain.database, 'inTransaction');
  const repeated = envelope(50);
  await publish(repeated, repeated, envelope(51));
  await eventually(isDone(groupId));
  expect(transactions).not.toHaveBeenCalled();
  transactions.mockRestore();
  const broken = envelope('no number');
  await publish(broken, envelope(52));
  await eventually(isDone(groupId));
  expect(await effects()).toEqual([50, 51, 52]);
  const dead = (await deadLetters()).filter(
    ({ headers }) => headers['dead_group'] === groupId && headers['dead_reason'] === 'ContractViolationError',
  );
  expect(dead.map(({ value }) => Buffer.from(value).toString())).toContain(
    Buffer.from(jsonCodec.encode(broken)).toString(),
  );
});
