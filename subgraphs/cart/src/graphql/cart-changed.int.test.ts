import type { ExecutionResult } from 'graphql';
import { ANONYMOUS } from '@agora/platform/auth';
import { newId } from '@agora/platform/ids';
import { TRAIL, customer } from '../cart-world.suite';
import type { OpenedCart } from '../cart-world.suite';
import { codeOf, openCartApi } from './cart-api.suite';
import type { CartApi } from './cart-api.suite';

let api: CartApi;
let cart: OpenedCart;
beforeAll(async () => {
  api = await openCartApi();
});
beforeEach(async () => {
  cart = await api.filledCart();
});
afterAll(() => api.close());

describe('watching a cart', () => {
  const commit = async (quantity = 1): Promise<void> => {
    const source = `mutation ($id: ID!, $quantity: Int!) { cartLinesAdd(input: { cartId: $id, lines: [{ sku: "MUG", quantity: $quantity }] }) { committedVersion } }`;
    await api.run(cart.viewer, source, { id: cart.id, quantity });
  };
  const next = async (messages: AsyncGenerator<ExecutionResult>): Promise<unknown> => {
    const { value } = (await messages.next()) as { value: ExecutionResult };
    return value.data?.['cartChanged'];
  };

  test('begins with a snapshot and misses no version afterwards', async () => {
    const messages = await api.watch(cart.id, cart.viewer);
    expect(await next(messages)).toEqual({
      version: 2,
      cause: 'LINES_ADDED',
      snapshot: true,
      changes: [],
      cart: { totalQuantity: 2 },
    });
    await Promise.all([commit(), commit(), commit()]);
    const versions: number[] = [];
    while (versions.length < 3) {
      const { changes } = (await next(messages)) as { changes: { version: number }[] };
      versions.push(...changes.map(({ version }) => version));
    }
    expect(versions).toEqual([3, 4, 5]);
    await messages.return(undefined);
  });

  test('goes on where the client was', async () => {
    await commit();
    const messages = await api.watch(cart.id, cart.viewer, 2);
    expect(await next(messages)).toMatchObject({
      version: 3,
      snapshot: false,
      changes: [{ version: 3, cause: 'LINES_ADDED' }],
    });
    await messages.return(undefined);
  });

  test('is refused to anybody else exactly as a cart that does not exist', async () => {
    for (const viewer of [customer(), ANONYMOUS])
      for (const id of [cart.id, newId(), 'no uuid']) {
        const messages = await api.watch(id, viewer);
        const { value } = (await messages.next()) as { value: ExecutionResult };
        await messages.return(undefined);
        expect(value.data).toEqual({ cartChanged: null });
        expect(value.errors?.map(codeOf)).toEqual(['NOT_FOUND']);
      }
  });

  test('shows nothing more once the cart is no longer the viewer’s', async () => {
    const messages = await api.watch(cart.id, cart.viewer);
    await next(messages);
    await api.world.database.query(`UPDATE cart SET customer_id = 'another' WHERE id = $1`, [cart.id]);
    await api.pubsub.publish(`cart.${cart.id}`, { id: cart.id, version: 3 });
    expect(await next(messages)).toBeNull();
    await messages.return(undefined);
  });
});

test('a watch ends with the merge of its cart into another', async () => {
  const messages = await api.watch(cart.id, cart.viewer, 2);
  await api.world.database.query(
    `WITH c AS (UPDATE cart SET status = 'MERGED', merged_into_id = $2, version = 3 WHERE id = $1 RETURNING id, version)
     INSERT INTO cart_event (cart_id, version, cause, changes) SELECT id, version, 'MERGED', '[]' FROM c`,
    [cart.id, newId()],
  );
  const { value } = (await messages.next()) as { value: ExecutionResult };
  expect(value.data).toMatchObject({ cartChanged: { version: 3, cause: 'MERGED' } });
  expect(await messages.next()).toEqual({ done: true, value: undefined });
});

test('a lock is announced to watchers like any commit', async () => {
  const messages = await api.watch(cart.id, cart.viewer, 2);
  await messages.next();
  await api.world.deps.store.changeStatus(
    cart.id,
    () => ({ status: 'LOCKED', cause: 'LOCKED', lockedByOrderId: newId() }),
    TRAIL,
  );
  await api.pubsub.publish(`cart.${cart.id}`, { id: cart.id, version: 3 });
  const { value } = (await messages.next()) as { value: ExecutionResult };
  expect(value.data).toMatchObject({ cartChanged: { version: 3, cause: 'LOCKED' } });
  await messages.return(undefined);
});
