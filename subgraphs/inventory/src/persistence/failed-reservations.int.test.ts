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

describe('a refusal for lack of stock', () => {
  test('of a cart is answered and writes nothing, however many come too late', async () => {
    const [cartId, lines] = [newId(), [line('later', 3), line('plenty'), line('scarce', 5), line('unknown')]];
    const written = async (): Promise<object[]> =>
      inventory.database.query(
        'SELECT (SELECT count(*) FROM outbox) AS events, (SELECT count(*) FROM hold) AS holds',
      );
    const reserve = () =>
      inventory.reservations.reserve(
        { operationId: newId(), cartId, region: 'US', lines, allowPartial: false },
        {},
      );
    const shortages = [
      { sku: 'later', requested: 3, available: 2 },
      { sku: 'scarce', requested: 5, available: 2 },
      { sku: 'unknown', requested: 1, available: 0 },
    ];
    expect(await reserve()).toMatchObject({ kind: 'insufficient', shortages });
    const before = await written();
    await Promise.all(Array.from({ length: 20 }, reserve));
    expect(await written()).toEqual(before);
    expect(await failuresOf(cartId)).toEqual([]);
  });

  test('of the order is an event, once although it is asked again', async () => {
    const [cartId, orderId] = [newId(), newId()];
    const command = {
      cartId,
      cartVersion: 1,
      orderId,
      region: 'US',
      holdSeconds: 900,
      lines: [line('plenty'), line('scarce', 3)],
    };
    expect((await inventory.reservations.allocate(command, { correlation_id: 'c-7' })).kind).toBe(
      'insufficient',
    );
    expect((await inventory.reservations.allocate(command, {})).kind).toBe('ended');
    const [failure, ...others] = await failuresOf(orderId);
    expect(others).toEqual([]);
    const { payload } = failure as { payload: unknown };
    expect(inventoryReservationFailedV1.schema.parse(payload)).toEqual(payload);
    expect(failure).toMatchObject({
      correlation_id: 'c-7',
      payload: {
        owner_id: orderId,
        owner_type: 'ORDER',
        cart_id: cartId,
        operation_id: null,
        status: 'RELEASED',
        lines: [{ sku: 'scarce', asked: 3, obtainable: 2 }],
      },
    });
  });

  test('is none when a part was granted', async () => {
    const cartId = newId();
    const command = { operationId: newId(), cartId, region: 'US', allowPartial: true };
    await inventory.reservations.reserve({ ...command, lines: [line('scarce', 9)] }, {});
    expect(await failuresOf(cartId)).toEqual([]);
  });
});
