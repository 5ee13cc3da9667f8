import { newId } from '@agora/platform/ids';
import { applyCartChange } from './apply-cart-change.suite';
import { closeCart, mergeCarts } from './cart-commits';
import { createStockedDatabase, imbalances, line } from './stocked-database.suite';
import type { StockedDatabase } from './stocked-database.suite';

let inventory: StockedDatabase;
beforeAll(async () => {
  inventory = await createStockedDatabase();
});
afterEach(async () => expect(await imbalances(inventory.database)).toEqual([]));
afterAll(() => inventory.drop());

const reserve = (cartId: string, sku: string, quantity = 1, operationId = newId()) =>
  inventory.reservations.reserve(
    { operationId, cartId, region: 'US', lines: [line(sku, quantity)], allowPartial: false },
    {},
  );
const quantitiesOf = (quantities: Record<string, number>): Map<string, number> =>
  new Map(Object.entries(quantities));

function commit(
  cartId: string,
  version: number,
  quantities: Record<string, number>,
  operationId?: string,
): Promise<string> {
  const change = { cartId, version, operationId, quantities: quantitiesOf(quantities) };
  return applyCartChange(inventory.database, change, 'US', {});
}

/** A cart that has committed `quantity` of a sku at version 1. */
async function cartWith(sku: string, quantity = 1): Promise<string> {
  const [cartId, operationId] = [newId(), newId()];
  expect((await reserve(cartId, sku, quantity, operationId)).kind).toBe('granted');
  await commit(cartId, 1, { [sku]: quantity }, operationId);
  return cartId;
}

const merge = (
  source: { id: string; version: number },
  target: { id: string; version: number },
  quantities: Record<string, number>,
): Promise<void> =>
  mergeCarts(
    inventory.database,
    {
      source,
      target: {
        cartId: target.id,
        version: target.version,
        operationId: undefined,
        quantities: quantitiesOf(quantities),
      },
      region: 'US',
    },
    {},
  );

async function has(cartId: string): Promise<Record<string, number>> {
  const rows = await inventory.database.query<{ sku: string; quantity: number }>(
    `SELECT l.sku, sum(l.quantity + l.backordered)::int AS quantity FROM hold h JOIN hold_line l ON l.hold_id = h.id
     WHERE h.owner_id = $1 AND l.quantity + l.backordered > 0 GROUP BY l.sku ORDER BY l.sku`,
    [cartId],
  );
  return Object.fromEntries(rows.map(({ sku, quantity }) => [sku, quantity]));
}

test('the last unit of the guest is the customer’s afterwards, and nobody’s in between', async () => {
  for (let round = 0; round < 5; round += 1) {
    const sku = `last-${String(round)}`;
    await inventory.stock(sku, 1);
    const [guest, customer] = [await cartWith(sku), newId()];
    const others = Array.from({ length: 8 }, () => reserve(newId(), sku));
    await merge({ id: guest, version: 2 }, { id: customer, version: 1 }, { [sku]: 1 });
    others.push(...Array.from({ length: 4 }, () => reserve(newId(), sku)));
    expect((await Promise.all(others)).every(({ kind }) => kind === 'insufficient')).toBe(true);
    expect(await has(customer)).toEqual({ [sku]: 1 });
    expect(await has(guest)).toEqual({});
    expect(await inventory.reservationReader.findByOwner(guest)).toMatchObject({ status: 'RELEASED' });
    // Stock rows never saw the move: no version of one in which the unit was free.
    expect(await inventory.numbers(sku)).toMatchObject({ held: 1, available: 0 });
    const [row] = await inventory.database.query('SELECT version FROM stock WHERE sku = $1', [sku]);
    expect(row).toEqual({ version: 2 });
  }
});

