import { eventually, pause } from './testing/eventually';
import { createLiveFixture } from './testing/live-fixture';
import type { LiveFixture } from './testing/live-fixture';
import { CART_SDL } from './testing/tiny-shop-sdl';

const WATCH =
  'subscription { cartChanged(cartId: "7") { version changes { version } snapshot cart { note } } }';
const WITH_EXTRAS =
  'subscription { cartChanged(cartId: "7") { version cart { extras { ... on Piece { id } } } } }';
const compatible = CART_SDL.replace('region: String!', 'region: String! colour: String');
const withoutExtras = CART_SDL.replace('extras: [Extra!]!', '');
const moved = CART_SDL.replace('"cart.{cartId}"', '"basket.{cartId}"');

let fixture: LiveFixture;
beforeEach(() => {
  fixture = createLiveFixture();
  fixture.shop.create('7', 'ann');
});
afterEach(() => fixture.stop());

it('a compatible change keeps streams and repeats nothing', async () => {
  const sink = fixture.watch(WATCH);
  await sink.frame(0);
  fixture.engine.setRuntime(fixture.runtimeOf(compatible));
  await eventually(() => fixture.cart.requests.length === 2, 'the read after the change');
  await pause(10);
  expect(sink.frames).toHaveLength(1);
  await fixture.commit('7');
  expect(await sink.reaches(2)).toMatchObject({ snapshot: false, changes: [{ version: 2 }] });
  const late = fixture.watch(WATCH);
  await late.frame(0);
  expect(fixture.engine.stats()).toEqual({ groups: 1, subscribers: 2 });
});

it('a field that is gone ends only the streams that use it, with a code of their own', async () => {
  const kept = fixture.watch(WATCH);
  const lost = fixture.watch(WITH_EXTRAS);
  await Promise.all([kept.frame(0), lost.frame(0)]);
  fixture.engine.setRuntime(fixture.runtimeOf(withoutExtras));
  expect(lost.ending).toMatchObject([{ extensions: { code: 'SUBSCRIPTION_SCHEMA_RELOAD' } }]);
  await fixture.commit('7');
  await kept.reaches(2);
  expect(kept.ending).toBe('open');
});

it('a channel that has moved is joined under its new name', async () => {
  const sink = fixture.watch(WATCH);
  await sink.frame(0);
  fixture.engine.setRuntime(fixture.runtimeOf(moved));
  await pause(10);
  fixture.shop.commit('7');
  await fixture.pubsub.publish('basket.7', { version: 2 });
  await sink.reaches(2);
});

it('a change in the middle of a refresh loses nothing', async () => {
  const sink = fixture.watch(WATCH);
  await sink.frame(0);
  let release = (): void => undefined;
  fixture.cart.before = () => new Promise((resolve) => (release = resolve));
  await fixture.commit('7');
  await eventually(() => fixture.cart.requests.length === 2, 'the read to begin');
  fixture.engine.setRuntime(fixture.runtimeOf(compatible));
  fixture.cart.before = undefined;
  release();
  expect(await sink.reaches(2)).toMatchObject({ snapshot: false, changes: [{ version: 2 }] });
  expect(sink.frames).toHaveLength(2);
});

it('the same supergraph again changes nothing', async () => {
  const sink = fixture.watch(WATCH);
  await sink.frame(0);
  fixture.engine.setRuntime(fixture.runtimeOf(CART_SDL));
  await pause(10);
  expect(fixture.cart.requests).toHaveLength(1);
});

it('nothing is served before the first supergraph and after the drain', () => {
  fixture.engine.drain();
  expect(fixture.refusals(WATCH)).toMatchObject([{ extensions: { code: 'DOWNSTREAM_UNAVAILABLE' } }]);
});
