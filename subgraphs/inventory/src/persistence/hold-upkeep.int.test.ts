import { inventoryBackorderFilledV1 } from '@agora/contracts/inventory/backorder-filled';
import { newId } from '@agora/platform/ids';
import { applyCartChange } from './apply-cart-change.suite';
import { createStockedDatabase, imbalances, line } from './stocked-database.suite';
import type { StockedDatabase } from './stocked-database.suite';

const LONG = { leaseSeconds: 60, slideSeconds: 900, capSeconds: 3_600 };

// Of its own: what the sweep's tests leave provisional would be found by those of abandoned operations.
let swept: StockedDatabase;
let long: StockedDatabase;
beforeAll(async () => {
  swept = await createStockedDatabase(LONG);
  long = await createStockedDatabase(LONG);
});
afterEach(async () => {
  expect(await imbalances(swept.database)).toEqual([]);
  expect(await imbalances(long.database)).toEqual([]);
});
afterAll(() => Promise.all([swept.drop(), long.drop()]));

const add = async (
  inventory: StockedDatabase,
  cartId: string,
  sku: string,
  operationId = newId(),
): Promise<string> => {
  await inventory.reservations.reserve(
    { operationId, cartId, region: 'US', lines: [line(sku)], allowPartial: false },
    {},
  );
  return operationId;
};
/** So much time passes for the holds of these carts. */
const bringForward = (carts: readonly string[], seconds: number): Promise<object[]> =>
  swept.database.query(
    `UPDATE hold SET expires_at = expires_at - make_interval(secs => $2), hard_cap_at = hard_cap_at - make_interval(secs => $2),
       wake_at = wake_at - make_interval(secs => $2) WHERE owner_id = ANY ($1::uuid[])`,
    [carts, seconds],
  );
const endLeases = (): Promise<object[]> =>
  long.database.query(
    `UPDATE hold_operation SET lease_until = now() - interval '1 s' WHERE state = 'PROVISIONAL'`,
  );

describe('the sweep', () => {
  test('expires due holds once however many sweeps run, with an event each', async () => {
    await swept.stock('swept', 40);
    const carts = Array.from({ length: 30 }, newId);
    await Promise.all(carts.map((cartId) => add(swept, cartId, 'swept')));
    expect(await swept.upkeep.sweep(100)).toBe(0);
    await bringForward(carts, 1_000);
    const counts = await Promise.all(Array.from({ length: 6 }, () => swept.upkeep.sweep(10)));
    const rest = await swept.upkeep.sweep(100);
    expect(counts.reduce((sum, count) => sum + count, rest)).toBe(30);
    expect(await swept.numbers('swept')).toMatchObject({ held: 0, available: 40 });
    const events = await swept.database.query(
      `SELECT 1 FROM outbox WHERE type = 'inventory.reservation.expired.v1' AND aggregate_id = ANY ($1)`,
      [carts],
    );
    expect(events).toHaveLength(30);
  });

  test('leaves a hold that slid meanwhile, until its cap', async () => {
    await swept.stock('slid', 9);
    const cartId = newId();
    await add(swept, cartId, 'slid');
    // Its time to be looked at has come, and just before that it slides.
    await bringForward([cartId], 899);
    await add(swept, cartId, 'slid');
    await bringForward([cartId], 2);
    expect(await swept.upkeep.sweep(100)).toBe(0);
    expect(await swept.numbers('slid')).toMatchObject({ held: 2 });
    // 2,699 s are left until its cap: it slides no further.
    await bringForward([cartId], 2_600);
    await add(swept, cartId, 'slid');
    await bringForward([cartId], 100);
    expect(await swept.upkeep.sweep(100)).toBe(1);
    expect(await swept.numbers('slid')).toMatchObject({ held: 0 });
  });

  test('racing with reserves keeps every balance', async () => {
    await swept.stock('stormy', 500);
    const carts = Array.from({ length: 12 }, newId);
    await Promise.all(carts.map((cartId) => add(swept, cartId, 'stormy')));
    await bringForward(carts, 901);
    await Promise.all([
      ...carts.map((cartId) => add(swept, cartId, 'stormy')),
      ...Array.from({ length: 4 }, () => swept.upkeep.sweep(5)),
    ]);
    expect(await imbalances(swept.database)).toEqual([]);
  });

  test('a reserve past the cap starts over: what was held before is given back', async () => {
    await swept.stock('capped', 9);
    const cartId = newId();
    await add(swept, cartId, 'capped');
    await bringForward([cartId], 3_601);
    await add(swept, cartId, 'capped');
    expect(await swept.numbers('capped')).toMatchObject({ held: 1 });
  });
});