test('a checkout that overtakes the event of the merge finds the last unit when the cart has asked for the move', async () => {
  await inventory.stock('overtaken', 1);
  const [guest, customer, orderId] = [await cartWith('overtaken'), newId(), newId()];
  const target = {
    cartId: customer,
    version: 2,
    operationId: undefined,
    quantities: quantitiesOf({ overtaken: 1 }),
  };
  const merged = { source: { id: guest, version: 2 }, target, region: 'US' };
  const allocate = (order: string) =>
    inventory.reservations.allocate(
      {
        cartId: customer,
        cartVersion: 3,
        orderId: order,
        region: 'US',
        holdSeconds: 900,
        lines: [line('overtaken')],
      },
      {},
    );
  expect((await allocate(newId())).kind).toBe('insufficient');
  await Promise.all([1, 2, 3].map(() => inventory.reservations.merge(merged, {})));
  expect(await has(customer)).toEqual({ overtaken: 1 });
  expect((await allocate(orderId)).kind).toBe('allocated');
  await merge({ id: guest, version: 2 }, { id: customer, version: 2 }, { overtaken: 1 });
  expect(await has(orderId)).toEqual({ overtaken: 1 });
  expect(await inventory.numbers('overtaken')).toMatchObject({ held: 0, allocated: 1, available: 0 });
});

test('the move is told under the cart that has the goods now', async () => {
  await inventory.stock('told', 1, { backorderLimit: 1 });
  const [guest, customer] = [await cartWith('told', 2), newId()];
  await merge({ id: guest, version: 2 }, { id: customer, version: 1 }, { told: 2 });
  const events = await inventory.database.query(
    `SELECT type, payload -> 'lines' AS lines FROM outbox WHERE aggregate_id = $1 ORDER BY seq`,
    [customer],
  );
  expect(events).toEqual([
    { type: 'inventory.stock.reserved.v1', lines: [{ sku: 'told', quantity: 1, backordered: 1 }] },
  ]);
});

test('what the customer’s cart has no room for is given back', async () => {
  await inventory.stock('max', 9);
  const [guest, customer] = [await cartWith('max', 3), await cartWith('max', 2)];
  await merge({ id: guest, version: 2 }, { id: customer, version: 2 }, { max: 3 });
  expect(await has(customer)).toEqual({ max: 3 });
  expect(await inventory.numbers('max')).toMatchObject({ held: 3, available: 6 });
});

test('a sku that the merge did not take over is given back', async () => {
  await inventory.stock('taken', 2);
  await inventory.stock('left', 2);
  const guest = await cartWith('taken');
  const operationId = newId();
  await reserve(guest, 'left', 1, operationId);
  await commit(guest, 2, { left: 1 }, operationId);
  const customer = newId();
  await merge({ id: guest, version: 3 }, { id: customer, version: 1 }, { taken: 1 });
  expect(await has(customer)).toEqual({ taken: 1 });
  expect(await inventory.numbers('left')).toMatchObject({ held: 0 });
});

test('a repeated merge changes nothing', async () => {
  await inventory.stock('twice', 5);
  const [guest, customer] = [await cartWith('twice', 2), await cartWith('twice', 1)];
  const again = () => merge({ id: guest, version: 2 }, { id: customer, version: 2 }, { twice: 3 });
  await again();
  await Promise.all([again(), again(), again()]);
  expect(await has(customer)).toEqual({ twice: 3 });
  expect(await inventory.numbers('twice')).toMatchObject({ held: 3, available: 2 });
});

