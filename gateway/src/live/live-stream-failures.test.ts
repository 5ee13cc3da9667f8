import { AppError } from '@agora/platform/errors';
import { eventually, pause } from './testing/eventually';
import { createLiveFixture } from './testing/live-fixture';
import type { LiveFixture } from './testing/live-fixture';
import type { RecordingSink } from './testing/recording-sink';
import { CART_SDL, STOCK_SDL } from './testing/tiny-shop-sdl';

const WATCH = 'subscription { stockChanged(skus: ["a"]) { sku version product { title } } }';
const OWN = WATCH.replace('stockChanged', 'ownStockChanged');

let fixture: LiveFixture;
beforeEach(() => {
  fixture = createLiveFixture();
  fixture.levels.set('a', 1);
});
afterEach(() => fixture.stop());

const versionsOf = (sink: RecordingSink): readonly number[] => sink.envelopes.map(({ version }) => version);
const upTo = (last: number): readonly number[] => Array.from({ length: last }, (_, index) => index + 1);
const has = (sink: RecordingSink, count: number): Promise<unknown> =>
  eventually(() => sink.frames.length >= count, `${String(count)} frames`);
const ended = (sink: RecordingSink): Promise<unknown> => eventually(() => sink.ending !== 'open', 'the end');

describe('a reader that is slow', () => {
  it('misses nothing of what it can still be given', async () => {
    const slow = fixture.watch(WATCH);
    const fast = fixture.watch(WATCH, 'eve');
    await Promise.all([has(slow, 1), has(fast, 1)]);
    slow.isSlow = true;
    for (let i = 0; i < 100; i += 1) fixture.levels.set('a', i);
    await has(fast, 101);
    expect(slow.frames).toHaveLength(1);
    slow.resume();
    expect(versionsOf(slow)).toEqual(upTo(101));
  });

  it('ends with SUBSCRIPTION_OVERFLOW beyond that, and nobody else notices', async () => {
    const slow = fixture.watch(WATCH);
    const fast = fixture.watch(WATCH, 'eve');
    await Promise.all([has(slow, 1), has(fast, 1)]);
    slow.isSlow = true;
    for (let i = 2; i <= 300; i += 1) {
      fixture.levels.set('a', i);
      await has(fast, i);
      // 256 may wait.
      expect(slow.ending === 'open').toBe(i <= 257);
    }
    expect(slow.ending).toMatchObject([{ extensions: { code: 'SUBSCRIPTION_OVERFLOW' } }]);
    expect(slow.frames).toHaveLength(1);
    expect(versionsOf(fast)).toEqual(upTo(300));
    expect(fixture.engine.stats()).toEqual({ groups: 1, subscribers: 1 });
  });

  it('may not hold more than so many characters either', async () => {
    const own = createLiveFixture({ maxWaitingCharacters: 1_000 });
    own.levels.set('a', 1);
    const slow = own.watch(WATCH);
    await has(slow, 1);
    slow.isSlow = true;
    for (let i = 0; i < 20; i += 1) own.levels.set('a', i);
    await ended(slow);
    expect(slow.ending).toMatchObject([{ extensions: { code: 'SUBSCRIPTION_OVERFLOW' } }]);
    await own.stop();
  });

  it('is told of the end after its last message', async () => {
    const slow = fixture.watch(OWN);
    await has(slow, 1);
    slow.isSlow = true;
    fixture.levels.set('a', 2);
    fixture.levels.finish();
    await eventually(() => fixture.engine.stats().groups === 0, 'the group to close');
    await pause(5);
    expect(slow.ending).toBe('open');
    slow.resume();
    expect(versionsOf(slow)).toEqual([1, 2]);
    expect(slow.ending).toBe('complete');
  });
});

it('more messages than wait for the other subgraphs end the subscription with an error, never with a gap', async () => {
  const sink = fixture.watch(WATCH);
  await has(sink, 1);
  let release = (): void => undefined;
  fixture.catalog.before = () => new Promise((resolve) => (release = resolve));
  for (let i = 0; i < 300; i += 1) fixture.levels.set('a', i);
  await ended(sink);
  expect(sink.ending).toMatchObject([{ extensions: { code: 'SUBSCRIPTION_OVERFLOW' } }]);
  expect(versionsOf(sink)).toEqual([1]);
  expect(fixture.engine.stats()).toEqual({ groups: 0, subscribers: 0 });
  await eventually(() => fixture.levels.openSources === 0, 'the stream to be left');
  fixture.catalog.before = undefined;
  release();
  await pause(5);
  expect(sink.frames).toHaveLength(1);
});

