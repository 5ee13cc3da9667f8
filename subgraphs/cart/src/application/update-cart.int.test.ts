import { AppError } from '@agora/platform/errors';
import { newId } from '@agora/platform/ids';
import { contextOf, customer, openCartWorld } from '../cart-world.suite';
import type { CartWorld, OpenedCart } from '../cart-world.suite';
import type { WantedDetails } from '../domain/cart-details';
import type { CartOutcome } from './outcome';
import { updateCart } from './update-cart';

let world: CartWorld;
let cart: OpenedCart;
beforeAll(async () => {
  world = await openCartWorld();
});
beforeEach(async () => {
  cart = await world.openCart();
  await world.add(cart, 'MUG', { quantity: 2 });
});
afterEach(() => {
  world.quotes.isDown = false;
  world.quotes.unpriced.clear();
});
afterAll(() => world.close());

const update = (
  wanted: WantedDetails,
  { key = null, expectedVersion = null }: { key?: string | null; expectedVersion?: number | null } = {},
): Promise<CartOutcome> =>
  updateCart(world.deps, { cartId: cart.id, wanted, expectedVersion, idempotencyKey: key }, cart.context);

const BUYER = { email: 'ann@example.com', fullName: 'Ann Example', countryCode: 'DE' };

describe('an update of a cart', () => {
  test('changes what is said and leaves the rest, as one version', async () => {
    expect(await update({ note: 'ring twice', buyer: BUYER })).toMatchObject({
      kind: 'committed',
      version: 3,
    });
    await update({ attributes: [{ key: 'gift', value: 'yes' }] });
    expect(await world.read(cart.id)).toMatchObject({
      version: 4,
      pricedVersion: 4,
      note: 'ring twice',
      buyer: BUYER,
      attributes: [{ key: 'gift', value: 'yes' }],
    });
    await update({ note: null, buyer: null });
    expect(await world.read(cart.id)).toMatchObject({ note: null, buyer: null });
    expect((await world.log(cart.id)).map(({ cause }) => cause).slice(2)).toEqual(Array(3).fill('UPDATED'));
  });

  test('that says what is there already makes no version', async () => {
    await update({ note: 'x', buyer: BUYER });
    expect((await update({ note: 'x', buyer: BUYER })).kind).toBe('unchanged');
    expect((await world.read(cart.id)).version).toBe(3);
  });

  test('leaves no personal data in events or in the log of the cart', async () => {
    await update({ buyer: BUYER, note: 'for Ann' });
    const log = await world.database.query('SELECT * FROM cart_event WHERE cart_id = $1', [cart.id]);
    const written = JSON.stringify([await world.events(cart.id), log]);
    for (const secret of ['ann@example.com', 'Ann Example', 'for Ann']) expect(written).not.toContain(secret);
  });

  test('is carried out once per key', async () => {
    const key = newId();
    const first = await update({ note: 'once' }, { key });
    expect(first).toMatchObject({ kind: 'committed', version: 3, replayed: false });
    expect(await update({ note: 'once' }, { key })).toMatchObject({
      kind: 'committed',
      version: 3,
      replayed: true,
    });
    expect(await update({ note: 'other' }, { key })).toMatchObject({
      kind: 'refused',
      rejections: [{ kind: 'IDEMPOTENCY_KEY_REUSED' }],
    });
    expect((await world.read(cart.id)).version).toBe(3);
  });

  test('beside adds loses neither', async () => {
    const notes = Array.from({ length: 5 }, (_, n) => update({ note: String(n) }));
    const adds = Array.from({ length: 5 }, () => world.add(cart, 'MUG'));
    const outcomes = await Promise.all([...notes, ...adds]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(Array(10).fill('committed'));
    expect(await world.read(cart.id)).toMatchObject({ version: 12, lines: [{ quantity: 7 }] });
  });

  test('of another version, of the region, and of a cart that is not the viewer’s is refused', async () => {
    const kinds = async (outcome: Promise<CartOutcome>): Promise<unknown> => {
      const settled = await outcome;
      return settled.kind === 'refused' ? settled.rejections.map(({ kind }) => kind) : settled;
    };
    expect(await kinds(update({ note: 'x' }, { expectedVersion: 1 }))).toEqual(['VERSION_CONFLICT']);
    expect(await kinds(update({ region: 'JP', note: 'x' }))).toEqual(['REGION_IMMUTABLE']);
    expect((await update({ region: 'US' })).kind).toBe('unchanged');
    const command = { cartId: cart.id, wanted: { note: 'x' }, expectedVersion: null, idempotencyKey: null };
    expect(await kinds(updateCart(world.deps, command, contextOf(customer())))).toEqual(['CART_NOT_FOUND']);
    expect((await world.read(cart.id)).version).toBe(2);
  });

  test.each<[string, WantedDetails]>([
    ['a note without end', { note: 'x'.repeat(1_001) }],
    ['a key twice', { attributes: [1, 2].map((n) => ({ key: 'k', value: String(n) })) }],
    [
      'too many attributes',
      { attributes: Array.from({ length: 21 }, (_, n) => ({ key: String(n), value: '' })) },
    ],
    ['an address that is none', { buyer: { ...BUYER, email: 'ann' } }],
    ['a country that is none', { buyer: { ...BUYER, countryCode: 'de' } }],
    ['an empty name', { buyer: { ...BUYER, fullName: ' ' } }],
    ['a currency that is none', { currency: 'GOLD' }],
  ])('with %s is bad input', async (_what, wanted) => {
    await expect((async () => update(wanted))()).rejects.toThrow(AppError);
    expect((await world.read(cart.id)).version).toBe(2);
  });
});

describe('another currency', () => {
  test('prices every line again in the same commit', async () => {
    await world.add(cart, 'NOVEL');
    world.quotes.prices.set('MUG', 900n);
    expect(await update({ currency: 'EUR' })).toMatchObject({ kind: 'committed', version: 4 });
    world.quotes.prices.delete('MUG');
    const after = await world.read(cart.id);
    expect(after).toMatchObject({
      currency: 'EUR',
      version: 4,
      pricedVersion: 4,
      cost: { totalMinor: 2_800n },
    });
    expect(after.lines.map((line) => [line.unitPriceMinor, line.previousPriceMinor])).toEqual([
      [900n, null],
      [1_000n, null],
    ]);
  });

  test('without a price for a line is refused and changes nothing', async () => {
    world.quotes.unpriced.add('MUG');
    expect(await update({ currency: 'CHF', note: 'x' })).toMatchObject({
      kind: 'refused',
      rejections: [{ kind: 'PRICE_UNAVAILABLE', sku: 'MUG' }],
    });
    expect(await world.read(cart.id)).toMatchObject({ version: 2, currency: 'USD', note: null });
  });

  test('is a fault while pricing is down, and the same key succeeds later', async () => {
    const key = newId();
    world.quotes.isDown = true;
    await expect(update({ currency: 'EUR' }, { key })).rejects.toThrow(AppError);
    world.quotes.isDown = false;
    expect(await update({ currency: 'EUR' }, { key })).toMatchObject({ kind: 'committed', replayed: false });
  });

  test('meets an add in between: both count, and all prices are in one currency', async () => {
    world.quotes.meanwhile = () => world.addElsewhere(cart, 'NOVEL');
    expect(await update({ currency: 'EUR' })).toMatchObject({ kind: 'committed', version: 4 });
    const after = await world.read(cart.id);
    expect(after).toMatchObject({ currency: 'EUR', pricedVersion: 4 });
    expect(after.cost?.lines.size).toBe(2);
  });
});
