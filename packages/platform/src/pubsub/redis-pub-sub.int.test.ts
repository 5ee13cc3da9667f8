import { createServer, connect } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { createLogger } from '../logging/logger';
import { closeRedis, createRedis } from '../redis/create-redis';
import { pubSubSuite } from './pub-sub.suite';
import { CHANNEL_PREFIX, RedisPubSub } from './redis-pub-sub';

const url = process.env['AGORA_TEST_REDIS_URL'];
const logger = createLogger({ name: 'test' });

/** A TCP road to Redis that a test can cut. */
class CuttableRoad {
  private readonly sockets = new Set<Socket>();
  private readonly server: Server;
  private isCut = false;

  constructor(private readonly target: URL) {
    this.server = createServer((client) => this.join(client));
  }

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `redis://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  cut(): void {
    this.isCut = true;
    for (const socket of this.sockets) socket.destroy();
  }

  mend(): void {
    this.isCut = false;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private join(client: Socket): void {
    if (this.isCut) return void client.destroy();
    const upstream = connect(Number(this.target.port), this.target.hostname);
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      this.sockets.add(from);
      from.on('error', () => to.destroy()).on('close', () => to.destroy());
      from.pipe(to);
    }
  }
}

if (url !== undefined) {
  pubSubSuite('pub/sub over Redis', () => new RedisPubSub({ url, logger }));

  describe('pub/sub over Redis, between processes', () => {
    const inspector = createRedis(url, { logger, name: 'test', use: 'commands' });
    const subscribers = async (channel: string): Promise<number> => {
      const [, count] = (await inspector.pubsub('NUMSUB', CHANNEL_PREFIX + channel)) as [string, number];
      return count;
    };
    afterAll(() => closeRedis(inspector));

    async function until(isDone: () => boolean | Promise<boolean>): Promise<void> {
      const endMs = Date.now() + 8_000;
      while (!(await isDone())) {
        if (Date.now() > endMs) throw new Error('did not happen in 8 s');
        await wait(10);
      }
    }

    test('a message reaches the listeners of every process, each over one server subscription', async () => {
      const channel = `cross.${String(process.pid)}.${String(Date.now())}`;
      const [one, two] = [new RedisPubSub({ url, logger }), new RedisPubSub({ url, logger })];
      const received: unknown[] = [];
      const leaving = [];
      for (const pubsub of [one, one, two]) {
        leaving.push(await pubsub.subscribe(channel, (payload) => received.push(payload)));
      }
      expect(await subscribers(channel)).toBe(2);
      await two.publish(channel, { version: 7 });
      await until(() => received.length === 3);
      for (const leave of leaving) await leave();
      await until(async () => (await subscribers(channel)) === 0);
      await Promise.all([one.close(), two.close()]);
    });

    test('after an outage the gap is reported when every subscription is back', async () => {
      const road = new CuttableRoad(new URL(url));
      const pubsub = new RedisPubSub({ url: await road.open(), logger });
      const channels = Array.from({ length: 50 }, (_, index) => `gap.${String(Date.now())}.${String(index)}`);
      const received: string[] = [];
      let gaps = 0;
      const whenBack: Promise<number>[] = [];
      pubsub.onGap(() => {
        gaps += 1;
        // Published by somebody else at once: nothing may be missed any more.
        for (const channel of channels) whenBack.push(inspector.publish(CHANNEL_PREFIX + channel, '"back"'));
      });
      for (const channel of channels) await pubsub.subscribe(channel, () => received.push(channel));
      expect(gaps).toBe(0);
      road.cut();
      await wait(100);
      road.mend();
      await until(() => gaps === 1);
      expect(await Promise.all(whenBack)).toEqual(channels.map(() => 1));
      await until(() => received.length === channels.length);
      expect(gaps).toBe(1);
      await pubsub.close();
      await road.close();
    });

    test('without a server publishing and subscribing are refused as unavailable, and closing ends at once', async () => {
      const road = new CuttableRoad(new URL(url));
      const pubsub = new RedisPubSub({ url: await road.open(), logger, subscribeTimeoutMs: 200 });
      road.cut();
      const unavailable = { code: 'DOWNSTREAM_UNAVAILABLE' };
      await expect(pubsub.publish('nowhere', 1)).rejects.toMatchObject(unavailable);
      await expect(pubsub.subscribe('nowhere', () => undefined)).rejects.toMatchObject(unavailable);
      await expect(pubsub.ping()).rejects.toMatchObject(unavailable);
      const startMs = Date.now();
      await pubsub.close();
      expect(Date.now() - startMs).toBeLessThan(500);
      await road.close();
    });

    test('a subscription given up while the server was away is left again when it is back', async () => {
      const road = new CuttableRoad(new URL(url));
      const channel = `late.${String(Date.now())}`;
      const pubsub = new RedisPubSub({ url: await road.open(), logger, subscribeTimeoutMs: 100 });
      await pubsub.ping();
      road.cut();
      await expect(pubsub.subscribe(channel, () => undefined)).rejects.toMatchObject({ retriable: true });
      road.mend();
      await until(() =>
        pubsub.ping().then(
          () => true,
          () => false,
        ),
      );
      await wait(300);
      expect(await subscribers(channel)).toBe(0);
      await pubsub.close();
      await road.close();
    });
  });
} else {
  test('Redis may only be missing outside CI', () => {
    expect(process.env['CI']).not.toBe('true');
  });
}
