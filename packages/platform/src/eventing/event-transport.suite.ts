import { createLogger } from '../logging/logger';
import type { Logger } from '../logging/logger';
import { newId } from '../ids/uuid-v7';
import { sleep } from '../time/deadline';
import type { Consumer, EventTransport, IncomingMessage, OutgoingMessage } from './event-transport';
import { partitionOf } from './murmur2';

/** Makes another transport to the same log or broker, as another process would. */
export type TransportFactory = (logger: Logger) => EventTransport;

export interface TransportSuiteOptions {
  /** How long a change of ownership may take, milliseconds. */
  readonly rebalanceMs: number;
}

const PARTITIONS = 3;

/** What every {@link EventTransport} promises, whatever carries the messages. */
export function eventTransportSuite(createTransport: TransportFactory, options: TransportSuiteOptions): void {
  const transports: EventTransport[] = [];
  const open = (): EventTransport => {
    const transport = createTransport(createLogger({ name: 'test', level: 'silent' }));
    transports.push(transport);
    return transport;
  };
  afterEach(async () => {
    await Promise.all(transports.splice(0).map((transport) => transport.close()));
  });

  async function topicAndGroup(transport: EventTransport): Promise<{ topic: string; groupId: string }> {
    const suffix = newId();
    const topic = `test.${suffix}`;
    await transport.createTopics([{ name: topic, partitions: PARTITIONS }]);
    return { topic, groupId: `group-${suffix}` };
  }

  const message = (topic: string, key: string, text: string): OutgoingMessage => ({
    topic,
    key,
    value: Buffer.from(text),
    headers: {},
  });
  const textOf = (received: IncomingMessage): string => Buffer.from(received.value).toString();

  /** Waits until `isTrue`, failing with what is there when it takes longer than `limitMs`. */
  async function until(
    isTrue: () => boolean | Promise<boolean>,
    describeState: () => unknown,
    limitMs = 20_000,
  ): Promise<void> {
    const end = Date.now() + limitMs;
    while (!(await isTrue())) {
      if (Date.now() > end) throw new Error(`still not: ${JSON.stringify(describeState())}`);
      await sleep(20);
    }
  }

  /** A key for each partition. */
  const keyFor = (partition: number): string => {
    for (let n = 0; ; n += 1) if (partitionOf(`key-${n}`, PARTITIONS) === partition) return `key-${n}`;
  };

  test('what was published before anybody consumed is there, in order per key, with its partition and offsets', async () => {
    const transport = open();
    const { topic, groupId } = await topicAndGroup(transport);
    const keys = Array.from({ length: 20 }, (_, n) => `key-${n}`);
    for (let n = 0; n < 10; n += 1)
      await transport.publish(keys.map((key) => message(topic, key, `${key}:${n}`)));
    const received: IncomingMessage[] = [];
    await transport.consume({
      groupId,
      topics: [topic],
      handle: (one) => Promise.resolve(void received.push(one)),
    });
    await until(
      () => received.length >= 200,
      () => received.length,
    );
    for (const key of keys) {
      expect(received.filter((one) => one.key === key).map(textOf)).toEqual(
        Array.from({ length: 10 }, (_, n) => `${key}:${n}`),
      );
    }
    for (let partition = 0; partition < PARTITIONS; partition += 1) {
      const offsets = received.filter((one) => one.partition === partition).map((one) => Number(one.offset));
      expect(offsets).toEqual(offsets.map((_, index) => index));
    }
    for (const one of received) expect(one.partition).toBe(partitionOf(one.key, PARTITIONS));
    expect(Math.abs((received[0]?.appendedAtMs ?? 0) - Date.now())).toBeLessThan(60_000);
  });

  test('values and headers arrive byte for byte', async () => {
    const transport = open();
    const { topic, groupId } = await topicAndGroup(transport);
    const value = Uint8Array.from({ length: 512 }, (_, n) => n % 256);
    const headers = { event_id: newId(), traceparent: '00-ab-cd-01', text: 'ünï "q" {}\\,' };
    await transport.publish([
      { topic, key: 'schlüssel-鍵', value, headers },
      { topic, key: 'empty', value: new Uint8Array(), headers: {} },
    ]);
    const received: IncomingMessage[] = [];
    await transport.consume({
      groupId,
      topics: [topic],
      handle: (one) => Promise.resolve(void received.push(one)),
    });
    await until(
      () => received.length >= 2,
      () => received.length,
    );
    const full = received.find((one) => one.key === 'schlüssel-鍵');
    expect([...(full?.value ?? [])]).toEqual([...value]);
    expect(full?.headers).toEqual(headers);
    expect(received.find((one) => one.key === 'empty')?.value).toHaveLength(0);
  });

  test('a failing message is repeated and nothing behind it overtakes, while other partitions flow', async () => {
    const transport = open();
    const { topic, groupId } = await topicAndGroup(transport);
    const [blocked, free] = [keyFor(0), keyFor(1)];
    await transport.publish([
      message(topic, blocked, 'b0'),
      message(topic, blocked, 'b1'),
      message(topic, blocked, 'b2'),
    ]);
    let mayPass = false;
    let failures = 0;
    const handled: string[] = [];
    await transport.consume({
      groupId,
      topics: [topic],
      handle: (one) => {
        if (textOf(one) === 'b1' && !mayPass) {
          failures += 1;
          return Promise.reject(new Error('not yet'));
        }
        return Promise.resolve(void handled.push(textOf(one)));
      },
    });
    await until(
      () => failures >= 2,
      () => ({ failures, handled }),
    );
    await transport.publish([message(topic, free, 'f0'), message(topic, free, 'f1')]);
    await until(
      () => handled.includes('f1'),
      () => handled,
    );
    expect(handled.filter((text) => text.startsWith('b'))).toEqual(['b0']);
    mayPass = true;
    await until(
      () => handled.includes('b2'),
      () => handled,
    );
    expect(handled.filter((text) => text.startsWith('b'))).toEqual(['b0', 'b1', 'b2']);
  });

  test('a consumer that comes back goes on at the committed offset', async () => {
    const first = open();
    const { topic, groupId } = await topicAndGroup(first);
    const seen: string[] = [];
    const consumer = await first.consume({
      groupId,
      topics: [topic],
      handle: (one) => Promise.resolve(void seen.push(textOf(one))),
    });
    await first.publish([message(topic, 'k', '0'), message(topic, 'k', '1')]);
    await until(
      () => seen.length === 2,
      () => seen,
    );
    await consumer.stop();
    await first.publish([message(topic, 'k', '2')]);
    const second = open();
    const later: string[] = [];
    await second.consume({
      groupId,
      topics: [topic],
      handle: (one) => Promise.resolve(void later.push(textOf(one))),
    });
    await until(
      () => later.length >= 1,
      () => later,
    );
    await sleep(200);
    expect([seen, later]).toEqual([['0', '1'], ['2']]);
  });

  test('a message that was being handled when its consumer stopped is finished or comes again', async () => {
    const first = open();
    const { topic, groupId } = await topicAndGroup(first);
    await first.publish([message(topic, 'k', '0'), message(topic, 'k', '1')]);
    const seen: string[] = [];
    let isRunning = false;
    const consumer = await first.consume({
      groupId,
      topics: [topic],
      handle: async (one) => {
        isRunning = true;
        await sleep(300);
        seen.push(textOf(one));
      },
    });
    await until(
      () => isRunning,
      () => seen,
    );
    await consumer.stop();
    const atStop = [...seen];
    expect(atStop.length).toBeGreaterThanOrEqual(1);
    await sleep(400);
    expect(seen).toEqual(atStop);
    const second = open();
    const all: string[] = [...atStop];
    await second.consume({
      groupId,
      topics: [topic],
      handle: (one) => Promise.resolve(void all.push(textOf(one))),
    });
    await until(
      () => all.includes('1'),
      () => all,
    );
    expect(all.filter((text, index) => all.indexOf(text) === index)).toEqual(['0', '1']);
  });

  test('two groups each get everything', async () => {
    const transport = open();
    const { topic, groupId } = await topicAndGroup(transport);
    const got: Record<string, string[]> = { a: [], b: [] };
    for (const group of ['a', 'b']) {
      await transport.consume({
        groupId: `${groupId}-${group}`,
        topics: [topic],
        handle: (one) => Promise.resolve(void got[group]?.push(textOf(one))),
      });
    }
    await transport.publish(Array.from({ length: 30 }, (_, n) => message(topic, `key-${n}`, String(n))));
    await until(
      () => got['a']?.length === 30 && got['b']?.length === 30,
      () => got,
    );
  });

  test('one consumer reads several topics, and the lag counts what is not committed', async () => {
    const transport = open();
    const one = await topicAndGroup(transport);
    const two = await topicAndGroup(transport);
    const topics = [one.topic, two.topic];
    await transport.publish(
      topics.flatMap((topic) => Array.from({ length: 5 }, (_, n) => message(topic, `key-${n}`, topic))),
    );
    expect(await transport.lag(one.groupId, topics)).toBe(10);
    const seen: string[] = [];
    const consumer = await transport.consume({
      groupId: one.groupId,
      topics,
      handle: (got) => Promise.resolve(void seen.push(textOf(got))),
    });
    await until(
      async () => (await transport.lag(one.groupId, topics)) === 0,
      () => seen.length,
    );
    expect(seen).toHaveLength(10);
    await consumer.stop();
    await transport.publish([message(one.topic, 'k', 'more')]);
    expect(await transport.lag(one.groupId, topics)).toBe(1);
  });

  test('two consumers of a group share the partitions, and the one that is left takes all over', async () => {
    const [left, right] = [open(), open()];
    const { topic, groupId } = await topicAndGroup(left);
    const seen: { by: string; partition: number; text: string }[] = [];
    const join = (transport: EventTransport, by: string): Promise<Consumer> =>
      transport.consume({
        groupId,
        topics: [topic],
        handle: (one) => Promise.resolve(void seen.push({ by, partition: one.partition, text: textOf(one) })),
      });
    await join(left, 'left');
    const rightConsumer = await join(right, 'right');
    let sent = 0;
    const send = async (): Promise<void> => {
      await left.publish(
        Array.from({ length: PARTITIONS }, (_, partition) =>
          message(topic, keyFor(partition), String((sent += 1))),
        ),
      );
    };
    await until(
      async () => {
        await send();
        const recent = seen.slice(-2 * PARTITIONS);
        return new Set(recent.map((one) => one.by)).size === 2;
      },
      () => seen.slice(-6),
      options.rebalanceMs,
    );
    await rightConsumer.stop();
    const before = seen.length;
    await until(
      async () => {
        await send();
        return (
          new Set(
            seen
              .slice(before)
              .filter((one) => one.by === 'left')
              .map((one) => one.partition),
          ).size === PARTITIONS
        );
      },
      () => seen.slice(before),
      options.rebalanceMs,
    );
    await until(
      () => new Set(seen.map((one) => one.text)).size === sent,
      () => ({ sent, seen: seen.length }),
    );
    for (let partition = 0; partition < PARTITIONS; partition += 1) {
      const firsts = [
        ...new Set(seen.filter((one) => one.partition === partition).map((one) => Number(one.text))),
      ];
      expect(firsts).toEqual([...firsts].sort((a, b) => a - b));
    }
  }, 60_000);

  test('many publishers at once lose nothing and keep the order of their keys', async () => {
    const transport = open();
    const { topic, groupId } = await topicAndGroup(transport);
    const received: IncomingMessage[] = [];
    await transport.consume({
      groupId,
      topics: [topic],
      handle: (one) => Promise.resolve(void received.push(one)),
    });
    const publisher = async (key: string): Promise<void> => {
      for (let n = 0; n < 25; n += 1)
        await transport.publish([message(topic, key, String(n)), message(topic, `other-${key}`, String(n))]);
    };
    await Promise.all(Array.from({ length: 8 }, (_, n) => publisher(`key-${n}`)));
    await until(
      () => received.length >= 400,
      () => received.length,
    );
    for (let n = 0; n < 8; n += 1) {
      expect(received.filter((one) => one.key === `key-${n}`).map((one) => Number(textOf(one)))).toEqual(
        Array.from({ length: 25 }, (_, index) => index),
      );
    }
  });

  test('bounds say what there is to read, and a group that is forgotten begins anew', async () => {
    const transport = open();
    const { topic, groupId } = await topicAndGroup(transport);
    await transport.publish([0, 0, 2].map((partition) => message(topic, keyFor(partition), 'a')));
    const bounds = await transport.bounds([topic]);
    expect(bounds.toSorted((a, b) => a.partition - b.partition)).toEqual(
      [2n, 0n, 1n].map((next, partition) => ({ topic, partition, first: 0n, next })),
    );
    const readAll = async (): Promise<void> => {
      let handled = 0;
      const consumer = await transport.consume({
        groupId,
        topics: [topic],
        handle: () => Promise.resolve(void (handled += 1)),
      });
      await until(
        () => handled === 3,
        () => handled,
        options.rebalanceMs,
      );
      await consumer.stop();
    };
    await readAll();
    expect(await transport.lag(groupId, [topic])).toBe(0);
    await transport.forgetGroup(groupId);
    await transport.forgetGroup(groupId);
    expect(await transport.lag(groupId, [topic])).toBe(3);
    await readAll();
  });

  test('creating a topic again changes nothing, and one that was not created takes no messages', async () => {
    const transport = open();
    const { topic } = await topicAndGroup(transport);
    await transport.createTopics([
      { name: topic, partitions: 9 },
      { name: `${topic}.dlq`, partitions: 1 },
    ]);
    await transport.publish([message(topic, keyFor(2), 'a')]);
    await expect(transport.publish([message(`${topic}.missing`, 'k', 'a')])).rejects.toMatchObject({
      name: 'AppError',
    });
    await transport.publish([message(`${topic}.dlq`, 'k', 'a')]);
    await transport.ping();
  });

  test('a topic is read from its beginning to its end without a group, again and again', async () => {
    const transport = open();
    const { topic, groupId } = await topicAndGroup(transport);
    const readAll = async (): Promise<IncomingMessage[]> => {
      const read: IncomingMessage[] = [];
      await transport.read(topic, (one) => Promise.resolve(void read.push(one)));
      return read;
    };
    expect(await readAll()).toEqual([]);
    const keys = Array.from({ length: 12 }, (_, n) => `key-${n}`);
    for (let n = 0; n < 30; n += 1)
      await transport.publish(keys.map((key) => message(topic, key, `${key}:${n}`)));
    for (const read of [await readAll(), await readAll()]) {
      expect(read).toHaveLength(360);
      for (const key of keys)
        expect(read.filter((one) => one.key === key).map(textOf)).toEqual(
          Array.from({ length: 30 }, (_, n) => `${key}:${n}`),
        );
    }
    expect(await transport.lag(groupId, [topic])).toBe(360);
    const failing = transport.read(topic, () => Promise.reject(new Error('of its own')));
    await expect(failing).rejects.toThrow('of its own');
  });
}
