import { eventually, pause } from './testing/eventually';
import { createLiveFixture } from './testing/live-fixture';
import type { LiveFixture } from './testing/live-fixture';
import { identityOf } from './testing/live-fixture';
import { RecordingSink } from './testing/recording-sink';

const WATCH =
  'subscription W($c: ID!) { cartChanged(cartId: $c) { version cart { note items { ... on Piece { product { title } } } } } }';
const watching = { query: WATCH, variables: { c: '7' } };

let fixture: LiveFixture;
beforeEach(() => {
  fixture = createLiveFixture();
  fixture.shop.create('7', 'ann');
});
afterEach(() => fixture.stop());

it('a thousand equal subscriptions cost one channel, one execution per event and one string', async () => {
  const subscribe = jest.spyOn(fixture.pubsub, 'subscribe');
  const sinks = Array.from({ length: 1_000 }, () => fixture.watch(watching));
  await Promise.all(sinks.map((sink) => sink.frame(0)));
  expect(fixture.cart.requests).toHaveLength(1);
  await fixture.commit('7');
  await Promise.all(sinks.map((sink) => sink.reaches(2)));
  expect(subscribe).toHaveBeenCalledTimes(1);
  expect(fixture.cart.requests).toHaveLength(2);
  expect(fixture.catalog.requests).toHaveLength(2);
  expect(sinks.every((sink) => sink.frames.length === 2)).toBe(true);
});

it('layout, unused definitions and the form of an ID share a group; aliases do not', async () => {
  fixture.watch(watching);
  fixture.watch({
    query: `# comment\n query Other { cart(id: "7") { id } }\n${WATCH.replaceAll(' ', '\n ')}`,
    operationName: 'W',
    variables: { c: 7 },
  });
  expect(fixture.engine.stats().groups).toBe(1);
  fixture.watch({ query: WATCH.replace('version cart', 'v: version cart'), variables: { c: '7' } });
  fixture.watch({ ...watching, variables: { c: '8' } });
  expect(fixture.engine.stats().groups).toBe(3);
});

it('scopes never share a payload', async () => {
  const ann = fixture.watch(watching, 'ann');
  await ann.frame(0);
  const eve = fixture.watch(watching, 'eve');
  const frame = await eve.frame(0);
  expect(frame.data).toEqual({ cartChanged: null });
  expect(JSON.stringify(frame)).not.toContain('note');
  expect(fixture.engine.stats().groups).toBe(1);
  await fixture.commit('7');
  await ann.reaches(2);
  expect(eve.frames).toHaveLength(1);
});

it('answers that depend on a header are not shared', () => {
  const subscribe = (currency: string): void => {
    const identity = {
      ...identityOf('ann'),
      headers: { 'x-currency': currency, authorization: `Bearer ${currency}` },
    };
    fixture.engine.subscribe(watching, identity, new RecordingSink());
  };
  subscribe('EUR');
  subscribe('USD');
  subscribe('EUR');
  expect(fixture.engine.stats()).toEqual({ groups: 2, subscribers: 3 });
});

it('asks on behalf of a subscriber who is still there and whose token is still good', async () => {
  const join = (device: string, expiresAtMs: number | null): RecordingSink => {
    const identity = { ...identityOf(`ann:${device}`, expiresAtMs), scopeKey: 'ann' };
    const sink = new RecordingSink();
    const result = fixture.engine.subscribe(watching, identity, sink);
    if (result.kind === 'open') sink.subscription = result.subscription;
    return sink;
  };
  const leaving = join('leaving', null);
  await leaving.frame(0);
  join('expiring', Date.now() + 20);
  const staying = join('staying', null);
  await staying.frame(0);
  leaving.leave();
  await pause(30);
  await fixture.commit('7');
  await staying.reaches(2);
  expect(fixture.cart.requests.map(({ viewer }) => viewer)).toEqual(['ann:leaving', 'ann:staying']);
});

it('a group outlives its last subscriber for a moment, then leaves nothing behind', async () => {
  const leave = jest.fn(() => Promise.resolve());
  const subscribe = fixture.pubsub.subscribe.bind(fixture.pubsub);
  jest.spyOn(fixture.pubsub, 'subscribe').mockImplementation(async (channel, listener) => {
    const unsubscribe = await subscribe(channel, listener);
    return () => leave().then(unsubscribe);
  });
  const sink = fixture.watch(watching);
  await sink.frame(0);
  sink.leave();
  sink.leave();
  expect(fixture.engine.stats()).toEqual({ groups: 1, subscribers: 0 });
  await eventually(() => fixture.engine.stats().groups === 0, 'the group to close');
  await eventually(() => leave.mock.calls.length === 1, 'the channel to be left');
});

it('a subscriber who comes within the linger time finds the group and the newest state', async () => {
  const first = fixture.watch(watching);
  await first.frame(0);
  first.leave();
  await fixture.commit('7');
  await pause(10);
  expect(fixture.cart.requests).toHaveLength(1);
  const second = fixture.watch(watching);
  await second.reaches(2);
  expect(second.frames).toHaveLength(1);
  await pause(80);
  expect(fixture.engine.stats().groups).toBe(1);
});

it('a subscriber who comes while a refresh runs gets exactly one snapshot', async () => {
  let release = (): void => undefined;
  fixture.cart.before = () => new Promise((resolve) => (release = resolve));
  const first = fixture.watch(watching);
  await eventually(() => fixture.cart.requests.length === 1, 'the read to begin');
  const second = fixture.watch(watching);
  release();
  fixture.cart.before = undefined;
  await Promise.all([first.frame(0), second.frame(0)]);
  await pause(20);
  expect([first.frames.length, second.frames.length]).toEqual([1, 1]);
});

it('comings and goings leave nothing behind', async () => {
  const brief = createLiveFixture({ lingerMs: 0 });
  brief.shop.create('7', 'ann');
  for (let i = 0; i < 2_000; i += 1) brief.watch(watching).leave();
  await eventually(() => brief.engine.stats().groups === 0, 'all groups to close');
  expect(brief.engine.stats()).toEqual({ groups: 0, subscribers: 0 });
  await brief.stop();
});
