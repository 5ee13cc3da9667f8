import { newId } from '@agora/platform/ids';
import { contextOf, customer, openCartWorld } from '../cart-world.suite';
import type { CartWorld, OpenedCart } from '../cart-world.suite';
import { UNRESERVED_STOCK } from '../clients/unreserved-stock';
import { addLines } from './add-lines';
import { deleteCart } from './delete-cart';
import { extendReservation } from './extend-reservation';
import type { CartOutcome } from './outcome';

let world: CartWorld;
let cart: OpenedCart;
beforeAll(async () => {
  world = await openCartWorld();
});
beforeEach(async () => {
  world.stock.available.clear();
  world.stock.granted.clear();
  cart = await world.openCart();
  await world.add(cart, 'MUG', { quantity: 2 });
  await world.add(cart, 'LAMP');
});
afterEach(() => {
  world.stock.isDown = false;
});
afterAll(() => world.close());

const commandFor = (key: string | null, expectedVersion: number | null) => ({
  cartId: cart.id,
  expectedVersion,
  idempotencyKey: key,
});
const remove = (key: string | null = null, expectedVersion: number | null = null): Promise<CartOutcome> =>
  deleteCart(world.deps, commandFor(key, expectedVersion), cart.context);
const extend = (key: string | null = null, expectedVersion: number | null = null): Promise<CartOutcome> =>
  extendReservation(world.deps, commandFor(key, expectedVersion), cart.context);
const kindsOf = (outcome: CartOutcome): string[] =>
  outcome.kind === 'refused' ? outcome.rejections.map(({ kind }) => kind) : [outcome.kind];

describe('a cart that is thrown away', () => {
  test('loses its lines and what was said in it, gives its stock back, and makes room for another', async () => {
    expect(await remove()).toMatchObject({ kind: 'committed', version: 4 });
    const after = await world.read(cart.id);
    expect(after).toMatchObject({
      status: 'EXPIRED',
      lines: [],
      buyer: null,
      note: null,
      reservedUntil: null,
    });
    const events = await world.events(cart.id);
    expect(events.at(-1)).toMatchObject({
      type: 'cart.cleared.v1',
      aggregate_version: 4,
      payload: { cause: 'CLEARED', sku_quantities: { MUG: 0, LAMP: 0 } },
    });
    const place = { customerId: cart.viewer.customerId, sessionId: null, storeId: 'main', channel: 'web' };
    expect(await world.deps.store.findCurrent(place)).toBeUndefined();
  });

  test('is closed for every change, and a repeat with the key says what became of it', async () => {
    const key = newId();
    const first = await remove(key);
    expect(await remove(key)).toEqual({ ...first, replayed: true, rejections: [], warnings: [] });
    expect(kindsOf(await remove())).toEqual(['CART_CLOSED']);
    expect(kindsOf(await world.add(cart, 'MUG'))).toEqual(['CART_CLOSED']);
  });

  test('beside adds ends once, whoever is first, with nothing in it', async () => {
    const outcomes = await Promise.all([
      ...Array.from({ length: 6 }, () => world.add(cart, 'MUG')),
      remove(),
      remove(),
    ]);
    expect(outcomes.slice(6).filter(({ kind }) => kind === 'committed')).toHaveLength(1);
    expect(await world.read(cart.id)).toMatchObject({ status: 'EXPIRED', lines: [] });
    const { version } = await world.read(cart.id);
    expect((await world.log(cart.id)).map((entry) => entry.version)).toEqual(
      Array.from({ length: version }, (_, index) => index + 1),
    );
  });

  test('is refused at another version and to anybody else', async () => {
    expect(kindsOf(await remove(null, 1))).toEqual(['VERSION_CONFLICT']);
    const stranger = contextOf(customer());
    expect(kindsOf(await deleteCart(world.deps, commandFor(null, null), stranger))).toEqual([
      'CART_NOT_FOUND',
    ]);
    expect((await world.read(cart.id)).version).toBe(3);
  });
});

