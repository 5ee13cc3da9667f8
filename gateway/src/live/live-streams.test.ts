import { eventually, pause } from './testing/eventually';
import { createLiveFixture, identityOf } from './testing/live-fixture';
import type { LiveFixture } from './testing/live-fixture';
import { RecordingSink } from './testing/recording-sink';

const OWN = 'subscription { ownStockChanged(skus: ["a", "b"]) { sku version product { title } } }';
const SHARED = OWN.replace('ownStockChanged', 'stockChanged');

let fixture: LiveFixture;
beforeEach(() => {
  fixture = createLiveFixture();
  fixture.levels.set('a', 1);
  fixture.levels.set('b', 1);
});
afterEach(() => fixture.stop());

/** `sku` and version of every message, in order. */
function versionsOf(sink: RecordingSink): readonly string[] {
  return sink.envelopes.map(({ sku, version }) => `${String(sku)}${String(version)}`);
}

function has(sink: RecordingSink, count: number): Promise<unknown> {
  return eventually(() => sink.frames.length >= count, `${String(count)} frames`);
}

function watchAs(viewer: string, headers: Record<string, string>, query = SHARED): RecordingSink {
  const sink = new RecordingSink();
  const result = fixture.engine.subscribe({ query }, { ...identityOf(viewer), headers }, sink);
  if (result.kind === 'open') sink.subscription = result.subscription;
  return sink;
}

describe('a field without a directive', () => {
  it('is answered by its owner, message by message, and completed from another subgraph', async () => {
    const sink = fixture.watch(OWN);
    await has(sink, 2);
    fixture.levels.set('b', 5);
    await has(sink, 3);
    expect(sink.frames).toEqual(
      ['a', 'b', 'b'].map((sku, index) => ({
        data: {
          ownStockChanged: {
            sku,
            version: index === 2 ? 2 : 1,
            product: { title: `title of ${sku}` },
          },
        },
      })),
    );
  });

  it('delivers every one of a burst, in order', async () => {
    const sink = fixture.watch(OWN);
    await has(sink, 2);
    for (let i = 0; i < 200; i += 1) fixture.levels.set('a', i);
    await has(sink, 202);
    expect(versionsOf(sink)).toEqual([
      'a1',
      'b1',
      ...Array.from({ length: 200 }, (_, i) => `a${String(i + 2)}`),
    ]);
  });

  it('takes aliases, fragments, variables and conditions', async () => {
    const sink = fixture.watch({
      query: `subscription W($skus: [String!]! = ["b"], $unit: String, $no: Boolean = false) { ...Root }
        fragment Root on Subscription { x: ownStockChanged(skus: $skus) { __typename ...C version @include(if: $no) } }
        fragment C on StockChange { id: sku l: level(unit: $unit) product { __typename label ... on Product { t: title } } }`,
      variables: { unit: 'box' },
    });
    await has(sink, 1);
    expect(sink.frames[0]).toEqual({
      data: {
        x: {
          __typename: 'StockChange',
          id: 'b',
          l: '1 box',
          product: { __typename: 'Product', label: 'label of b', t: 'title of b' },
        },
      },
    });
  });

  it('may be a leaf, and completes after its last message', async () => {
    const sink = fixture.watch('subscription { n: countTo(last: 5) }');
    await eventually(() => sink.ending !== 'open', 'the end');
    expect(sink.ending).toBe('complete');
    expect(sink.frames.map(({ data }) => data?.['n'])).toEqual([1, 2, 3, 4, 5]);
    expect(fixture.engine.stats()).toEqual({ groups: 0, subscribers: 0 });
  });

  it('is followed for each subscriber on their own, and left with them at once', async () => {
    const sinks = [fixture.watch(OWN, 'ann'), fixture.watch(OWN, 'ann'), fixture.watch(OWN, 'eve')];
    await Promise.all(sinks.map((sink) => has(sink, 2)));
    expect(fixture.stock.streams.map(({ followed }) => followed.context)).toMatchObject([
      { viewer: 'ann' },
      { viewer: 'ann' },
      { viewer: 'eve' },
    ]);
    sinks[0]?.leave();
    sinks[2]?.leave();
    await eventually(() => fixture.levels.openSources === 1, 'the streams to be left');
    expect(fixture.engine.stats()).toEqual({ groups: 1, subscribers: 1 });
  });
});

