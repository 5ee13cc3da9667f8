import { newId } from '@agora/platform/ids';
import { applyCartChange } from './apply-cart-change.suite';
import { closeCart } from './cart-commits';
import { createStockedDatabase, imbalances, line } from './stocked-database.suite';
import type { StockedDatabase } from './stocked-database.suite';
import type { AllocateAnswer } from '../application/ports';
import type { StockRequestLine } from '../domain/stock-request';

let inventory: StockedDatabase;
beforeAll(async () => {
  inventory = await createStockedDatabase();
});
afterEach(async () => expect(await imbalances(inventory.database)).toEqual([]));
afterAll(() => inventory.drop());

/** A cart that has committed `quantity` of `sku` as version 1. */
async function cartWith(sku: string, quantity: number): Promise<string> {
  const [cartId, operationId] = [newId(), newId()];
  await inventory.reservations.reserve(
    { operationId, cartId, region: 'US', lines: [line(sku, quantity)], allowPartial: false },
    {},
  );
  await commit(cartId, 1, { [sku]: quantity }, operationId);
  return cartId;
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

function allocate(
  cartId: string,
  orderId: string,
  lines: readonly StockRequestLine[],
  cartVersion = 1,
): Promise<AllocateAnswer> {
  return inventory.reservations.allocate(
    { cartId, cartVersion, orderId, region: 'US', holdSeconds: 900, lines },
    {},
  );
}

const allocateAlone = (orderId: string, lines: readonly StockRequestLine[]): Promise<AllocateAnswer> =>
  inventory.reservations.allocate(
    { cartId: null, cartVersion: null, orderId, region: 'US', holdSeconds: 900, lines },
    {},
  );

const release = (orderId: string): Promise<string> =>
  inventory.reservations.release({ operationId: newId(), ownerId: orderId, reason: 'PAYMENT_FAILED' }, {});

describe('allocating', () => {
  test('turns held goods into allocated ones', async () => {
    await inventory.stock('turned', 3);
    const cartId = await cartWith('turned', 3);
    expect((await allocate(cartId, newId(), [line('turned', 3)])).kind).toBe('allocated');
    expect(await inventory.numbers('turned')).toEqual({
      on_hand: 3,
      available: 0,
      held: 0,
      allocated: 3,
      backordered: 0,
    });
    expect(await inventory.reservationReader.findByOwner(cartId)).toMatchObject({ status: 'RELEASED' });
  });

  test('reserves again what the hold lost, over several locations', async () => {
    await inventory.stock('lost', 2);
    await inventory.stock('lost', 2, { location: 'us-west' });
    expect((await allocate(newId(), newId(), [line('lost', 3)])).kind).toBe('allocated');
    expect(await inventory.numbers('lost')).toMatchObject({ allocated: 2 });
    expect(await inventory.numbers('lost', 'us-west')).toMatchObject({ allocated: 1 });
  });

  test('gives an order its held goods although the safety stock was raised since', async () => {
    await inventory.stock('raised', 2);
    const cartId = await cartWith('raised', 2);
    await inventory.database.query(`UPDATE stock SET safety_stock = 50 WHERE sku = 'raised'`);
    expect((await allocate(cartId, newId(), [line('raised', 2)])).kind).toBe('allocated');
  });

  test('moves the promise of backordered goods', async () => {
    await inventory.stock('promised', 1, { backorderLimit: 2 });
    const cartId = await cartWith('promised', 3);
    expect((await allocate(cartId, newId(), [line('promised', 3)])).kind).toBe('allocated');
    expect(await inventory.numbers('promised')).toMatchObject({ allocated: 1, held: 0, backordered: 2 });
  });

  test('is idempotent by order, also in parallel', async () => {
    await inventory.stock('once', 9);
    const [cartId, orderId] = [await cartWith('once', 2), newId()];
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => allocate(cartId, orderId, [line('once', 2)])),
    );
    expect(answers.every(({ kind }) => kind === 'allocated')).toBe(true);
    expect(await inventory.numbers('once')).toMatchObject({ allocated: 2, held: 0 });
  });

  test('refuses with what could be had, changes nothing, and a late duplicate stays refused', async () => {
    await inventory.stock('refused', 2);
    const [cartId, orderId] = [await cartWith('refused', 1), newId()];
    const answer = await allocate(cartId, orderId, [line('refused', 3)]);
    expect(answer).toMatchObject({
      kind: 'insufficient',
      shortages: [{ sku: 'refused', requested: 3, available: 2 }],
    });
    expect(await inventory.numbers('refused')).toMatchObject({ held: 1, allocated: 0 });
    await inventory.database.query(`UPDATE stock SET on_hand = 12, available = 11 WHERE sku = 'refused'`);
    expect((await allocate(cartId, orderId, [line('refused', 3)])).kind).toBe('ended');
  });

  test('older events of the cart that arrive later do not hold the goods again', async () => {
    await inventory.stock('late', 9);
    const [cartId, operationId] = [newId(), newId()];
    await inventory.reservations.reserve(
      { operationId, cartId, region: 'US', lines: [line('late', 2)], allowPartial: false },
      {},
    );
    await allocate(cartId, newId(), [line('late', 2)], 3);
    expect(await commit(cartId, 2, { late: 2 }, operationId)).toBe('STALE');
    expect(await inventory.numbers('late')).toMatchObject({ held: 0, allocated: 2 });
  });

  test('a release that overtakes the allocation wins', async () => {
    await inventory.stock('beaten', 9);
    const [cartId, orderId] = [await cartWith('beaten', 2), newId()];
    await release(orderId);
    expect((await allocate(cartId, orderId, [line('beaten', 2)])).kind).toBe('ended');
    expect(await inventory.numbers('beaten')).toMatchObject({ allocated: 0, held: 2 });
  });

  test('racing with its release leaves nothing allocated', async () => {
    await inventory.stock('raced', 50);
    for (let round = 0; round < 20; round += 1) {
      const [cartId, orderId] = [await cartWith('raced', 1), newId()];
      await Promise.all([allocate(cartId, orderId, [line('raced')]), release(orderId)]);
      await closeCart(inventory.database, { id: cartId, version: 9 }, 'TEST', {});
    }
    expect(await inventory.numbers('raced')).toMatchObject({ allocated: 0, held: 0, available: 50 });
  });
});

