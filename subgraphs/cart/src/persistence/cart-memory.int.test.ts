import { newId } from '@agora/platform/ids';
import { addLines } from '../application/add-lines';
import { applyCoupon, removeCoupon } from '../application/change-coupons';
import { clearCart, removeLines } from '../application/remove-lines';
import { setLineQuantities } from '../application/set-line-quantities';
import type { CartOutcome } from '../application/outcome';
import type { CartStore, StoredCart } from '../application/ports';
import { SKUS, openCartWorld } from '../cart-world.suite';
import type { CartWorld, OpenedCart } from '../cart-world.suite';
import { DEFAULT_CART_TERMS } from '../domain/cart-life';
import { CartMemory } from './cart-memory';
import { createCartStore } from './cart-store';

let world: CartWorld;
let memory: CartMemory;
let store: CartStore;
let cart: OpenedCart;
beforeAll(async () => {
  world = await openCartWorld();
});
beforeEach(async () => {
  memory = new CartMemory();
  store = createCartStore(world.database, DEFAULT_CART_TERMS, { memory });
  cart = await world.openCart();
});
afterAll(() => world.close());

type Deps = CartWorld['deps'];

async function read(): Promise<StoredCart | undefined> {
  const before = world.database.statements;
  const found = await store.read(cart.id);
  expect(world.database.statements - before).toBe(1);
  return found;
}

function add(deps: Deps, sku: string, quantity: number, engraving?: string): Promise<CartOutcome> {
  const attributes = engraving === undefined ? [] : [{ key: 'engraving', value: engraving }];
  const command = { cartId: cart.id, expectedVersion: null, allowPartial: false, idempotencyKey: newId() };
  return addLines(deps, { ...command, lines: [{ sku, quantity, attributes }] }, cart.context);
}

describe('a cart that is remembered', () => {
  test('is at hand after the commit of its lines, as the database has it', async () => {
    await add({ ...world.deps, store }, 'MUG', 2);
    const { version, updatedAt, lines, cost } = await world.read(cart.id);
    expect(memory.get(cart.id)).toEqual({ id: cart.id, version, updatedAt, lines, cost });
  });

  test('is not read again while the database says that it is of the same commit', async () => {
    await world.add(cart, 'MUG');
    const fresh = await world.read(cart.id);
    expect(await read()).toEqual(fresh);
    memory.set({ ...fresh, lines: [] });
    expect(await read()).toEqual({ ...fresh, lines: [] });
  });

  test('is read when another process has changed it, and for a commit that only has its version', async () => {
    await add({ ...world.deps, store }, 'MUG', 1);
    await world.add(cart, 'NOVEL');
    const fresh = await world.read(cart.id);
    expect(await read()).toEqual(fresh);
    memory.set({ ...fresh, updatedAt: new Date(fresh.updatedAt.getTime() - 1), lines: [] });
    expect(await read()).toEqual(fresh);
  });

  test('has everything small fresh from the database', async () => {
    await add({ ...world.deps, store }, 'MUG', 1);
    await world.database.query("UPDATE cart SET expires_at = '2031-01-01' WHERE id = $1", [cart.id]);
    expect(await read()).toMatchObject({ expiresAt: new Date('2031-01-01T00:00:00.000Z') });
    await world.database.query('DELETE FROM cart WHERE id = $1', [cart.id]);
    expect(await read()).toBeUndefined();
  });

  test('was not remembered when the commit came too late', async () => {
    world.quotes.meanwhile = () => world.addElsewhere(cart, 'NOVEL');
    await add({ ...world.deps, store }, 'MUG', 1);
    expect(await read()).toEqual(await world.read(cart.id));
    expect((await read())?.lines).toHaveLength(2);
  });
});

// The same numbers in every run.
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

function step(deps: Deps, below: (limit: number) => number): Promise<CartOutcome> {
  const command = { cartId: cart.id, expectedVersion: null, idempotencyKey: null };
  const sku = SKUS[below(SKUS.length)] ?? 'MUG';
  const { context } = cart;
  switch (below(8)) {
    case 0:
      return setLineQuantities(
        deps,
        { ...command, allowPartial: false, lines: [{ lineId: null, sku, quantity: below(4) }] },
        context,
      );
    case 1:
      return removeLines(deps, { ...command, lineIds: [], skus: [sku] }, context);
    case 2:
      return below(3) === 0 ? clearCart(deps, command, context) : add(deps, sku, 1, `To ${String(below(3))}`);
    case 3:
      return applyCoupon(deps, { ...command, code: 'TEN' }, context);
    case 4:
      return removeCoupon(deps, { ...command, code: 'TEN' }, context);
    default:
      world.quotes.prices.set(sku, 900n + BigInt(below(3)) * 100n);
      return add(deps, sku, 1 + below(3));
  }
}

test.each([1, 2, 3, 4])(
  'after every change, by this process or another, it is the cart of the database, as the change told it: %i',
  async (seed) => {
    const below = numbers(seed);
    world.quotes.coupons.set('TEN', 10n);
    let told = 0;
    for (let count = 0; count < 30; count += 1) {
      const outcome = await step(below(4) === 0 ? world.deps : { ...world.deps, store }, below);
      const fresh = await world.read(cart.id);
      if (outcome.kind === 'committed' && outcome.cart !== undefined) {
        expect(outcome.cart).toEqual(fresh);
        told += 1;
      }
      expect(await store.read(cart.id)).toEqual(fresh);
      expect((await store.readMany([cart.id])).get(cart.id)).toEqual(fresh);
    }
    expect(told).toBeGreaterThan(5);
    world.quotes.prices.clear();
  },
);
