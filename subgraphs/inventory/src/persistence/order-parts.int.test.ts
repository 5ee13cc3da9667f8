import { newId } from '@agora/platform/ids';
import { createStockedDatabase, imbalances, line } from './stocked-database.suite';
import type { StockedDatabase } from './stocked-database.suite';
import type { StockRequestLine } from '../domain/stock-request';

let inventory: StockedDatabase;
beforeAll(async () => {
  inventory = await createStockedDatabase();
});
afterEach(async () => expect(await imbalances(inventory.database)).toEqual([]));
afterAll(() => inventory.drop());

async function orderOf(...lines: StockRequestLine[]): Promise<string> {
  const orderId = newId();
  const command = { cartId: newId(), cartVersion: 1, orderId, region: 'US', holdSeconds: 900, lines };
  expect((await inventory.reservations.allocate(command, {})).kind).toBe('allocated');
  return orderId;
}

const release = (orderId: string, lines: StockRequestLine[], operationId = newId()) =>
  inventory.reservations.releasePart({ operationId, orderId, lines }, 'LINE_CANCELLED', {});
const commit = (orderId: string, lines: StockRequestLine[], operationId = newId()) =>
  inventory.reservations.commitPart({ operationId, orderId, lines }, 'service:order', {});
const statusOf = async (orderId: string): Promise<string | undefined> =>
  (await inventory.reservationReader.findByOwner(orderId))?.status;

describe('giving back a part of an order', () => {
  test('frees those units, backorders first, then from the last location', async () => {
    await inventory.stock('part', 2, { backorderLimit: 2 });
    await inventory.stock('part', 2, { location: 'us-west' });
    const orderId = await orderOf(line('part', 6));
    expect(await release(orderId, [line('part', 3)])).toBe('RELEASED');
    expect(await inventory.numbers('part')).toMatchObject({ allocated: 2, available: 0, backordered: 0 });
    expect(await inventory.numbers('part', 'us-west')).toMatchObject({ allocated: 1, available: 1 });
    expect(await statusOf(orderId)).toBe('ALLOCATED');
    const [event] = await inventory.database.query(
      `SELECT payload FROM outbox WHERE aggregate_id = $1 AND type = 'inventory.reservation.released.v1'`,
      [orderId],
    );
    expect(event).toMatchObject({
      payload: {
        reason: 'LINE_CANCELLED',
        status: 'ALLOCATED',
        lines: [
          { sku: 'part', location: 'us-east', quantity: 0, backordered: 2 },
          { sku: 'part', location: 'us-west', quantity: 1, backordered: 0 },
        ],
      },
    });
  });

  test('is done once per operation, also by ten at a time', async () => {
    await inventory.stock('once', 9);
    const orderId = await orderOf(line('once', 6));
    const operationId = newId();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => release(orderId, [line('once', 2)], operationId)),
    );
    expect(answers).toEqual(Array(10).fill('RELEASED'));
    expect(await inventory.numbers('once')).toMatchObject({ allocated: 4, available: 5 });
  });

  test('of everything ends the allocation, and of more than there is takes what there is', async () => {
    await inventory.stock('all', 5);
    const orderId = await orderOf(line('all', 4));
    expect(await release(orderId, [line('all', 9), line('other')])).toBe('RELEASED');
    expect(await statusOf(orderId)).toBe('RELEASED');
    expect(await inventory.numbers('all')).toMatchObject({ allocated: 0, available: 5 });
    expect(await release(orderId, [line('all')])).toBe('RELEASED');
  });

  test('leaves the rest to a commit or a release of the whole', async () => {
    await inventory.stock('rest', 9);
    const [kept, given] = [await orderOf(line('rest', 3)), await orderOf(line('rest', 3))];
    await release(kept, [line('rest', 1)]);
    await release(given, [line('rest', 1)]);
    expect(await inventory.reservations.commit(kept, 'service:order', {})).toBe('COMMITTED');
    await inventory.reservations.release({ operationId: newId(), ownerId: given, reason: 'R' }, {});
    // The cart of the second order still wants its two.
    expect(await inventory.numbers('rest')).toMatchObject({ on_hand: 7, allocated: 0, held: 2 });
  });
});