describe('a field that is the same for everybody', () => {
  it('costs one stream and one execution per message for a thousand viewers', async () => {
    const sinks = Array.from({ length: 1_000 }, (_, index) =>
      fixture.watch(SHARED, `viewer ${String(index)}`),
    );
    await Promise.all(sinks.map((sink) => has(sink, 2)));
    fixture.levels.set('a', 7);
    await Promise.all(sinks.map((sink) => has(sink, 3)));
    expect(fixture.stock.streams).toHaveLength(1);
    expect(fixture.catalog.requests).toHaveLength(3);
    expect(new Set(sinks.map((sink) => sink.texts.join()))).toHaveProperty('size', 1);
    expect(fixture.engine.stats()).toEqual({ groups: 1, subscribers: 1_000 });
  });

  it('is opened and completed without a viewer; what shapes the answer for everybody is kept', async () => {
    const headers = {
      authorization: 'Bearer ann',
      'x-session-token': 's',
      'x-idempotency-key': 'k',
      'x-region': 'EU',
    };
    const sink = watchAs('ann', headers, SHARED.replace('version', 'version seenBy'));
    await has(sink, 2);
    expect(sink.envelopes[0]).toMatchObject({ seenBy: null });
    expect(fixture.stock.streams[0]?.followed.context).toMatchObject({
      viewer: null,
      headers: { 'x-region': 'EU' },
    });
    expect(Object.keys((fixture.stock.streams[0]?.followed.context as { headers: object }).headers)).toEqual([
      'x-region',
    ]);
    expect(fixture.catalog.requests.map(({ viewer }) => viewer)).toEqual([null, null]);
  });

  it('is not shared between answers that differ by header', async () => {
    const sinks = ['EUR', 'USD', 'EUR'].map((currency) => watchAs('ann', { 'x-currency': currency }));
    await Promise.all(sinks.map((sink) => has(sink, 2)));
    expect(fixture.stock.streams).toHaveLength(2);
  });

  it('gives a latecomer the newest message about each thing first, then what comes, without a gap', async () => {
    const first = fixture.watch(SHARED, 'ann');
    await has(first, 2);
    fixture.levels.set('a', 2);
    fixture.levels.set('a', 3);
    await has(first, 4);
    const late = fixture.watch(SHARED, 'eve');
    fixture.levels.set('a', 4);
    fixture.levels.set('b', 4);
    await has(late, 4);
    expect(versionsOf(late)).toEqual(['b1', 'a3', 'a4', 'b2']);
    expect(versionsOf(first)).toEqual(['a1', 'b1', 'a2', 'a3', 'a4', 'b2']);
    expect(fixture.stock.streams).toHaveLength(1);
  });

  it('loses and repeats nothing for latecomers while messages come in', async () => {
    const sinks = [fixture.watch(SHARED, 'v')];
    for (let i = 0; i < 60; i += 1) {
      fixture.levels.set('a', i);
      sinks.push(fixture.watch(SHARED, `v${String(i)}`));
      if (i % 7 === 0) await pause(1);
    }
    await Promise.all(sinks.map((sink) => eventually(() => versionsOf(sink).at(-1) === 'a61', 'the last')));
    for (const sink of sinks) {
      const versions = sink.envelopes.flatMap(({ sku, version }) => (sku === 'a' ? [version] : []));
      expect(versions).toEqual(versions.map((_, index) => (versions[0] ?? 0) + index));
    }
  });

  it.each([
    { age: 'of just now', snapshotMaxAgeMs: 60_000, reads: 1 },
    { age: 'older', snapshotMaxAgeMs: 5, reads: 2 },
  ])(
    'has read what other subgraphs add $reads times for a latecomer when it is $age',
    async ({ snapshotMaxAgeMs, reads }) => {
      const own = createLiveFixture({ snapshotMaxAgeMs });
      own.levels.set('a', 1);
      const watch = SHARED.replace(', "b"', '');
      await has(own.watch(watch), 1);
      await pause(30);
      await has(own.watch(watch, 'eve'), 1);
      expect(own.catalog.requests).toHaveLength(reads);
      expect(own.stock.streams).toHaveLength(1);
      await own.stop();
    },
  );

  it('does not show a latecomer what another subgraph said before and does not say now', async () => {
    const own = createLiveFixture({ snapshotMaxAgeMs: 0 });
    own.levels.set('a', 1);
    await has(own.watch(SHARED), 1);
    own.catalog.fault = new Error('catalog is away');
    const late = own.watch(SHARED, 'eve');
    await has(late, 1);
    expect(late.frames[0]).toMatchObject({
      data: { stockChanged: { sku: 'a', product: { title: null } } },
      errors: [{ extensions: { code: 'INTERNAL' } }],
    });
    await own.stop();
  });

  it('shows nothing of the key it asks for besides, and works when the client does not select it', async () => {
    const query = 'subscription { s: stockChanged(skus: ["a", "b"]) { v: version ... { level } } }';
    const first = fixture.watch(query);
    await has(first, 2);
    const late = fixture.watch(query, 'eve');
    await has(late, 2);
    expect(late.texts).toEqual(first.texts);
    expect(late.texts[0]).toBe('{"data":{"s":{"v":1,"level":"1 piece"}}}');
  });

  it('is kept for a moment after its last subscriber, and up to date meanwhile', async () => {
    const first = fixture.watch(SHARED);
    await has(first, 2);
    first.leave();
    fixture.levels.set('a', 2);
    await pause(10);
    expect(fixture.catalog.requests).toHaveLength(2);
    const second = fixture.watch(SHARED, 'eve');
    await has(second, 2);
    expect(versionsOf(second)).toEqual(['b1', 'a2']);
    expect(fixture.stock.streams).toHaveLength(1);
    second.leave();
    await eventually(() => fixture.levels.openSources === 0, 'the stream to be left');
    expect(fixture.engine.stats()).toEqual({ groups: 0, subscribers: 0 });
  });

  it('opens another stream when there is more than is remembered for latecomers', async () => {
    const own = createLiveFixture({ keptMessages: 1 });
    own.levels.set('a', 1);
    own.levels.set('b', 1);
    await has(own.watch(SHARED), 2);
    const late = own.watch(SHARED, 'eve');
    await has(late, 2);
    expect(versionsOf(late)).toEqual(['a1', 'b1']);
    expect(own.stock.streams).toHaveLength(2);
    await own.stop();
    expect(own.levels.openSources).toBe(0);
  });
});
