import { AppError } from '@agora/platform/errors';
import type { JsonValue, PubSub, Unsubscribe } from '@agora/platform/pubsub';
import type { Availability } from '../domain/availability';
import { watchAvailability } from './watch-availability';
import type { AvailabilityNews, ReadAvailability } from './watch-availability';

const news = (sku: string, version: number, quantity: number | undefined): AvailabilityNews => {
  const availability: Availability = {
    state: 'LOW_STOCK',
    quantityAvailable: quantity,
    backorderable: false,
    version,
  };
  return { sku, availability };
};

/** Counts who listens, and lets a test poke and lose the connection. */
class Channels implements Pick<PubSub, 'subscribe' | 'onGap'> {
  readonly listeners = new Map<string, () => void>();
  readonly gaps = new Set<() => void>();
  fault: Error | undefined;

  subscribe(channel: string, listener: (payload: JsonValue) => void): Promise<Unsubscribe> {
    if (this.fault !== undefined && channel.endsWith('bad')) return Promise.reject(this.fault);
    this.listeners.set(channel, () => listener(null));
    return Promise.resolve(() => {
      this.listeners.delete(channel);
      return Promise.resolve();
    });
  }

  onGap(listener: () => void): () => void {
    this.gaps.add(listener);
    return () => this.gaps.delete(listener);
  }
}

const watch = (channels: Channels, skus: readonly string[], read: ReadAvailability) =>
  watchAvailability(channels as unknown as PubSub, skus, read);

test('ends a watcher that waits, and leaves no listener behind', async () => {
  const channels = new Channels();
  const watching = watch(channels, ['a', 'b'], (skus) => Promise.resolve(skus.map((sku) => news(sku, 1, 1))));
  expect((await watching.next()).value).toMatchObject({ sku: 'a' });
  expect((await watching.next()).value).toMatchObject({ sku: 'b' });
  const waiting = watching.next();
  expect(channels.listeners.size).toBe(2);
  await watching.return?.();
  expect(await waiting).toEqual({ done: true, value: undefined });
  expect([channels.listeners.size, channels.gaps.size]).toEqual([0, 0]);
  expect(await watching.next()).toEqual({ done: true, value: undefined });
});

test('reads everything again after a gap, and tells only what changed', async () => {
  const channels = new Channels();
  const quantities = new Map([
    ['a', 1],
    ['b', 1],
  ]);
  const asked: (readonly string[])[] = [];
  const watching = watch(channels, ['a', 'b'], (skus) => {
    asked.push(skus);
    return Promise.resolve(skus.map((sku) => news(sku, asked.length, quantities.get(sku))));
  });
  await watching.next();
  await watching.next();
  quantities.set('b', 7);
  const waiting = watching.next();
  for (const gap of channels.gaps) gap();
  expect((await waiting).value).toEqual(news('b', 2, 7));
  expect(asked).toEqual([
    ['a', 'b'],
    ['a', 'b'],
  ]);
  await watching.return?.();
});

test('passes over an answer that is older than what was told', async () => {
  const channels = new Channels();
  const answers = [news('a', 5, 1), news('a', 4, 2), news('a', 6, 3)];
  const watching = watch(channels, ['a'], () => Promise.resolve(answers.splice(0, 1)));
  expect((await watching.next()).value).toMatchObject({ availability: { version: 5 } });
  const waiting = watching.next();
  channels.listeners.get('stock.a')?.();
  await new Promise(setImmediate);
  channels.listeners.get('stock.a')?.();
  expect((await waiting).value).toMatchObject({ availability: { version: 6 } });
  await watching.return?.();
});

test('waits for a database that is away and then tells what it missed', async () => {
  const channels = new Channels();
  let failures = 1;
  const watching = watch(channels, ['a'], () => {
    failures -= 1;
    if (failures >= 0) return Promise.reject(new AppError('DOWNSTREAM_UNAVAILABLE', 'away'));
    return Promise.resolve([news('a', 1, 1)]);
  });
  expect((await watching.next()).value).toEqual(news('a', 1, 1));
  await watching.return?.();
});

test('ends with a fault that waiting does not mend, and leaves no listener behind', async () => {
  const channels = new Channels();
  const broken = watch(channels, ['a'], () => Promise.reject(new Error('a defect')));
  await expect(broken.next()).rejects.toThrow('a defect');
  expect([channels.listeners.size, channels.gaps.size]).toEqual([0, 0]);
});

test('ends when a channel cannot be had, and gives back the others', async () => {
  const channels = new Channels();
  channels.fault = new AppError('DOWNSTREAM_UNAVAILABLE', 'no pub/sub');
  const refused = watch(channels, ['good', 'bad'], () => Promise.resolve([]));
  await expect(refused.next()).rejects.toThrow('no pub/sub');
  expect([channels.listeners.size, channels.gaps.size]).toEqual([0, 0]);
});
