import { eventually } from '@agora/test-kit/eventually';
import { createKafkaTransport } from '../eventing/kafka/kafka-transport';
import type { EventTransport } from '../eventing/event-transport';
import { newId } from '../ids/uuid-v7';
import { COUNTED, createConsumerFixture, effectHandler, quiet } from './consumer-fixture.suite';
import type { ConsumerFixture } from './consumer-fixture.suite';
import { dropDeadLetter, readDeadLetters, replayDeadLetter } from './dead-letters';

let fixture: ConsumerFixture;
beforeEach(async () => {
  fixture = await createConsumerFixture();
});
afterEach(() => fixture.close());

test('a dead letter is listed until it is replayed, which has its effect once and in its group alone', async () => {
  const [groupId, other] = [`bad-${newId()}`, `good-${newId()}`];
  let isBad = true;
  const handler = effectHandler(groupId, (_, n) => {
    if (isBad && n < 3) throw new RangeError('a text that quotes data');
  });
  await fixture.consume(handler, { groupId, maxAttempts: 2, parkMs: 10 });
  await fixture.consume(effectHandler(other), { groupId: other });
  const published = await fixture.publish('k:1', 'k:2', 'k:3');
  await eventually(async () => (await fixture.effects(groupId, 'k')).length === 1);
  await fixture.untilIdle(groupId);
  const letters = await readDeadLetters(fixture.transport, COUNTED);
  expect(
    letters.map(({ id, topic, reason, origin, message }) => [
      id,
      topic,
      reason,
      origin,
      message.headers['event_id'],
    ]),
  ).toEqual([
    ['0/0', COUNTED, 'RangeError', '0/0', published[0]?.event_id],
    ['0/1', COUNTED, 'RangeError', '0/1', published[1]?.event_id],
  ]);
  isBad = false;
  for (const letter of letters) await replayDeadLetter(fixture.transport, letter);
  await replayDeadLetter(fixture.transport, letters[0] as (typeof letters)[number]);
  await fixture.untilIdle(groupId);
  await fixture.untilIdle(other);
  expect(await fixture.effects(groupId, 'k')).toEqual([3, 1, 2]);
  expect(await fixture.effects(other, 'k')).toEqual([1, 2, 3]);
  expect(await readDeadLetters(fixture.transport, COUNTED)).toEqual([]);
});

test('a dead letter that fails again is a new one', async () => {
  const groupId = `bad-${newId()}`;
  await fixture.consume(
    effectHandler(groupId, () => Promise.reject(new Error('still'))),
    { groupId, maxAttempts: 1 },
  );
  await fixture.publish('k:1');
  const [first] = await eventually(async () => {
    const letters = await readDeadLetters(fixture.transport, COUNTED);
    return letters.length === 1 && letters;
  });
  if (first !== undefined) await replayDeadLetter(fixture.transport, first);
  await eventually(async () => {
    const letters = await readDeadLetters(fixture.transport, COUNTED);
    return letters.length === 1 && letters[0]?.origin === '0/1';
  });
  expect(await fixture.effects(groupId, 'k')).toEqual([]);
});

/** Alike on the log and on Kafka. */
async function listsAndDrops(transport: EventTransport, topic: string): Promise<void> {
  await transport.createTopics([
    { name: topic, partitions: 1 },
    { name: `${topic}.dlq`, partitions: 1 },
  ]);
  const dead = (offset: number) => ({
    topic: `${topic}.dlq`,
    key: 'k',
    value: Buffer.from('v'),
    headers: { dead_group: 'g', dead_reason: 'Error', dead_offset: String(offset), dead_partition: '0' },
  });
  // The second copy of the first: the process died before it could say that it was buried.
  await transport.publish([dead(1), dead(2), dead(1)]);
  const letters = await readDeadLetters(transport, topic);
  expect(letters.map(({ origin }) => origin)).toEqual(['0/1', '0/2']);
  await dropDeadLetter(transport, letters[0] as (typeof letters)[number]);
  expect((await readDeadLetters(transport, topic)).map(({ origin }) => origin)).toEqual(['0/2']);
}

test('dropped letters, and copies of them, are listed no longer', () =>
  listsAndDrops(fixture.transport, `test.${newId()}`));

const brokers = process.env['AGORA_TEST_KAFKA_BROKERS'];
(brokers === undefined ? test.skip : test)('the same on Kafka', async () => {
  const transport = createKafkaTransport({
    brokers: (brokers ?? '').split(','),
    clientId: 'test',
    logger: quiet,
  });
  try {
    await listsAndDrops(transport, `test.${newId()}`);
  } finally {
    await transport.close();
  }
});