describe('a hold that is to last longer', () => {
  test('slides while it is alive, without another reservation', async () => {
    const before = world.stock.granted.size;
    const later = new Date(Date.now() + 1_800_000);
    world.stock.reservedUntil = later;
    expect(await extend()).toMatchObject({ kind: 'committed', version: 4, rejections: [] });
    expect(await world.read(cart.id)).toMatchObject({ reservedUntil: later, pricedVersion: 4 });
    expect(world.stock.granted.size).toBe(before);
    const event = (await world.events(cart.id)).at(-1);
    expect(event?.payload).toMatchObject({
      cause: 'UPDATED',
      operation_id: null,
      sku_quantities: { MUG: 2, LAMP: 1 },
    });
  });

  test('that lapsed is taken again under the operation its event confirms', async () => {
    world.stock.granted.clear();
    world.stock.lapsed.add(cart.id);
    await world.database.query('UPDATE cart_line SET reserved_at = NULL WHERE cart_id = $1', [cart.id]);
    expect((await extend()).kind).toBe('committed');
    const { lines } = await world.read(cart.id);
    expect(lines.every(({ reservedAt }) => reservedAt !== null)).toBe(true);
    expect([world.stock.held('MUG'), world.stock.held('LAMP')]).toEqual([2, 1]);
    const event = (await world.events(cart.id)).at(-1);
    expect(event).toMatchObject({ type: 'cart.item.updated.v1' });
    expect([...world.stock.granted.keys()]).toEqual([event?.payload['operation_id']]);
  });

  test('that lapsed is taken again as far as there is any, and the rest is said', async () => {
    world.stock.lapsed.add(cart.id);
    await world.database.query('UPDATE cart_line SET reserved_at = NULL WHERE cart_id = $1', [cart.id]);
    world.stock.available.set('LAMP', 0).set('MUG', 1);
    const key = newId();
    const warnings = [
      { code: 'INSUFFICIENT_STOCK', about: 'MUG', available: 1 },
      { code: 'OUT_OF_STOCK', about: 'LAMP', available: 0 },
    ];
    const first = await extend(key);
    expect(await extend(key)).toMatchObject({ kind: 'committed', replayed: true, warnings });
    expect(first).toMatchObject({
      kind: 'committed',
      warnings,
      rejections: [
        { kind: 'INSUFFICIENT_STOCK', sku: 'MUG', requested: 2, available: 1 },
        { kind: 'INSUFFICIENT_STOCK', sku: 'LAMP', requested: 1, available: 0 },
      ],
    });
    const { lines } = await world.read(cart.id);
    expect(lines.map(({ sku, reservedAt }) => [sku, reservedAt !== null])).toEqual([
      ['MUG', true],
      ['LAMP', false],
    ]);
  });

  test('that lapsed is refused when nothing is left, and nothing changes', async () => {
    world.stock.lapsed.add(cart.id);
    world.stock.available.set('LAMP', 0).set('MUG', 0);
    expect(kindsOf(await extend())).toEqual(['INSUFFICIENT_STOCK', 'INSUFFICIENT_STOCK']);
    expect((await world.read(cart.id)).version).toBe(3);
  });

  test('meets an add in between: both count and nothing is held twice', async () => {
    const { reservations } = world.deps;
    world.stock.lapsed.add(cart.id);
    world.stock.granted.clear();
    let isFirst = true;
    const slow = {
      reserve: async (...args: Parameters<typeof reservations.reserve>) => {
        if (isFirst) {
          isFirst = false;
          await world.add(cart, 'NOVEL');
        }
        return reservations.reserve(...args);
      },
      reserveAll: reservations.reserveAll.bind(reservations),
      extend: reservations.extend.bind(reservations),
      merge: reservations.merge.bind(reservations),
      release: reservations.release.bind(reservations),
    };
    const outcome = await extendReservation(
      { ...world.deps, reservations: slow },
      commandFor(null, null),
      cart.context,
    );
    expect(outcome).toMatchObject({ kind: 'committed', version: 5 });
    expect([world.stock.held('MUG'), world.stock.held('LAMP')]).toEqual([2, 1]);
  });

  test('is a fault while inventory is down, and nothing changes', async () => {
    world.stock.isDown = true;
    await expect(extend(newId())).rejects.toMatchObject({ code: 'DOWNSTREAM_UNAVAILABLE' });
    expect((await world.read(cart.id)).version).toBe(3);
  });

  test('is nothing to do where no stock is held for carts', async () => {
    const deps = { ...world.deps, reservations: UNRESERVED_STOCK };
    expect((await extendReservation(deps, commandFor(null, null), cart.context)).kind).toBe('unchanged');
    const lines = [{ sku: 'MUG', quantity: 1, attributes: [] }];
    const command = { ...commandFor(null, null), lines, allowPartial: false };
    world.stock.available.set('MUG', 0);
    expect((await addLines(deps, command, cart.context)).kind).toBe('committed');
  });

  test('of an empty cart is nothing to do', async () => {
    const empty = await world.openCart();
    const command = { cartId: empty.id, expectedVersion: null, idempotencyKey: null };
    expect((await extendReservation(world.deps, command, empty.context)).kind).toBe('unchanged');
  });
});