describe('events in another order', () => {
  test('a newer change of the customer’s cart first', async () => {
    await inventory.stock('newer', 3);
    const [guest, customer] = [await cartWith('newer', 2), await cartWith('newer', 1)];
    await commit(customer, 3, { newer: 2 });
    await merge({ id: guest, version: 2 }, { id: customer, version: 2 }, { newer: 3 });
    expect(await has(customer)).toEqual({ newer: 2 });
    expect(await has(guest)).toEqual({});
  });

  test('a newer change that needs what the guest still has', async () => {
    await inventory.stock('needed', 2);
    const guest = await cartWith('needed', 2);
    const customer = newId();
    await commit(customer, 3, { needed: 2 });
    expect(await has(customer)).toEqual({});
    await merge({ id: guest, version: 2 }, { id: customer, version: 2 }, { needed: 2 });
    expect(await has(customer)).toEqual({ needed: 2 });
  });

  test('the merge before the last commit of the guest is known', async () => {
    await inventory.stock('late', 1);
    const [guest, customer, operationId] = [newId(), newId(), newId()];
    await reserve(guest, 'late', 1, operationId);
    await merge({ id: guest, version: 2 }, { id: customer, version: 1 }, { late: 1 });
    expect(await has(customer)).toEqual({ late: 1 });
    expect(await commit(guest, 1, { late: 1 }, operationId)).toBe('STALE');
    expect(await has(customer)).toEqual({ late: 1 });
    expect(await has(guest)).toEqual({});
    const [operation] = await inventory.database.query(
      'SELECT state FROM hold_operation WHERE operation_id = $1',
      [operationId],
    );
    expect(operation).toEqual({ state: 'CONFIRMED' });
  });

  test('the order of the customer’s cart has taken the goods: the guest’s are free', async () => {
    await inventory.stock('ordered', 4);
    const [guest, customer] = [await cartWith('ordered', 2), newId()];
    const order = { cartId: customer, cartVersion: 5, orderId: newId(), region: 'US', holdSeconds: 900 };
    await inventory.reservations.allocate({ ...order, lines: [line('ordered', 2)] }, {});
    await merge({ id: guest, version: 2 }, { id: customer, version: 4 }, { ordered: 2 });
    expect(await inventory.numbers('ordered')).toMatchObject({ held: 0, allocated: 2, available: 2 });
    await closeCart(inventory.database, { id: customer, version: 6 }, 'CHECKED_OUT', {});
    expect(await inventory.numbers('ordered')).toMatchObject({ held: 0, allocated: 2 });
  });
});

test('a cart merged into itself, or in a circle, ends as it was or with nothing, and soon', async () => {
  await inventory.stock('circle', 4);
  const [first, second] = [await cartWith('circle'), await cartWith('circle')];
  await merge({ id: first, version: 2 }, { id: first, version: 2 }, { circle: 1 });
  expect(await has(first)).toEqual({ circle: 1 });
  await merge({ id: first, version: 2 }, { id: second, version: 2 }, { circle: 2 });
  await merge({ id: second, version: 3 }, { id: first, version: 2 }, { circle: 2 });
  await merge({ id: second, version: 3 }, { id: first, version: 2 }, { circle: 2 });
  expect((await inventory.numbers('circle')).held).toBeLessThanOrEqual(2);
});

describe('merges one after the other', () => {
  test('lead to the last cart in whatever order they are heard of', async () => {
    for (const [round, order] of [
      [0, 1, 2],
      [2, 1, 0],
      [1, 0, 2],
      [2, 0, 1],
    ].entries()) {
      const sku = `chain-${String(round)}`;
      await inventory.stock(sku, 3);
      const [first, second, third] = await Promise.all([cartWith(sku), cartWith(sku), cartWith(sku)]);
      const last = newId();
      const merges = [
        () => merge({ id: first, version: 2 }, { id: second, version: 2 }, { [sku]: 2 }),
        () => merge({ id: second, version: 3 }, { id: third, version: 2 }, { [sku]: 3 }),
        () => merge({ id: third, version: 3 }, { id: last, version: 1 }, { [sku]: 3 }),
      ];
      for (const index of order) await merges[index]?.();
      expect(await has(last)).toEqual({ [sku]: 3 });
      expect(await inventory.numbers(sku)).toMatchObject({ held: 3 });
    }
  });

  test('run at the same time as well', async () => {
    await inventory.stock('at-once', 8);
    const carts = await Promise.all(Array.from({ length: 8 }, () => cartWith('at-once')));
    await Promise.all(
      carts
        .slice(0, -1)
        .map((id, index) =>
          merge({ id, version: 3 }, { id: carts[index + 1] ?? '', version: 2 }, { 'at-once': index + 2 }),
        ),
    );
    expect(await has(carts.at(-1) ?? '')).toEqual({ 'at-once': 8 });
  });
});

