import { AppError } from '@agora/platform/errors';
import { pause } from './testing/eventually';
import { createLiveFixture } from './testing/live-fixture';
import type { LiveFixture } from './testing/live-fixture';

const WATCH = `subscription { cartChanged(cartId: "7") {
  version changes { version } snapshot cart { note items { id ... on Piece { product { title } } } } } }`;
const FRAGILE = 'subscription { cartChanged(cartId: "7") { version cart { fragile } } }';
const DOWN = new AppError('DOWNSTREAM_UNAVAILABLE', 'cart does not answer');

let fixture: LiveFixture;
beforeEach(() => {
  fixture = createLiveFixture();
  fixture.shop.create('7', 'ann');
});
afterEach(() => fixture.stop());

describe('another subgraph that fails', () => {
  it.each([
    [
      'an outage',
      new AppError('DOWNSTREAM_UNAVAILABLE', 'catalog does not answer'),
      'DOWNSTREAM_UNAVAILABLE',
    ],
    ['a timeout', new AppError('DEADLINE_EXCEEDED', 'too late'), 'DEADLINE_EXCEEDED'],
    ['nonsense', new SyntaxError('Unexpected token < in JSON'), 'INTERNAL'],
  ])('with %s costs its part of one frame only', async (_, fault, code) => {
    fixture.catalog.fault = fault;
    const sink = fixture.watch(WATCH);
    const frame = await sink.frame(0);
    expect(frame.data?.['cartChanged']?.cart).toMatchObject({
      items: [{ id: 'i1', product: { title: null } }, { id: 'i2' }],
    });
    expect(frame.errors).toMatchObject([{ extensions: { code } }]);
    expect(frame.errors?.[0]?.message.length).toBeGreaterThan(5);
    fixture.catalog.fault = undefined;
    await fixture.commit('7');
    await sink.reaches(2);
    expect(sink.frames.at(-1)?.errors).toBeUndefined();
  });
});

describe('a field of the owner that fails', () => {
  it('is reported at its place', async () => {
    const sink = fixture.watch('subscription { x: cartChanged(cartId: "7") { c: cart { id moody } } }');
    const frame = await sink.frame(0);
    expect(frame.data).toEqual({ x: { c: { id: '7', moody: null } } });
    expect(frame.errors).toMatchObject([
      { path: ['x', 'c', 'moody'], extensions: { code: 'DOWNSTREAM_UNAVAILABLE' } },
    ]);
    expect(JSON.stringify(frame)).not.toContain('__live');
  });

  it('nulls the cart when it may not be null, and the stream goes on', async () => {
    fixture.shop.fragileFails = true;
    const sink = fixture.watch(FRAGILE);
    const frame = await sink.frame(0);
    expect(frame.data).toEqual({ cartChanged: { version: 1, cart: null } });
    expect(frame.errors).toMatchObject([
      { path: ['cartChanged', 'cart', 'fragile'], extensions: { code: 'INTERNAL' } },
    ]);
    fixture.shop.fragileFails = false;
    await fixture.commit('7');
    expect((await sink.reaches(2)).cart).toEqual({ fragile: 'whole' });
  });
});

describe('an owner that is down', () => {
  it('is retried; what subscribers have stays, they are told once, and it recovers without an event', async () => {
    const sink = fixture.watch(WATCH);
    await sink.frame(0);
    fixture.cart.fault = DOWN;
    await fixture.commit('7');
    await sink.frame(1);
    expect(fixture.cart.requests.length).toBeGreaterThanOrEqual(5);
    await pause(60);
    expect(sink.frames).toHaveLength(2);
    expect(sink.frames[1]).toMatchObject({
      data: { cartChanged: null },
      errors: [{ path: ['cartChanged'], extensions: { code: 'DOWNSTREAM_UNAVAILABLE' } }],
    });
    fixture.cart.fault = undefined;
    expect(await sink.reaches(2)).toMatchObject({ snapshot: false, changes: [{ version: 2 }] });
  });

  it('is seen to be back even when nothing has changed', async () => {
    const sink = fixture.watch(WATCH);
    await sink.frame(0);
    fixture.cart.fault = DOWN;
    await fixture.poke('7', {});
    await sink.frame(1);
    fixture.cart.fault = undefined;
    expect((await sink.frame(2)).data).toMatchObject({ cartChanged: { version: 1, snapshot: true } });
  });

  it('does not keep a newcomer from the last good frame', async () => {
    await fixture.watch(WATCH).frame(0);
    fixture.cart.fault = DOWN;
    await fixture.poke('7', {});
    await pause(5);
    expect((await fixture.watch(WATCH).frame(0)).data).toMatchObject({ cartChanged: { version: 1 } });
  });

  it('that is down from the start is waited for', async () => {
    fixture.cart.fault = DOWN;
    const sink = fixture.watch(WATCH);
    expect((await sink.frame(0)).errors).toHaveLength(1);
    fixture.cart.fault = undefined;
    await sink.reaches(1);
    expect(sink.ending).toBe('open');
  });
});

