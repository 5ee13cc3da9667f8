import { eventually } from '@agora/test-kit/eventually';
import { AppError } from '../errors/app-error';
import { jsonCodec } from '../eventing/event-codec';
import type { EventEnvelope } from '../eventing/envelope';
import type { EventTransport, IncomingMessage } from '../eventing/event-transport';
import { REPLAY_FOR } from '../eventing/replay-header';
import { newId } from '../ids/uuid-v7';
import { sleep } from '../time/deadline';
import { COUNTED, createConsumerFixture, effectHandler } from './consumer-fixture.suite';
import type { ConsumerFixture } from './consumer-fixture.suite';

let fixture: ConsumerFixture;
let groupId: string;
beforeEach(async () => {
  fixture = await createConsumerFixture();
  groupId = `group-${newId()}`;
});
afterEach(() => fixture.close());

/** Fails for `key:n` until it is told otherwise. */
function poison(key: string, n: number) {
  const state = { isBad: true, attempts: 0, tried: [] as number[] };
  const handler = effectHandler(groupId, (k, m) => {
    if (k === key) state.tried.push(m);
    if (k !== key || m !== n) return;
    state.attempts += 1;
    if (state.isBad) throw new Error('a reason of its own');
  });
  return { state, handler };
}

/** The transport, but every message that was handled is delivered again: as if the process died before the commit. */
function forgettingCommits(
  inner: EventTransport,
  isForgotten: (message: IncomingMessage) => boolean,
): EventTransport {
  return {
    createTopics: (topics) => inner.createTopics(topics),
    publish: (messages) => inner.publish(messages),
    consume: (subscription) =>
      inner.consume({
        ...subscription,
        handle: async (message) => {
          await subscription.handle(message);
          if (isForgotten(message)) throw new Error('died before the commit');
        },
      }),
    read: (topic, handle) => inner.read(topic, handle),
    bounds: (topics) => inner.bounds(topics),
    forgetGroup: (group) => inner.forgetGroup(group),
    lag: (group, topics) => inner.lag(group, topics),
    ping: () => inner.ping(),
    close: () => inner.close(),
  };
}