describe('committing a part of an order', () => {
  test('lets those goods leave, with history, and not what is backordered', async () => {
    await inventory.stock('ship', 2, { backorderLimit: 2 });
    const orderId = await orderOf(line('ship', 4));
    expect(await commit(orderId, [line('ship', 3)])).toBe('COMMITTED');
    expect(await inventory.numbers('ship')).toMatchObject({ on_hand: 0, allocated: 0, backordered: 2 });
    expect(await statusOf(orderId)).toBe('ALLOCATED');
    const history = await inventory.database.query(
      `SELECT kind, delta, on_hand_after, reference FROM stock_adjustment WHERE sku = 'ship'`,
    );
    expect(history).toEqual([{ kind: 'COMMIT', delta: -2, on_hand_after: 0, reference: orderId }]);
    expect(await inventory.reservations.commit(orderId, 'service:order', {})).toBe('COMMITTED');
    expect(await inventory.numbers('ship')).toMatchObject({ on_hand: 0, backordered: 2 });
  });

  test('is done once per operation, and of everything ends the allocation', async () => {
    await inventory.stock('gone', 5);
    const orderId = await orderOf(line('gone', 3));
    const operationId = newId();
    await Promise.all(Array.from({ length: 6 }, () => commit(orderId, [line('gone', 1)], operationId)));
    expect(await inventory.numbers('gone')).toMatchObject({ on_hand: 4, allocated: 2 });
    expect(await commit(orderId, [line('gone', 2)])).toBe('COMMITTED');
    expect(await statusOf(orderId)).toBe('COMMITTED');
    expect(await release(orderId, [line('gone')])).toBe('COMMITTED');
  });

  test('racing with releases and the whole keeps every balance', async () => {
    await inventory.stock('race', 60);
    const orders = await Promise.all(Array.from({ length: 6 }, () => orderOf(line('race', 6))));
    await Promise.all(
      orders.flatMap((orderId) => [
        commit(orderId, [line('race', 2)]),
        release(orderId, [line('race', 1)]),
        commit(orderId, [line('race', 1)]),
        inventory.reservations.commit(orderId, 'service:order', {}),
      ]),
    );
    const { on_hand: onHand, available } = await inventory.numbers('race');
    expect(await inventory.numbers('race')).toMatchObject({ allocated: 0, held: 0 });
    // Each order bought its six but for the unit it gave back in time.
    expect(onHand).toBe(available);
    expect(onHand).toBeGreaterThanOrEqual(24);
    expect(onHand).toBeLessThanOrEqual(30);
  });
});

describe('what has no parts', () => {
  test('an order nobody knows is not made up', async () => {
    const orderId = newId();
    expect(await release(orderId, [line('x')])).toBeUndefined();
    expect(await commit(orderId, [line('x')])).toBeUndefined();
    expect(await statusOf(orderId)).toBeUndefined();
  });

  test('a cart is refused with the field, and an operation of another order as well', async () => {
    await inventory.stock('cart', 5);
    const cartId = newId();
    const operationId = newId();
    const command = { operationId, cartId, region: 'US', lines: [line('cart', 2)], allowPartial: false };
    await inventory.reservations.reserve(command, {});
    await expect(release(cartId, [line('cart')])).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      details: [{ field: 'input.lines' }],
    });
    const orderId = await orderOf(line('cart', 1));
    await expect(commit(orderId, [line('cart')], operationId)).rejects.toMatchObject({
      details: [{ field: 'input.operationId' }],
    });
    expect(await inventory.numbers('cart')).toMatchObject({ held: 2, allocated: 1 });
  });
});
