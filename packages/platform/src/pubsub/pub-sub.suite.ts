import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { JsonValue, PubSub } from './pub-sub';

/** What every {@link PubSub} keeps. `open` makes one adapter; the suite closes it. */
export function pubSubSuite(name: string, open: () => PubSub): void {
  describe(name, () => {
    let pubsub: PubSub;
    const channel = (): string => `suite.${randomUUID()}`;

    beforeAll(() => {
      pubsub = open();
    });
    afterAll(() => pubsub.close());

    async function collect(on: string): Promise<{ received: JsonValue[]; leave: () => Promise<void> }> {
      const received: JsonValue[] = [];
      const leave = await pubsub.subscribe(on, (payload) => received.push(payload));
      return { received, leave };
    }

    test('a message sent right after subscribing is received, in order and as JSON', async () => {
      const on = channel();
      const { received, leave } = await collect(on);
      const messages = [{ cartId: 'c', version: 1, tags: ['a', null, true] }, 'text', 2, null];
      for (const message of messages) await pubsub.publish(on, message);
      await arrival(received, 4);
      expect(received).toEqual(messages);
      await leave();
    });

    test('messages of other channels are not received', async () => {
      const on = channel();
      const { received, leave } = await collect(on);
      await pubsub.publish(`${on}.other`, 'no');
      await pubsub.publish(on, 'yes');
      await arrival(received, 1);
      expect(received).toEqual(['yes']);
      await leave();
    });

    test('when one of two listeners leaves, the other still receives', async () => {
      const on = channel();
      const [staying, leaving] = await Promise.all([collect(on), collect(on)]);
      await pubsub.publish(on, 1);
      await Promise.all([arrival(staying.received, 1), arrival(leaving.received, 1)]);
      await leaving.leave();
      await pubsub.publish(on, 2);
      await arrival(staying.received, 2);
      expect(leaving.received).toEqual([1]);
      await staying.leave();
    });

    test('leaving twice does not take the subscription of another listener', async () => {
      const on = channel();
      const [staying, leaving] = [await collect(on), await collect(on)];
      await leaving.leave();
      await leaving.leave();
      await pubsub.publish(on, 'still');
      await arrival(staying.received, 1);
      await staying.leave();
    });

    test('the same function subscribed twice is called twice and leaves one by one', async () => {
      const on = channel();
      const received: JsonValue[] = [];
      const listener = (payload: JsonValue): void => void received.push(payload);
      const leaveFirst = await pubsub.subscribe(on, listener);
      const leaveSecond = await pubsub.subscribe(on, listener);
      await pubsub.publish(on, 1);
      await arrival(received, 2);
      await leaveFirst();
      await pubsub.publish(on, 2);
      await arrival(received, 3);
      expect(received).toEqual([1, 1, 2]);
      await leaveSecond();
    });

    test('a channel left by everybody can be subscribed again at once', async () => {
      const on = channel();
      const first = await collect(on);
      const [, second] = await Promise.all([first.leave(), collect(on)]);
      await pubsub.publish(on, 'again');
      await arrival(second.received, 1);
      expect(first.received).toEqual([]);
      await second.leave();
    });

    test('after leaving, nothing is received', async () => {
      const on = channel();
      const [watching, gone] = [await collect(on), await collect(on)];
      await gone.leave();
      await pubsub.publish(on, 'late');
      await arrival(watching.received, 1);
      expect(gone.received).toEqual([]);
      await watching.leave();
    });

    test('a listener that throws does not keep the message from the others', async () => {
      const on = channel();
      const leaveBroken = await pubsub.subscribe(on, () => {
        throw new Error('broken listener');
      });
      const healthy = await collect(on);
      await pubsub.publish(on, 1);
      await pubsub.publish(on, 2);
      await arrival(healthy.received, 2);
      await Promise.all([leaveBroken(), healthy.leave()]);
    });

    test('what a listener does to a message is not seen by the sender', async () => {
      const on = channel();
      const sent = { list: ['a'] };
      const received: JsonValue[] = [];
      const leave = await pubsub.subscribe(on, (payload) => {
        (payload as { list: string[] }).list.push('changed');
        received.push(payload);
      });
      await pubsub.publish(on, sent);
      await arrival(received, 1);
      expect(sent).toEqual({ list: ['a'] });
      await leave();
    });

    test('a payload that is not JSON is refused', async () => {
      await expect(pubsub.publish(channel(), { amount: 1n } as unknown as JsonValue)).rejects.toThrow(
        TypeError,
      );
    });

    test('it answers a ping', async () => {
      await expect(pubsub.ping()).resolves.toBeUndefined();
    });

    test('after closing, publishing and subscribing fail as unavailable', async () => {
      const closed = open();
      await closed.close();
      await closed.close();
      const unavailable = { code: 'DOWNSTREAM_UNAVAILABLE', retriable: true };
      await expect(closed.publish(channel(), 1)).rejects.toMatchObject(unavailable);
      await expect(closed.subscribe(channel(), () => undefined)).rejects.toMatchObject(unavailable);
    });
  });
}

/** Waits until `count` messages are there and a moment longer, so that one too many is seen as well. */
async function arrival(received: readonly JsonValue[], count: number): Promise<void> {
  const endMs = Date.now() + 5_000;
  while (received.length < count && Date.now() < endMs) await wait(2);
  await wait(10);
  expect(received).toHaveLength(count);
}