describe('a message that fails for a reason of its own', () => {
  test('is parked with the later ones of its key, which are not tried, while other keys of the partition flow', async () => {
    const { state, handler } = poison('bad', 1);
    await fixture.consume(handler, { groupId, maxAttempts: 1_000 });
    await fixture.publish('bad:1', 'bad:2', 'good:1', 'bad:3', 'good:2');
    await eventually(async () => (await fixture.effects(groupId, 'good')).length === 2);
    await eventually(() => state.attempts >= 3);
    expect((await fixture.parked(groupId)).map((row) => row.message_key)).toEqual(['bad', 'bad', 'bad']);
    expect(new Set(state.tried)).toEqual(new Set([1]));
    expect(await fixture.effects(groupId, 'bad')).toEqual([]);
    state.isBad = false;
    await fixture.untilIdle(groupId);
    await fixture.publish('bad:4');
    await fixture.untilIdle(groupId);
    await eventually(async () => (await fixture.effects(groupId, 'bad')).length === 4);
    expect(await fixture.effects(groupId, 'bad')).toEqual([1, 2, 3, 4]);
  });

  test('goes to the dead letters after its attempts, and the next of its key is applied', async () => {
    const { handler } = poison('bad', 1);
    await fixture.consume(handler, { groupId, maxAttempts: 3, parkMs: 10 });
    const [first] = await fixture.publish('bad:1', 'bad:2');
    await eventually(async () => (await fixture.effects(groupId, 'bad')).includes(2));
    await fixture.untilIdle(groupId);
    const [dead, ...more] = await fixture.deadLetters(groupId);
    expect(more).toEqual([]);
    expect(dead?.headers).toMatchObject({ dead_group: groupId, dead_reason: 'Error', dead_partition: '0' });
    expect(Buffer.from(dead?.value ?? []).toString()).toContain(first?.event_id);
    expect(await fixture.effects(groupId, 'bad')).toEqual([2]);
  });

  test('that was buried has an effect when it is replayed for its group, once, and none when it is only delivered again', async () => {
    const { state, handler } = poison('bad', 1);
    const other = `group-${newId()}`;
    await fixture.consume(handler, { groupId, maxAttempts: 2, parkMs: 10 });
    await fixture.consume(effectHandler(other), { groupId: other });
    const [first] = await fixture.publish('bad:1');
    await eventually(async () => (await fixture.deadLetters(groupId)).length === 1);
    await fixture.untilIdle(groupId);
    state.isBad = false;
    const value = jsonCodec.encode(first as EventEnvelope);
    const again = (headers: Record<string, string>) =>
      fixture.transport.publish([{ topic: COUNTED, key: 'bad', value, headers }]);
    await again({});
    await fixture.untilIdle(groupId);
    expect(await fixture.effects(groupId, 'bad')).toEqual([]);
    await again({ [REPLAY_FOR]: groupId });
    await again({ [REPLAY_FOR]: groupId });
    await fixture.untilIdle(groupId);
    await fixture.untilIdle(other);
    expect(await fixture.effects(groupId, 'bad')).toEqual([1]);
    expect(await fixture.effects(other, 'bad')).toContain(1);
    expect((await fixture.effects(other, 'bad')).filter((n) => n === 1)).toHaveLength(1);
  });

  test('keeps the order of its key when the process dies between parking and the commit', async () => {
    const { state, handler } = poison('bad', 1);
    let forgotten = 0;
    const dying = forgettingCommits(fixture.transport, (message) => {
      if (message.key === 'bad') forgotten += 1;
      return message.key === 'bad';
    });
    const first = await fixture.consume(handler, { groupId, transport: dying });
    await fixture.publish('bad:1', 'bad:2', 'good:1');
    await eventually(() => forgotten >= 1);
    await first.stop();
    state.isBad = false;
    await fixture.consume(handler, { groupId });
    await fixture.untilIdle(groupId);
    await eventually(async () => (await fixture.effects(groupId, 'good')).length === 1);
    expect(await fixture.effects(groupId, 'bad')).toEqual([1, 2]);
  });

  test('is known to a process that takes the partition over', async () => {
    const { state, handler } = poison('bad', 1);
    const first = await fixture.consume(handler, { groupId, maxAttempts: 1_000 });
    await fixture.publish('bad:1');
    await eventually(async () => (await fixture.parked(groupId)).length === 1);
    await first.stop();
    await fixture.consume(handler, { groupId, maxAttempts: 1_000 });
    await fixture.publish('bad:2', 'good:1');
    await eventually(async () => (await fixture.effects(groupId, 'good')).length === 1);
    expect(new Set(state.tried)).toEqual(new Set([1]));
    state.isBad = false;
    await fixture.untilIdle(groupId);
    expect(await fixture.effects(groupId, 'bad')).toEqual([1, 2]);
  });

  test('is known to a process that ran before it was parked and takes the partition over', async () => {
    const { state, handler } = poison('bad', 1);
    const first = await fixture.consume(handler, { groupId, maxAttempts: 1_000 });
    await fixture.publish('good:1');
    await fixture.untilIdle(groupId);
    await fixture.consume(handler, { groupId, maxAttempts: 1_000 });
    // Its worker has looked at the table, found nothing, and looks again in five seconds.
    await sleep(300);
    await fixture.publish('bad:1');
    await eventually(async () => (await fixture.parked(groupId)).length === 1);
    await first.stop();
    await fixture.publish('bad:2', 'good:2');
    await eventually(async () => (await fixture.effects(groupId, 'good')).length === 2);
    expect(new Set(state.tried)).toEqual(new Set([1]));
    state.isBad = false;
    await fixture.untilIdle(groupId);
    expect(await fixture.effects(groupId, 'bad')).toEqual([1, 2]);
  });

  test('holds its partition when there is no room to park, and goes on when there is', async () => {
    const { state, handler } = poison('bad', 1);
    await fixture.consume(handler, { groupId, maxParked: 2, maxAttempts: 1_000 });
    await fixture.publish('bad:1', 'bad:2', 'bad:3', 'good:1');
    await eventually(async () => (await fixture.parked(groupId)).length === 2);
    await eventually(() => state.attempts >= 4);
    expect(await fixture.effects(groupId, 'good')).toEqual([]);
    state.isBad = false;
    await eventually(async () => (await fixture.effects(groupId, 'good')).length === 1);
    await fixture.untilIdle(groupId);
    expect(await fixture.effects(groupId, 'bad')).toEqual([1, 2, 3]);
  });

  test('is not given up for faults of the surroundings while it is parked', async () => {
    const faults = [
      new Error('its own'),
      ...Array.from({ length: 4 }, () => new AppError('DOWNSTREAM_UNAVAILABLE', 'away')),
    ];
    await fixture.consume(
      effectHandler(groupId, () => {
        const fault = faults.shift();
        if (fault !== undefined) throw fault;
      }),
      { groupId, maxAttempts: 2, parkMs: 10 },
    );
    await fixture.publish('bad:1');
    await eventually(async () => (await fixture.effects(groupId, 'bad')).length === 1);
    expect(await fixture.deadLetters(groupId)).toEqual([]);
  });
});

test('while nothing is parked, an event costs the record and its effect, nothing more', async () => {
  await fixture.consume(effectHandler(groupId), { groupId });
  await fixture.publish('k:0');
  await fixture.untilIdle(groupId);
  const before = fixture.domain.database.statements;
  await fixture.publish(...Array.from({ length: 200 }, (_, n) => `k:${String(n + 1)}`));
  await eventually(async () => (await fixture.transport.lag(groupId, [COUNTED])) === 0);
  // Three per event: the record, and the two of this test's effect. Few more: looks at the table every five seconds.
  expect(fixture.domain.database.statements - before).toBeLessThan(3 * 200 + 10);
  expect(await fixture.effects(groupId, 'k')).toHaveLength(201);
});
