import { jsonCodec } from '../eventing/event-codec';
import {
  COUNTED,
  countedContract,
  countedEnvelope,
  createConsumerFixture,
  quiet,
} from './consumer-fixture.suite';
import type { ConsumerFixture } from './consumer-fixture.suite';
import { onEvent } from './event-handler';
import { replayReadModel } from './replay-read-model';

let fixture: ConsumerFixture;
beforeAll(async () => {
  fixture = await createConsumerFixture({ partitions: 3 });
  await fixture.domain.database.query('CREATE TABLE model (key text PRIMARY KEY, n int NOT NULL)');
});
afterAll(() => fixture.close());

// The newest version stays, whatever comes after it.
const handler = onEvent(countedContract, async ({ aggregate_id: key, payload }, tx) => {
  await tx.query(
    'INSERT INTO model AS m VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET n = EXCLUDED.n WHERE m.n < EXCLUDED.n',
    [key, payload.n],
  );
});
const model = (): Promise<object[]> => fixture.domain.database.query('SELECT key, n FROM model ORDER BY key');
const replay = () =>
  replayReadModel({
    transport: fixture.transport,
    codec: jsonCodec,
    database: fixture.domain.database,
    handlers: { [COUNTED]: handler },
    logger: quiet,
  });

test('an emptied read model is the same again from the beginning of its topics, also beside its consumer and twice', async () => {
  await fixture.consume(handler, { groupId: 'model-service-events' });
  await fixture.publish('a:1', 'b:1', 'a:2', 'c:1', 'a:3', 'b:2');
  await fixture.transport.publish([{ topic: COUNTED, key: 'x', value: Buffer.from('{'), headers: {} }]);
  await fixture.untilIdle('model-service-events');
  const before = await model();
  expect(before).toEqual([
    { key: 'a', n: 3 },
    { key: 'b', n: 2 },
    { key: 'c', n: 1 },
  ]);
  await fixture.domain.database.query('DELETE FROM model');
  expect(await replay()).toEqual({ applied: 6, skipped: 1 });
  expect(await model()).toEqual(before);
  await replay();
  expect(await model()).toEqual(before);
});

test('a fault of a handler ends the replay', async () => {
  await fixture.transport.publish([
    { topic: COUNTED, key: 'z', value: jsonCodec.encode(countedEnvelope('z', 1)), headers: {} },
  ]);
  const failing = replayReadModel({
    transport: fixture.transport,
    codec: jsonCodec,
    database: fixture.domain.database,
    handlers: { [COUNTED]: () => Promise.reject(new Error('of its own')) },
    logger: quiet,
  });
  await expect(failing).rejects.toThrow('of its own');
});