describe('abandoned operations', () => {
  test('are found when their lease is over and dropped with their goods', async () => {
    await long.stock('dropped', 5);
    const operationId = await add(long, newId(), 'dropped');
    expect(await long.upkeep.abandonedOperations(10)).toEqual([]);
    await endLeases();
    expect(await long.upkeep.abandonedOperations(10)).toEqual([operationId]);
    expect(await long.upkeep.dropOperations([operationId])).toBe(1);
    expect(await long.numbers('dropped')).toMatchObject({ held: 0 });
    expect(await long.upkeep.dropOperations([operationId])).toBe(0);
  });

  test('that the cart committed are kept until its event comes', async () => {
    await long.stock('kept', 5);
    const cartId = newId();
    const operationId = await add(long, cartId, 'kept');
    await endLeases();
    await long.upkeep.keepOperations([operationId], 60);
    expect(await long.upkeep.abandonedOperations(10)).toEqual([]);
    expect(await long.upkeep.dropOperations([operationId])).toBe(0);
    await applyCartChange(
      long.database,
      { cartId, version: 1, operationId, quantities: new Map([['kept', 1]]) },
      'US',
      {},
    );
    expect(await long.numbers('kept')).toMatchObject({ held: 1 });
  });

  test('a dropped operation that is asked again is granted anew', async () => {
    await long.stock('again', 5);
    const cartId = newId();
    const operationId = await add(long, cartId, 'again');
    await endLeases();
    await long.upkeep.dropOperations([operationId]);
    await add(long, cartId, 'again', operationId);
    expect(await long.numbers('again')).toMatchObject({ held: 1 });
  });
});

describe('backorders', () => {
  test('are filled in the order of the reservations when goods come in', async () => {
    await long.stock('filled', 0, { backorderLimit: 10 });
    const carts = [newId(), newId(), newId()];
    for (const cartId of carts) await add(long, cartId, 'filled');
    await long.database.query(`UPDATE stock SET on_hand = 2, available = 2 WHERE sku = 'filled'`);
    expect(await long.upkeep.fillBackorders(10)).toBe(3);
    expect(await long.numbers('filled')).toMatchObject({ held: 2, available: 0, backordered: 1 });
    const [last] = await long.database.query(
      'SELECT quantity, backordered FROM hold_line l JOIN hold h ON h.id = l.hold_id WHERE h.owner_id = $1',
      [carts[2]],
    );
    expect(last).toEqual({ quantity: 0, backordered: 1 });
  });

  test('are told to those who got something, with what is still to come', async () => {
    await long.stock('partly', 0, { backorderLimit: 10 });
    const [cartId, other] = [newId(), newId()];
    for (const owner of [cartId, cartId, other]) await add(long, owner, 'partly');
    const told = async (ownerId: string): Promise<object[]> =>
      (
        await long.database.query<{ payload: object }>(
          `SELECT payload FROM outbox WHERE type = $1 AND aggregate_id = $2 ORDER BY seq`,
          [inventoryBackorderFilledV1.type, ownerId],
        )
      ).map(({ payload }) => inventoryBackorderFilledV1.schema.parse(payload));
    const deliver = async (): Promise<void> => {
      await long.database.query(
        `UPDATE stock SET on_hand = on_hand + 1, available = available + 1 WHERE sku = 'partly'`,
      );
      await long.upkeep.fillBackorders(10);
    };
    await deliver();
    expect(await told(cartId)).toMatchObject([
      { owner_type: 'CART', status: 'HELD', lines: [{ sku: 'partly', quantity: 1, backordered: 1 }] },
    ]);
    await deliver();
    expect((await told(cartId))[1]).toMatchObject({ lines: [{ quantity: 1, backordered: 0 }] });
    expect(await told(other)).toEqual([]);
  });

  test('of a committed order leave the house when they are filled', async () => {
    await long.stock('owed', 0, { backorderLimit: 10 });
    const [cartId, orderId] = [newId(), newId()];
    await long.reservations.allocate(
      { cartId, cartVersion: 1, orderId, region: 'US', holdSeconds: 900, lines: [line('owed', 2)] },
      {},
    );
    await long.reservations.commit(orderId, 'service:order', {});
    await long.database.query(`UPDATE stock SET on_hand = 5, available = 5 WHERE sku = 'owed'`);
    await long.upkeep.fillBackorders(10);
    expect(await long.numbers('owed')).toEqual({
      on_hand: 3,
      available: 3,
      held: 0,
      allocated: 0,
      backordered: 0,
    });
  });
});

describe('purging', () => {
  test('forgets finished operations and ended holds past their time, and nothing that is alive', async () => {
    await long.stock('aged', 9);
    const [ended, alive] = [newId(), newId()];
    const operationId = await add(long, ended, 'aged');
    await long.reservations.release({ operationId, ownerId: ended, reason: 'TEST' }, {});
    await add(long, alive, 'aged');
    await long.database.query(
      `UPDATE hold_operation SET created_at = now() - interval '8 d' WHERE owner_id = ANY ($1)`,
      [[ended, alive]],
    );
    await long.database.query(
      `UPDATE hold SET updated_at = now() - interval '100 d' WHERE owner_id = ANY ($1)`,
      [[ended, alive]],
    );
    expect(await long.upkeep.purgeOperations(7, 100)).toBe(1);
    expect(await long.upkeep.purgeHolds(45, 100)).toBe(1);
    expect(await long.reservationReader.findByOwner(ended)).toBeUndefined();
    expect(await long.reservationReader.findByOwner(alive)).toMatchObject({ status: 'HELD' });
  });
});
