import { MemorySnapshotCache } from '@agora/platform/cache';
import { openCartWorld } from '../cart-world.suite';
import type { CartWorld, OpenedCart } from '../cart-world.suite';
import { CartReader } from './cart-reader';

let world: CartWorld;
let cart: OpenedCart;
let snapshots: MemorySnapshotCache;
let reader: CartReader;
beforeAll(async () => {
  world = await openCartWorld();
});
beforeEach(async () => {
  cart = await world.openCart();
  await world.add(cart, 'MUG', { quantity: 2 });
  snapshots = new MemorySnapshotCache();
  reader = new CartReader(world.database, { cache: { snapshots, ttlSeconds: 60 } });
});
afterAll(() => world.close());

async function read(): Promise<{ readonly cart: unknown; readonly statements: number }> {
  const before = world.database.statements;
  const found = (await reader.read([cart.id])).get(cart.id);
  return { cart: found, statements: world.database.statements - before };
}
const keyOf = (version: number): string => `agora:cart:{${cart.id}}:v${String(version)}`;

describe('a cart from its snapshot', () => {
  test('is the cart of the database, in one statement each time', async () => {
    const fresh = await world.read(cart.id);
    for (let n = 0; n < 4; n += 1) expect(await read()).toEqual({ cart: fresh, statements: 1 });
  });

  test('is stored when a version is read a second time, not before', async () => {
    await read();
    expect(await snapshots.get(keyOf(2))).toBeUndefined();
    await read();
    expect(await snapshots.get(keyOf(2))).toBeDefined();
  });

  test('is never older than the newest commit', async () => {
    for (let n = 0; n < 3; n += 1) await read();
    await world.add(cart, 'NOVEL');
    expect(await read()).toEqual({ cart: await world.read(cart.id), statements: 1 });
    await world.add(cart, 'MUG');
    for (let n = 0; n < 3; n += 1) expect((await read()).cart).toEqual(await world.read(cart.id));
  });

  test('has its owner and what is small fresh from the database', async () => {
    for (let n = 0; n < 3; n += 1) await read();
    await world.database.query("UPDATE cart SET expires_at = '2031-01-01' WHERE id = $1", [cart.id]);
    expect((await read()).cart).toMatchObject({ expiresAt: new Date('2031-01-01T00:00:00.000Z') });
  });

  test('is read from the database when the cache was cleared or lost it', async () => {
    const fresh = await world.read(cart.id);
    for (let n = 0; n < 3; n += 1) await read();
    await snapshots.clear('agora:cart:');
    expect(await read()).toEqual({ cart: fresh, statements: 2 });
    for (let n = 0; n < 3; n += 1) expect(await read()).toEqual({ cart: fresh, statements: 1 });
    expect(await snapshots.get(keyOf(2))).toBeDefined();
  });

  test('really comes from the snapshot, and is missing when the cart is', async () => {
    for (let n = 0; n < 3; n += 1) await read();
    const text = (await snapshots.get(keyOf(2))) ?? '';
    await snapshots.set(keyOf(2), text.replace('"quantity":2', '"quantity":77'), 60);
    expect((await read()).cart).toMatchObject({ lines: [{ quantity: 77 }] });
    await world.database.query('DELETE FROM cart WHERE id = $1', [cart.id]);
    expect((await read()).cart).toBeUndefined();
  });
});