describe('an owner that refuses', () => {
  it.each(['FORBIDDEN', 'UNAUTHENTICATED'] as const)(
    'with %s ends the subscription at once',
    async (code) => {
      const sink = fixture.watch(WATCH);
      await sink.frame(0);
      const answer = { data: null, errors: [{ message: 'no', extensions: { code } }] };
      jest.spyOn(fixture.cart, 'process').mockResolvedValue(answer);
      await fixture.commit('7');
      const frame = await sink.frame(1);
      expect(frame).toMatchObject({
        data: { cartChanged: null },
        errors: [{ path: ['cartChanged'], extensions: { code } }],
      });
      expect(sink.ending).toBe('complete');
      expect(fixture.engine.stats().groups).toBe(0);
    },
  );

  it('by a cart that is gone ends it once that is confirmed', async () => {
    const sink = fixture.watch(WATCH);
    await sink.frame(0);
    fixture.shop.carts.delete('7');
    await fixture.poke('7', {});
    expect(await sink.frame(1)).toMatchObject({
      data: { cartChanged: null },
      errors: [{ extensions: { code: 'NOT_FOUND' } }],
    });
    expect(sink.ending).toBe('complete');
  });

  it('treats a cart that never was and a foreign one alike', async () => {
    const missing = fixture.watch(WATCH.replace('"7"', '"8"'));
    const foreign = fixture.watch(WATCH, 'eve');
    await Promise.all([missing.frame(0), foreign.frame(0)]);
    expect(missing.texts).toEqual(foreign.texts);
    expect([missing.ending, foreign.ending]).toEqual(['complete', 'complete']);
  });
});

describe('versions', () => {
  it('of a lagging replica are not shown as news; the announced one is waited for', async () => {
    const sink = fixture.watch(WATCH);
    await sink.frame(0);
    fixture.shop.lag = 1;
    await fixture.commit('7');
    await pause(15);
    expect(sink.frames).toHaveLength(1);
    fixture.shop.lag = 0;
    await sink.reaches(2);
    expect(sink.envelopes.map(({ version }) => version)).toEqual([1, 2]);
  });

  it('never go backwards when a read is stale', async () => {
    const sink = fixture.watch(WATCH);
    await sink.reaches(await fixture.commit('7'));
    fixture.shop.lag = 1;
    await fixture.poke('7', {});
    await pause(20);
    fixture.shop.lag = 0;
    await sink.reaches(await fixture.commit('7'));
    expect(sink.envelopes.map(({ version }) => version).sort()).toEqual(
      sink.envelopes.map(({ version }) => version),
    );
  });

  it('that start over are taken for a new entity once confirmed', async () => {
    const sink = fixture.watch(WATCH);
    await sink.frame(0);
    for (let i = 0; i < 4; i += 1) await sink.reaches(await fixture.commit('7'));
    fixture.shop.create('7', 'ann');
    await fixture.poke('7', { version: 1 });
    expect(await sink.reaches(1)).toMatchObject({ snapshot: true, changes: [] });
  });

  it('that are announced twice or out of order cause no frame', async () => {
    const sink = fixture.watch(WATCH);
    await sink.frame(0);
    await sink.reaches(await fixture.commit('7'));
    for (const version of [2, 1, 2, 2]) await fixture.poke('7', { id: '7', version });
    await pause(30);
    expect(sink.frames).toHaveLength(2);
  });
});

describe('a message that makes no sense is only a poke', () => {
  it.each([
    ['empty', null],
    ['a text', 'hello'],
    ['a list', [1, 2]],
    ['huge', { version: 2, more: 'x'.repeat(1_000_000) }],
    ['for an absurd version', { version: 1e15 }],
    ['with a version that is none', { version: 'two' }],
    ['negative', { version: -1 }],
  ])('when %s', async (_, payload) => {
    const sink = fixture.watch(WATCH);
    await sink.frame(0);
    fixture.shop.commit('7');
    await fixture.poke('7', payload);
    await sink.reaches(2);
    await pause(10);
    expect(sink.frames).toHaveLength(2);
  });
});

it('a gap in the pokes makes every group read again, twice', async () => {
  let gap = (): void => undefined;
  jest.spyOn(fixture.pubsub, 'onGap').mockImplementation((listener) => {
    gap = listener;
    return () => undefined;
  });
  const own = createLiveFixture({ echoMs: 20 }, fixture.pubsub);
  own.shop.create('7', 'ann');
  const sink = own.watch(WATCH);
  await sink.frame(0);
  own.shop.commit('7');
  gap();
  await sink.reaches(2);
  own.shop.commit('7');
  await sink.reaches(3);
  own.engine.drain();
});

it('a channel that cannot be joined yet does not hold the first frame back, and is joined later', async () => {
  const subscribe = fixture.pubsub.subscribe.bind(fixture.pubsub);
  let isDown = true;
  jest
    .spyOn(fixture.pubsub, 'subscribe')
    .mockImplementation((channel, listener) =>
      isDown ? Promise.reject(DOWN) : subscribe(channel, listener),
    );
  const own = createLiveFixture({ joinWaitMs: 10 }, fixture.pubsub);
  own.shop.create('7', 'ann');
  const sink = own.watch(WATCH);
  await sink.frame(0);
  own.shop.commit('7');
  isDown = false;
  await sink.reaches(2);
  own.engine.drain();
});

it('a log without the newest commit is an error of the field that needs it, not the end', async () => {
  fixture.shop.purgedUpTo = 9;
  const sink = fixture.watch('subscription { cartChanged(cartId: "7") { version cause } }');
  expect(await sink.frame(0)).toMatchObject({
    data: { cartChanged: null },
    errors: [{ extensions: { code: 'DOWNSTREAM_UNAVAILABLE' } }],
  });
  expect(sink.ending).toBe('open');
});