describe('an order without a cart', () => {
  test('is given free goods once, and they are free again when it is released, also twice', async () => {
    await inventory.stock('direct', 5);
    const orderId = newId();
    const answers = await Promise.all([1, 2, 3].map(() => allocateAlone(orderId, [line('direct', 3)])));
    expect(answers.map(({ kind }) => kind)).toEqual(['allocated', 'allocated', 'allocated']);
    expect(await inventory.numbers('direct')).toMatchObject({ available: 2, held: 0, allocated: 3 });
    for (let round = 0; round < 2; round += 1) await release(orderId);
    expect(await inventory.numbers('direct')).toMatchObject({ available: 5, held: 0, allocated: 0 });
    expect((await allocateAlone(orderId, [line('direct', 1)])).kind).toBe('ended');
  });

  test('is refused with what could be had, and its goods leave when it is confirmed', async () => {
    await inventory.stock('alone', 2);
    expect(await allocateAlone(newId(), [line('alone', 3)])).toMatchObject({
      kind: 'insufficient',
      shortages: [{ sku: 'alone', requested: 3, available: 2 }],
    });
    const orderId = newId();
    await allocateAlone(orderId, [line('alone', 2)]);
    expect(await inventory.reservations.commit(orderId, 'service:order', {})).toBe('COMMITTED');
    expect(await inventory.numbers('alone')).toMatchObject({ on_hand: 0, available: 0, allocated: 0 });
  });
});

describe('the end of an allocation', () => {
  test('a commit takes the goods out of the house, once, and writes the history', async () => {
    await inventory.stock('gone', 5);
    const [cartId, orderId] = [await cartWith('gone', 2), newId()];
    await allocate(cartId, orderId, [line('gone', 2)]);
    const ends = await Promise.all(
      [1, 2, 3].map(() => inventory.reservations.commit(orderId, 'service:order', {})),
    );
    expect(ends).toEqual(['COMMITTED', 'COMMITTED', 'COMMITTED']);
    expect(await inventory.numbers('gone')).toMatchObject({ on_hand: 3, available: 3, allocated: 0 });
    const history = await inventory.database.query(
      'SELECT kind, delta, on_hand_after, reference FROM stock_adjustment WHERE sku = $1',
      ['gone'],
    );
    expect(history).toEqual([{ kind: 'COMMIT', delta: -2, on_hand_after: 3, reference: orderId }]);
  });

  test('a release after the commit is too late', async () => {
    await inventory.stock('shipped', 5);
    const orderId = newId();
    await allocate(await cartWith('shipped', 1), orderId, [line('shipped')]);
    await inventory.reservations.commit(orderId, 'service:order', {});
    expect(await release(orderId)).toBe('COMMITTED');
    expect(await inventory.numbers('shipped')).toMatchObject({ on_hand: 4 });
  });

  test('a declined payment gives the goods back to the cart, not to everybody', async () => {
    await inventory.stock('declined', 2);
    const [cartId, orderId] = [await cartWith('declined', 2), newId()];
    await allocate(cartId, orderId, [line('declined', 2)]);
    expect(await release(orderId)).toBe('RELEASED');
    expect(await inventory.numbers('declined')).toMatchObject({ held: 2, allocated: 0, available: 0 });
    expect(await inventory.reservationReader.findByOwner(cartId)).toMatchObject({ status: 'HELD' });
    expect((await allocate(cartId, newId(), [line('declined', 2)], 3)).kind).toBe('allocated');
  });

  test('a release gives the cart only what it still wants', async () => {
    await inventory.stock('wanted', 5);
    const [cartId, orderId] = [await cartWith('wanted', 3), newId()];
    await allocate(cartId, orderId, [line('wanted', 3)]);
    await commit(cartId, 4, { wanted: 1 });
    await release(orderId);
    expect(await inventory.numbers('wanted')).toMatchObject({ held: 1, available: 4 });
  });

  test('a release gives nothing to a cart that was closed meanwhile', async () => {
    await inventory.stock('shut', 5);
    const [cartId, orderId] = [await cartWith('shut', 3), newId()];
    await allocate(cartId, orderId, [line('shut', 3)]);
    await closeCart(inventory.database, { id: cartId, version: 4 }, 'EXPIRED', {});
    await release(orderId);
    expect(await inventory.numbers('shut')).toMatchObject({ held: 0, allocated: 0, available: 5 });
  });
});