describe('a hold of the guest that has ended', () => {
  test('has nothing to move, and the customer’s cart takes what there is', async () => {
    await inventory.stock('ended', 2);
    await inventory.stock('anchor', 1);
    const [guest, customer] = [await cartWith('ended', 2), await cartWith('anchor')];
    await inventory.database.query(
      `UPDATE hold SET expires_at = now(), wake_at = now() WHERE owner_id = $1`,
      [guest],
    );
    expect(await inventory.upkeep.sweep(100)).toBe(1);
    await reserve(newId(), 'ended', 1);
    await merge({ id: guest, version: 2 }, { id: customer, version: 2 }, { ended: 2 });
    expect(await has(customer)).toEqual({ anchor: 1, ended: 1 });
    expect(await inventory.numbers('ended')).toMatchObject({ held: 2, available: 0 });
  });

  test('and that the sweep has not seen yet is not brought back to life', async () => {
    await inventory.stock('unswept', 1);
    const [guest, customer] = [await cartWith('unswept'), newId()];
    await inventory.database.query(`UPDATE hold SET expires_at = now() WHERE owner_id = $1`, [guest]);
    await merge({ id: guest, version: 2 }, { id: customer, version: 1 }, { unswept: 1 });
    expect(await has(customer)).toEqual({});
    expect(await inventory.numbers('unswept')).toMatchObject({ held: 0, available: 1 });
  });
});

describe('how long the goods are held after a merge', () => {
  const times = async (cartId: string): Promise<object | undefined> =>
    (
      await inventory.database.query(
        `SELECT round(EXTRACT(EPOCH FROM expires_at - now()) / 60)::int AS expires, round(EXTRACT(EPOCH FROM hard_cap_at - now()) / 60)::int AS cap,
           wake_at <= expires_at AS is_woken_in_time FROM hold WHERE owner_id = $1`,
        [cartId],
      )
    )[0];
  const setTimes = (cartId: string, expires: number, cap: number): Promise<object[]> =>
    inventory.database.query(
      `UPDATE hold SET expires_at = now() + make_interval(mins => $2), hard_cap_at = now() + make_interval(mins => $3),
         wake_at = now() + make_interval(mins => $2) WHERE owner_id = $1`,
      [cartId, expires, cap],
    );

  test.each([
    ['the guest’s when that is longer', [14, 50], [2, 3], { expires: 14, cap: 50 }],
    ['the customer’s when that is longer', [2, 3], [14, 50], { expires: 14, cap: 50 }],
  ] as const)('is %s', async (what, ofGuest, ofCustomer, expected) => {
    const sku = `times ${what}`;
    await inventory.stock(sku, 5);
    const [guest, customer] = [await cartWith(sku), await cartWith(sku)];
    await setTimes(guest, ofGuest[0], ofGuest[1]);
    await setTimes(customer, ofCustomer[0], ofCustomer[1]);
    await merge({ id: guest, version: 2 }, { id: customer, version: 2 }, { [sku]: 2 });
    expect(await times(customer)).toEqual({ ...expected, is_woken_in_time: true });
  });

  test('is the guest’s when the customer’s had ended, whatever timer that left behind', async () => {
    await inventory.stock('timer', 5);
    const [guest, customer] = [await cartWith('timer'), await cartWith('timer')];
    await commit(customer, 2, { timer: 0 });
    await setTimes(customer, 14, 50);
    await setTimes(guest, 3, 30);
    await merge({ id: guest, version: 2 }, { id: customer, version: 3 }, { timer: 1 });
    expect(await times(customer)).toEqual({ expires: 3, cap: 30, is_woken_in_time: true });
  });
});

test('two merges into each other’s neighbours and reserves run without a deadlock', async () => {
  await inventory.stock('busy', 500);
  const carts = await Promise.all(Array.from({ length: 10 }, () => cartWith('busy', 2)));
  const [first, ...rest] = carts;
  if (first === undefined) throw new Error('no carts');
  let version = 1;
  await Promise.all([
    ...rest.map((id) =>
      merge({ id, version: 2 }, { id: first, version: (version += 1) }, { busy: 2 * version }),
    ),
    ...carts.map((id) => reserve(id, 'busy')),
    inventory.upkeep.sweep(50),
  ]);
  expect(await imbalances(inventory.database)).toEqual([]);
  expect((await has(first))['busy']).toBe(21);
});
