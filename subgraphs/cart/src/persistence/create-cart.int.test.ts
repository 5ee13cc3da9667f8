import { newId } from '@agora/platform/ids';
import type { NewCart } from '../application/ports';
import { TRAIL, creation, openCartWorld } from '../cart-world.suite';
import type { CartWorld } from '../cart-world.suite';

let world: CartWorld;
beforeAll(async () => {
  world = await openCartWorld();
});
afterAll(() => world.close());

const newCart = (over: Partial<NewCart>): NewCart => ({
  ...creation(),
  id: newId(),
  customerId: null,
  sessionId: null,
  isNewSession: false,
  currency: 'USD',
  ...over,
});
const create = (cart: NewCart): Promise<boolean> =>
  world.deps.store.create(cart, TRAIL, () => Promise.resolve());

describe('a new cart', () => {
  test('begins at version 1, priced, with its log entry and its event', async () => {
    const cart = newCart({ customerId: newId(), note: 'ring twice', attributes: [{ key: 'a', value: 'b' }] });
    expect(await create(cart)).toBe(true);
    expect(await world.read(cart.id)).toMatchObject({
      version: 1,
      pricedVersion: 1,
      status: 'ACTIVE',
      lines: [],
      note: 'ring twice',
      attributes: [{ key: 'a', value: 'b' }],
    });
    expect(await world.log(cart.id)).toEqual([{ version: 1, cause: 'CREATED', operation_id: null }]);
    expect(await world.events(cart.id)).toMatchObject([{ type: 'cart.updated.v1', aggregate_version: 1 }]);
  });

  test.each([
    { who: 'customer', owner: { customerId: newId() } },
    { who: 'guest session', owner: { sessionId: newId() } },
  ])(
    'is the only open one of a $who in a store and channel, however many are asked for at once',
    async ({ owner }) => {
      const first = newCart({ ...owner, isNewSession: 'sessionId' in owner });
      expect(await create(first)).toBe(true);
      const attempts = await Promise.all(Array.from({ length: 5 }, () => create(newCart(owner))));
      expect(attempts).toEqual([false, false, false, false, false]);
      expect(await create(newCart({ ...owner, channel: 'app' }))).toBe(true);
      const place = { customerId: null, sessionId: null, ...owner, storeId: 'main', channel: 'web' };
      expect((await world.deps.store.findCurrent(place))?.id).toBe(first.id);
    },
  );

  test('may follow one that was checked out', async () => {
    const customerId = newId();
    const first = newCart({ customerId });
    await create(first);
    await world.database.query(`UPDATE cart SET status = 'CHECKED_OUT' WHERE id = $1`, [first.id]);
    expect(await create(newCart({ customerId }))).toBe(true);
  });

  test('leaves nothing behind when the outcome cannot be stored', async () => {
    const cart = newCart({ sessionId: newId(), isNewSession: true });
    await expect(
      world.deps.store.create(cart, TRAIL, () => Promise.reject(new Error('claim lost'))),
    ).rejects.toThrow('claim lost');
    expect(await world.deps.store.read(cart.id)).toBeUndefined();
    expect(await world.deps.store.sessionTokenVersion(cart.sessionId ?? '')).toBeUndefined();
    expect(await world.events(cart.id)).toEqual([]);
  });
});
