import { inventoryReservationFailedV1 } from '@agora/contracts/inventory/reservation-failed';
import { newId } from '@agora/platform/ids';
import { createStockedDatabase, line } from './stocked-database.suite';
import type { StockedDatabase } from './stocked-database.suite';

let inventory: StockedDatabase;
beforeAll(async () => {
  inventory = await createStockedDatabase();
  await inventory.stock('scarce', 2);
  await inventory.stock('later', 1, { backorderLimit: 1 });
  await inventory.stock('plenty', 50);
});
afterAll(() => inventory.drop());

const failuresOf = (ownerId: string): Promise<object[]> =>
  inventory.database.query(
    `SELECT payload, headers ->> 'correlation_id' AS correlation_id FROM outbox WHERE aggregate_id = $1 AND type = $2 ORDER BY seq`,
    [ownerId, inventoryReservationFailedV1.type],
  );

describe('a refusal for lack of stock is an event', () => {
  test('of the cart, with what was asked and could be had of each short sku', async () => {
    const [cartId, operationId] = [newId(), newId()];
    const lines = [line('later', 3), line('plenty'), line('scarce', 5), line('unknown')];
    const command = { operationId, cartId, region: 'US', lines, allowPartial: false };
    expect((await inventory.reservations.reserve(command, { correlation_id: 'c-7' })).kind).toBe(
      'insufficient',
    );
    const [failure, ...others] = await failuresOf(cartId);
    expect(others).toEqual([]);
    const { payload } = failure as { payload: unknown };
    expect(inventoryReservationFailedV1.schema.parse(payload)).toEqual(payload);
    expect(failure).toMatchObject({
      correlation_id: 'c-7',
      payload: {
        owner_id: cartId,
        owner_type: 'CART',
        cart_id: cartId,
        operation_id: operationId,
        region: 'US',
        lines: [
          { sku: 'later', asked: 3, obtainable: 2 },
          { sku: 'scarce', asked: 5, obtainable: 2 },
          { sku: 'unknown', asked: 1, obtainable: 0 },
        ],
      },
    });
  });

  test('of the order, once although it is asked again', async () => {
    const [cartId, orderId] = [newId(), newId()];
    const command = {
      cartId,
      cartVersion: 1,
      orderId,
      region: 'US',
      holdSeconds: 900,
      lines: [line('plenty'), line('scarce', 3)],
    };
    expect((await inventory.reservations.allocate(command, {})).kind).toBe('insufficient');
    expect((await inventory.reservations.allocate(command, {})).kind).toBe('ended');
    expect(await failuresOf(orderId)).toMatchObject([
      {
        payload: {
          owner_id: orderId,
          owner_type: 'ORDER',
          cart_id: cartId,
          operation_id: null,
          status: 'RELEASED',
          lines: [{ sku: 'scarce', asked: 3, obtainable: 2 }],
        },
      },
    ]);
  });

  test('and what was granted, also in part, is none', async () => {
    const cartId = newId();
    const command = { operationId: newId(), cartId, region: 'US', allowPartial: true };
    await inventory.reservations.reserve({ ...command, lines: [line('scarce', 9)] }, {});
    expect(await failuresOf(cartId)).toEqual([]);
  });
});
