import { newId } from '@agora/platform/ids';
import { applyCartChange } from './apply-cart-change.suite';
import { closeCart } from './cart-commits';
import { createStockedDatabase, imbalances, line } from './stocked-database.suite';
import type { StockedDatabase } from './stocked-database.suite';

let inventory: StockedDatabase;
beforeAll(async () => {
  inventory = await createStockedDatabase();
});
afterEach(async () => expect(await imbalances(inventory.database)).toEqual([]));
afterAll(() => inventory.drop());

async function add(cartId: string, sku: string, quantity: number, operationId = newId()): Promise<string> {
  const answer = await inventory.reservations.reserve(
    { operationId, cartId, region: 'US', lines: [line(sku, quantity)], allowPartial: false },
    {},
  );
  expect(answer.kind).toBe('granted');
  return operationId;
}

function commit(
  cartId: string,
  version: number,
  quantities: Record<string, number>,
  operationId?: string,
): Promise<string> {
  return applyCartChange(
    inventory.database,
    { cartId, version, operationId, quantities: new Map(Object.entries(quantities)) },
    'US',
    {},
  );
}

describe('a commit of a cart', () => {
  test('confirms its operation and changes nothing else', async () => {
    await inventory.stock('plain', 5);
    const cartId = newId();
    const operationId = await add(cartId, 'plain', 2);
    await commit(cartId, 1, { plain: 2 }, operationId);
    expect(await inventory.numbers('plain')).toMatchObject({ held: 2, available: 3 });
    const [row] = await inventory.database.query<{ state: string }>(
      'SELECT state FROM hold_operation WHERE operation_id = $1',
      [operationId],
    );
    expect(row?.state).toBe('CONFIRMED');
  });

  test('that lowers a quantity gives the difference back, from the last location first', async () => {
    await inventory.stock('lower', 2);
    await inventory.stock('lower', 5, { location: 'us-west' });
    const cartId = newId();
    await commit(cartId, 1, { lower: 4 }, await add(cartId, 'lower', 4));
    await commit(cartId, 2, { lower: 1 });
    expect(await inventory.numbers('lower', 'us-west')).toMatchObject({ held: 0, available: 5 });
    expect(await inventory.numbers('lower')).toMatchObject({ held: 1, available: 1 });
  });

  test('gives backorders back before goods', async () => {
    await inventory.stock('soft', 2, { backorderLimit: 5 });
    const cartId = newId();
    await commit(cartId, 1, { soft: 4 }, await add(cartId, 'soft', 4));
    await commit(cartId, 2, { soft: 2 });
    expect(await inventory.numbers('soft')).toMatchObject({ held: 2, backordered: 0 });
  });

  test('that is older than what is known neither takes nor gives', async () => {
    await inventory.stock('order', 9);
    const cartId = newId();
    const [one, two] = [await add(cartId, 'order', 1), await add(cartId, 'order', 2)];
    await commit(cartId, 2, { order: 3 }, two);
    await commit(cartId, 1, { order: 1 }, one);
    expect(await inventory.numbers('order')).toMatchObject({ held: 3 });
  });

  test('does not take away what a newer add has just reserved', async () => {
    await inventory.stock('newer', 9);
    const cartId = newId();
    const first = await add(cartId, 'newer', 1);
    await add(cartId, 'newer', 2);
    await commit(cartId, 1, { newer: 1 }, first);
    expect(await inventory.numbers('newer')).toMatchObject({ held: 3 });
  });

  test('gives back what its operation was granted and it does not tell of', async () => {
    await inventory.stock('told', 5);
    await inventory.stock('untold', 5);
    const [cartId, operationId] = [newId(), newId()];
    const lines = [line('told', 2), line('untold', 3)];
    await inventory.reservations.reserve(
      { operationId, cartId, region: 'US', lines, allowPartial: false },
      {},
    );
    await commit(cartId, 1, { told: 2 }, operationId);
    expect(await inventory.numbers('told')).toMatchObject({ held: 2, available: 3 });
    expect(await inventory.numbers('untold')).toMatchObject({ held: 0, available: 5 });
  });

  test('of one sku leaves the other skus of the cart alone', async () => {
    await inventory.stock('left', 5);
    await inventory.stock('right', 5);
    const cartId = newId();
    await commit(cartId, 1, { left: 2 }, await add(cartId, 'left', 2));
    await commit(cartId, 2, { right: 3 }, await add(cartId, 'right', 3));
    await commit(cartId, 3, { right: 0 });
    expect(await inventory.numbers('left')).toMatchObject({ held: 2 });
    expect(await inventory.numbers('right')).toMatchObject({ held: 0 });
  });

  test('takes what is missing for goods the cart has committed, while its hold is alive', async () => {
    await inventory.stock('missing', 3);
    await inventory.stock('alive', 1);
    const cartId = newId();
    await commit(cartId, 1, { alive: 1 }, await add(cartId, 'alive', 1));
    await commit(cartId, 2, { missing: 5 });
    expect(await inventory.numbers('missing')).toMatchObject({ held: 3, available: 0 });
  });

  test('takes nothing for a cart without a hold', async () => {
    await inventory.stock('unheld', 3);
    await commit(newId(), 1, { unheld: 2 });
    expect(await inventory.numbers('unheld')).toMatchObject({ held: 0 });
  });

  test('that empties the cart ends its hold with an event', async () => {
    await inventory.stock('emptied', 3);
    const cartId = newId();
    await commit(cartId, 1, { emptied: 2 }, await add(cartId, 'emptied', 2));
    await commit(cartId, 2, { emptied: 0 });
    expect(await inventory.reservationReader.findByOwner(cartId)).toMatchObject({ status: 'RELEASED' });
    const [event] = await inventory.database.query(
      `SELECT payload FROM outbox WHERE aggregate_id = $1 AND type = 'inventory.reservation.released.v1' ORDER BY seq DESC LIMIT 1`,
      [cartId],
    );
    expect(event).toMatchObject({
      payload: {
        reason: 'CART_CHANGED',
        lines: [{ sku: 'emptied', location: 'us-east', quantity: 2, backordered: 0 }],
      },
    });
  });
});

describe('closing a cart', () => {
  test('gives everything back and makes older events void', async () => {
    await inventory.stock('closed', 4);
    const cartId = newId();
    await commit(cartId, 1, { closed: 2 }, await add(cartId, 'closed', 2));
    await closeCart(inventory.database, { id: cartId, version: 5 }, 'CHECKED_OUT', {});
    expect(await inventory.numbers('closed')).toMatchObject({ held: 0, available: 4 });
    expect(await commit(cartId, 4, { closed: 3 })).toBe('STALE');
    expect(await inventory.numbers('closed')).toMatchObject({ held: 0 });
  });
});