describe('what fails', () => {
  it('in another subgraph costs its part of one message', async () => {
    fixture.catalog.fault = new AppError('DOWNSTREAM_UNAVAILABLE', 'catalog does not answer');
    const sink = fixture.watch(WATCH);
    await has(sink, 1);
    expect(sink.frames[0]).toMatchObject({
      data: { stockChanged: { version: 1, product: { title: null } } },
      errors: [{ extensions: { code: 'DOWNSTREAM_UNAVAILABLE' } }],
    });
    fixture.catalog.fault = undefined;
    fixture.levels.set('a', 2);
    await has(sink, 2);
    expect(sink.frames[1]?.errors).toBeUndefined();
  });

  it('in a message of the owner is shown at its place, and the next one comes', async () => {
    fixture.levels.fragileFails = true;
    const sink = fixture.watch('subscription { x: stockChanged(skus: ["a"]) { version fragile } }');
    await has(sink, 1);
    expect(sink.frames[0]).toMatchObject({
      data: { x: null },
      errors: [{ path: ['x', 'fragile'], extensions: { code: 'INTERNAL' } }],
    });
    fixture.levels.fragileFails = false;
    fixture.levels.set('a', 2);
    await has(sink, 2);
    expect(versionsOf(sink)).toEqual([2]);
  });

  it('when the owner refuses ends the subscription with its error', async () => {
    const sink = fixture.watch('subscription { stockChanged(skus: ["forbidden"]) { version } }');
    await ended(sink);
    expect(sink.ending).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect(fixture.engine.stats().groups).toBe(0);
  });

  it('when the owner is away for long is told once; what was shown stays', async () => {
    const sink = fixture.watch(WATCH);
    await has(sink, 1);
    const [stream] = fixture.stock.streams;
    for (let failures = 1; failures <= 3; failures += 1) stream?.interrupt(failures);
    await pause(5);
    expect(sink.frames).toHaveLength(1);
    for (let failures = 4; failures <= 6; failures += 1) stream?.interrupt(failures);
    await has(sink, 2);
    await pause(5);
    expect(sink.frames).toHaveLength(2);
    expect(sink.frames[1]).toMatchObject({
      data: { stockChanged: null },
      errors: [{ path: ['stockChanged'], extensions: { code: 'DOWNSTREAM_UNAVAILABLE' } }],
    });
    fixture.levels.set('a', 2);
    await has(sink, 3);
    stream?.interrupt(4);
    await has(sink, 4);
    expect(sink.ending).toBe('open');
  });
});

describe('a new supergraph', () => {
  const more = STOCK_SDL.replace('seenBy: String', 'seenBy: String colour: String');
  const swap = (stockSdl: string, cartSdl = CART_SDL): void => {
    fixture.engine.setRuntime(fixture.runtimeOf(cartSdl, stockSdl));
  };

  it('that asks the owner for the same keeps the stream and repeats nothing', async () => {
    const sink = fixture.watch(WATCH);
    await has(sink, 1);
    swap(more);
    fixture.levels.set('a', 2);
    await has(sink, 2);
    const late = fixture.watch(WATCH, 'eve');
    await has(late, 1);
    expect(fixture.stock.streams).toHaveLength(1);
    expect(versionsOf(sink)).toEqual([1, 2]);
    expect(versionsOf(late)).toEqual([2]);
  });

  it('that asks for something else begins anew', async () => {
    const sink = fixture.watch(WATCH.replace('"a"]', '"a"]').replace('version', 'version level'));
    await has(sink, 1);
    // Another key is another field beside what the client selects.
    swap(STOCK_SDL.replace('key: "sku"', 'key: "version"'));
    await has(sink, 2);
    expect(versionsOf(sink)).toEqual([1, 1]);
    expect(fixture.stock.streams.map(({ isOpen }) => isOpen)).toEqual([false, true]);
    fixture.levels.set('a', 2);
    await has(sink, 3);
    expect(versionsOf(sink)).toEqual([1, 1, 2]);
  });

  it('in the middle of a message loses nothing', async () => {
    const sink = fixture.watch(WATCH);
    await has(sink, 1);
    let release = (): void => undefined;
    fixture.catalog.before = () => new Promise((resolve) => (release = resolve));
    fixture.levels.set('a', 2);
    await eventually(() => fixture.catalog.requests.length === 2, 'the message to be under way');
    swap(more);
    fixture.catalog.before = undefined;
    release();
    await has(sink, 2);
    fixture.levels.set('a', 3);
    await has(sink, 3);
    expect(versionsOf(sink)).toEqual([1, 2, 3]);
  });

  it.each([
    ['does not have the field', STOCK_SDL.replace('product: Product', '')],
    ['does not share the field any more', STOCK_SDL.replace('@liveShare(scope: "PUBLIC", key: "sku")', '')],
  ])('that %s ends the subscription with a code of its own', async (_, sdl) => {
    const sink = fixture.watch(WATCH);
    const other = fixture.watch('subscription { ownStockChanged(skus: ["a"]) { version } }');
    await Promise.all([has(sink, 1), has(other, 1)]);
    swap(sdl);
    expect(sink.ending).toMatchObject([{ extensions: { code: 'SUBSCRIPTION_SCHEMA_RELOAD' } }]);
    fixture.levels.set('a', 2);
    await has(other, 2);
    expect(other.ending).toBe('open');
  });
});

it('a drain completes every subscription and leaves every stream', async () => {
  const sinks = [fixture.watch(WATCH), fixture.watch(OWN)];
  await Promise.all(sinks.map((sink) => has(sink, 1)));
  fixture.engine.drain();
  expect(sinks.map(({ ending }) => ending)).toEqual(['complete', 'complete']);
  await eventually(() => fixture.levels.openSources === 0, 'the streams to be left');
  expect(fixture.engine.stats()).toEqual({ groups: 0, subscribers: 0 });
});

it('comings and goings leave nothing behind', async () => {
  const brief = createLiveFixture({ lingerMs: 0 });
  brief.levels.set('a', 1);
  for (let i = 0; i < 500; i += 1) {
    brief.watch(WATCH).leave();
    brief.watch(OWN).leave();
  }
  await eventually(() => brief.engine.stats().groups === 0, 'all groups to close');
  await eventually(() => brief.levels.openSources === 0, 'all streams to be left');
  await brief.stop();
});
