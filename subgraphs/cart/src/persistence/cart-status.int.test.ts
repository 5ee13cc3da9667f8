import { cartCheckedoutV1 } from '@agora/contracts/cart/checkedout';
import { newId } from '@agora/platform/ids';
import { TRAIL, openCartWorld } from '../cart-world.suite';
import type { CartWorld, OpenedCart } from '../cart-world.suite';
import type { QuotedCost, StoredCart } from '../application/ports';
import { committedOperations, readCartLog } from './cart-log';
import { settleQuote } from '../application/settle-quote';
import { findUnpricedCarts } from './commit-pricing';

let world: CartWorld;
let cart: OpenedCart;
beforeAll(async () => {
  world = await openCartWorld();
});
beforeEach(async () => {
  cart = await world.openCart();
  await world.add(cart, 'MUG', { quantity: 2 });
});
afterAll(() => world.close());

describe('a change of status', () => {
  test('is a commit of its own that keeps the price good', async () => {
    const orderId = newId();
    const outcome = await world.deps.store.changeStatus(
      cart.id,
      () => ({ status: 'LOCKED', cause: 'LOCKED', lockedByOrderId: orderId }),
      TRAIL,
    );
    expect(outcome).toEqual({ kind: 'done', version: 3, isNew: true });
    expect(await world.read(cart.id)).toMatchObject({
      status: 'LOCKED',
      version: 3,
      pricedVersion: 3,
      lockedByOrderId: orderId,
    });
    expect((await world.log(cart.id)).at(-1)).toMatchObject({ version: 3, cause: 'LOCKED' });
    expect((await world.events(cart.id)).at(-1)).toMatchObject({
      type: 'cart.updated.v1',
      aggregate_version: 3,
    });
  });

  test('does not make a price good that was behind', async () => {
    await world.database.query('UPDATE cart SET priced_version = 1 WHERE id = $1', [cart.id]);
    await world.deps.store.changeStatus(
      cart.id,
      () => ({ status: 'ACTIVE', cause: 'UNLOCKED', lockedByOrderId: null }),
      TRAIL,
    );
    expect(await world.read(cart.id)).toMatchObject({ version: 3, pricedVersion: 1 });
  });

  test('to checked out ends the hold and says what the order took', async () => {
    const orderId = newId();
    await world.deps.store.changeStatus(
      cart.id,
      () => ({ status: 'CHECKED_OUT', cause: 'CHECKED_OUT', lockedByOrderId: orderId }),
      TRAIL,
    );
    const after = await world.read(cart.id);
    expect(after).toMatchObject({ status: 'CHECKED_OUT', reservedUntil: null });
    expect(after.lines[0]?.reservedAt).toBeNull();
    const event = (await world.events(cart.id)).at(-1);
    expect(event?.type).toBe(cartCheckedoutV1.type);
    expect(cartCheckedoutV1.schema.parse(event?.payload)).toEqual({
      cart_id: cart.id,
      version: 3,
      order_id: orderId,
      sku_quantities: { MUG: 2 },
    });
  });

  test('is decided on the newest state and writes nothing when nothing is to be done', async () => {
    const seen: number[] = [];
    const outcome = await world.deps.store.changeStatus(
      cart.id,
      (newest) => {
        seen.push(newest.version);
        return undefined;
      },
      TRAIL,
    );
    expect(outcome).toEqual({ kind: 'done', version: 2, isNew: false });
    expect(seen).toEqual([2]);
    expect(await world.log(cart.id)).toHaveLength(2);
    expect(await world.deps.store.changeStatus(newId(), () => undefined, TRAIL)).toEqual({
      kind: 'refused',
      rejection: { kind: 'CART_NOT_FOUND' },
    });
  });
});

const reprice = (of: StoredCart, quote: QuotedCost): Promise<boolean> =>
  world.deps.store.commitPricing({
    cart: of,
    cause: 'PRICE_CHANGED',
    ...settleQuote(of, quote, { now: new Date() }),
    couponCodes: of.couponCodes,
    isActivity: false,
    claim: null,
    trail: TRAIL,
  });

describe('pricing again', () => {
  test('is a commit of its own: version and priced version move on together', async () => {
    await world.database.query('UPDATE cart SET priced_version = 1 WHERE id = $1', [cart.id]);
    expect(await findUnpricedCarts(world.database, 10, null)).toContain(cart.id);
    const behind = await world.read(cart.id);
    world.quotes.prices.set('MUG', 1_200n);
    const quote = world.quotes.quoteOf(behind.lines);
    expect(await reprice(behind, quote)).toBe(true);
    const after = await world.read(cart.id);
    expect(after).toMatchObject({ version: 3, pricedVersion: 3, cost: { totalMinor: 2_400n } });
    expect(after.lines[0]).toMatchObject({ unitPriceMinor: 1_200n, previousPriceMinor: 1_000n });
    expect((await world.log(cart.id)).at(-1)).toMatchObject({ version: 3, cause: 'PRICE_CHANGED' });
    expect(await findUnpricedCarts(world.database, 10, null)).not.toContain(cart.id);
    world.quotes.prices.delete('MUG');
  });

  test('writes nothing when the cart moved on after the quote', async () => {
    const before = await world.read(cart.id);
    const quote = world.quotes.quoteOf(before.lines);
    await world.add(cart, 'NOVEL');
    expect(await reprice(before, quote)).toBe(false);
    expect((await world.read(cart.id)).version).toBe(3);
    expect(await world.events(cart.id)).toHaveLength(3);
  });
});

describe('the log of a cart', () => {
  test('gives what came after a version, oldest first, or the latest entries', async () => {
    for (const sku of ['NOVEL', 'LAMP', 'MUG']) await world.add(cart, sku);
    const versions = async (after: number | null, limit: number): Promise<number[]> =>
      (await readCartLog(world.database, cart.id, after, limit)).map(({ version }) => version);
    expect(await versions(1, 10)).toEqual([2, 3, 4, 5]);
    expect(await versions(1, 2)).toEqual([2, 3]);
    expect(await versions(5, 10)).toEqual([]);
    expect(await versions(null, 2)).toEqual([4, 5]);
  });

  test('knows which operations were committed', async () => {
    const committed = (await world.log(cart.id)).flatMap(({ operation_id: id }) => id ?? []);
    expect(committed).toHaveLength(1);
    expect(await committedOperations(world.database, [...committed, newId()])).toEqual(committed);
  });
});
