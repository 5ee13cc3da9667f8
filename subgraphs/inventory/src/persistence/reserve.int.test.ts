import { newId } from '@agora/platform/ids';
import { applyCartChange } from './apply-cart-change.suite';
import { createStockedDatabase, imbalances, line } from './stocked-database.suite';
import type { StockedDatabase } from './stocked-database.suite';
import type { ReserveAnswer, ReserveCommand } from '../application/ports';

let inventory: StockedDatabase;
beforeAll(async () => {
  inventory = await createStockedDatabase();
});
afterEach(async () => expect(await imbalances(inventory.database)).toEqual([]));
afterAll(() => inventory.drop());

const reserve = (command: Partial<ReserveCommand> & Pick<ReserveCommand, 'lines'>): Promise<ReserveAnswer> =>
  inventory.reservations.reserve(
    { operationId: newId(), cartId: newId(), region: 'US', allowPartial: false, ...command },
    {},
  );

describe('reserving', () => {
  test('the last unit goes to one of ten carts, and nine learn that none is left', async () => {
    for (let round = 0; round < 5; round += 1) {
      const sku = `last-${String(round)}`;
      await inventory.stock(sku, 1);
      const answers = await Promise.all(Array.from({ length: 10 }, () => reserve({ lines: [line(sku)] })));
      expect(answers.filter(({ kind }) => kind === 'granted')).toHaveLength(1);
      const refused = answers.flatMap((answer) => (answer.kind === 'insufficient' ? answer.shortages : []));
      expect(refused).toEqual(Array.from({ length: 9 }, () => ({ sku, requested: 1, available: 0 })));
    }
  });

  test('is one statement', async () => {
    await inventory.stock('counted', 5);
    const before = inventory.database.statements;
    await reserve({ lines: [line('counted', 2)] });
    expect(inventory.database.statements - before).toBe(1);
  });

  test('keeps its plans, as every function that is called from outside', async () => {
    const planning = await inventory.database.query(
      `SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname LIKE 'inventory\\_%'
        AND NOT coalesce(proconfig, '{}') @> ARRAY['plan_cache_mode=force_generic_plan']`,
    );
    expect(planning).toEqual([]);
  });

  test('eight skus in opposite orders by many carts ends without a deadlock', async () => {
    const skus = Array.from({ length: 8 }, (_, index) => `both-ways-${String(index)}`);
    for (const sku of skus) await inventory.stock(sku, 1_000);
    const requests = Array.from({ length: 120 }, (_, index) =>
      index % 2 === 0 ? skus : [...skus].reverse(),
    );
    const answers = await Promise.all(
      requests.map((order) => reserve({ lines: order.map((sku) => line(sku)) })),
    );
    expect(answers.every(({ kind }) => kind === 'granted')).toBe(true);
    expect((await inventory.numbers('both-ways-3')).held).toBe(120);
  });

  test('takes the locations of the region in allocation order and no other region', async () => {
    await inventory.stock('spread', 2, { location: 'us-west' });
    await inventory.stock('spread', 3);
    await inventory.stock('spread', 50, { location: 'eu-1' });
    expect((await reserve({ lines: [line('spread', 4)] })).kind).toBe('granted');
    expect(await inventory.numbers('spread')).toMatchObject({ held: 3, available: 0 });
    expect(await inventory.numbers('spread', 'us-west')).toMatchObject({ held: 1, available: 1 });
    expect(await reserve({ lines: [line('spread', 2)] })).toMatchObject({
      shortages: [{ requested: 2, available: 1 }],
    });
  });

  test('is all or nothing over the skus of one request', async () => {
    await inventory.stock('plenty', 10);
    await inventory.stock('scarce', 1);
    const answer = await reserve({ lines: [line('plenty', 2), line('scarce', 2), line('unheard-of')] });
    expect(answer).toMatchObject({
      kind: 'insufficient',
      shortages: [
        { sku: 'scarce', requested: 2, available: 1 },
        { sku: 'unheard-of', requested: 1, available: 0 },
      ],
    });
    expect(await inventory.numbers('plenty')).toMatchObject({ held: 0, available: 10 });
  });

  test('grants what there is per sku when partial grants are allowed', async () => {
    await inventory.stock('half', 3);
    const answer = await reserve({ lines: [line('half', 5), line('nowhere')], allowPartial: true });
    expect(answer).toMatchObject({
      kind: 'granted',
      grants: [
        { sku: 'half', asked: 5, quantity: 3 },
        { sku: 'nowhere', asked: 1, quantity: 0 },
      ],
    });
    expect((await reserve({ lines: [line('half')], allowPartial: true })).kind).toBe('insufficient');
  });

  test('never sells the safety stock', async () => {
    await inventory.stock('safe', 5, { safetyStock: 4 });
    expect(await reserve({ lines: [line('safe', 2)] })).toMatchObject({ shortages: [{ available: 1 }] });
    expect((await reserve({ lines: [line('safe', 1)] })).kind).toBe('granted');
  });

  test('promises beyond the goods up to the limit of backorders, goods first', async () => {
    await inventory.stock('later', 2, { backorderLimit: 3 });
    expect(await reserve({ lines: [line('later', 6)] })).toMatchObject({
      shortages: [{ requested: 6, available: 5 }],
    });
    expect(await reserve({ lines: [line('later', 4)] })).toMatchObject({
      grants: [{ quantity: 4, backordered: 2 }],
    });
    expect(await inventory.numbers('later')).toMatchObject({ held: 2, available: 0, backordered: 2 });
  });

  test('events of what was reserved and of the depleted shelf are in the same commit', async () => {
    await inventory.stock('told', 1);
    const cartId = newId();
    const operationId = newId();
    await inventory.reservations.reserve(
      { operationId, cartId, region: 'US', lines: [line('told')], allowPartial: false },
      { correlation_id: 'c-1' },
    );
    const events = await inventory.database.query<{ type: string; payload: object; headers: object }>(
      `SELECT type, payload, headers FROM outbox WHERE aggregate_id IN ($1, 'told@us-east') ORDER BY seq`,
      [cartId],
    );
    expect(events.map(({ type }) => type).sort()).toEqual([
      'inventory.stock.changed.v1',
      'inventory.stock.depleted.v1',
      'inventory.stock.reserved.v1',
    ]);
    expect(events.find(({ type }) => type === 'inventory.stock.reserved.v1')).toMatchObject({
      payload: {
        owner_id: cartId,
        operation_id: operationId,
        region: 'US',
        lines: [{ sku: 'told', quantity: 1, backordered: 0 }],
      },
      headers: { correlation_id: 'c-1' },
    });
  });
});

describe('repeating a reserve', () => {
  test('ten parallel duplicates reserve once and all get the grant', async () => {
    await inventory.stock('dup', 1);
    const command = { operationId: newId(), cartId: newId(), lines: [line('dup')] };
    const answers = await Promise.all(Array.from({ length: 10 }, () => reserve(command)));
    expect(
      answers.map((answer) => (answer.kind === 'granted' ? answer.grants[0]?.quantity : answer.kind)),
    ).toEqual(Array(10).fill(1));
    expect(answers.filter((answer) => answer.kind === 'granted' && !answer.isReplay)).toHaveLength(1);
    expect(await inventory.numbers('dup')).toMatchObject({ held: 1 });
  });

  test('with other quantities answers the first grant', async () => {
    await inventory.stock('first', 9);
    const command = { operationId: newId(), cartId: newId() };
    await reserve({ ...command, lines: [line('first', 2)] });
    expect(await reserve({ ...command, lines: [line('first', 5)] })).toMatchObject({
      kind: 'granted',
      isReplay: true,
      grants: [{ sku: 'first', asked: 2, quantity: 2 }],
    });
    expect(await inventory.numbers('first')).toMatchObject({ held: 2 });
  });

  test('under an operation of another cart is refused', async () => {
    await inventory.stock('mine', 9);
    const operationId = newId();
    await reserve({ operationId, lines: [line('mine')] });
    await expect(reserve({ operationId, lines: [line('mine')] })).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
    });
  });

  test('after a refusal may succeed, because a refusal leaves nothing', async () => {
    await inventory.stock('restocked', 0);
    const command = { operationId: newId(), cartId: newId(), lines: [line('restocked')] };
    expect((await reserve(command)).kind).toBe('insufficient');
    await inventory.database.query(`UPDATE stock SET on_hand = 1, available = 1 WHERE sku = 'restocked'`);
    expect((await reserve(command)).kind).toBe('granted');
  });
});

describe('tombstones', () => {
  test('a release that overtakes its reserve wins', async () => {
    await inventory.stock('overtaken', 3);
    const [operationId, cartId] = [newId(), newId()];
    expect(await inventory.reservations.release({ operationId, ownerId: cartId, reason: 'FAILED' }, {})).toBe(
      'RELEASED',
    );
    expect((await reserve({ operationId, cartId, lines: [line('overtaken')] })).kind).toBe('released');
    expect(await inventory.numbers('overtaken')).toMatchObject({ held: 0 });
  });

  test('a cart event that overtakes its reserve makes the reserve a duplicate', async () => {
    await inventory.stock('early', 3);
    const [operationId, cartId] = [newId(), newId()];
    await applyCartChange(
      inventory.database,
      { cartId, version: 1, operationId, quantities: new Map([['early', 1]]) },
      'US',
      {},
    );
    expect(await reserve({ operationId, cartId, lines: [line('early')] })).toMatchObject({
      kind: 'granted',
      isReplay: true,
      grants: [],
    });
    expect(await inventory.numbers('early')).toMatchObject({ held: 0 });
  });

  test('a release after the cart committed the operation is too late', async () => {
    await inventory.stock('committed', 3);
    const [operationId, cartId] = [newId(), newId()];
    await reserve({ operationId, cartId, lines: [line('committed', 2)] });
    await applyCartChange(
      inventory.database,
      { cartId, version: 1, operationId, quantities: new Map([['committed', 2]]) },
      'US',
      {},
    );
    expect(await inventory.reservations.release({ operationId, ownerId: cartId, reason: 'FAILED' }, {})).toBe(
      'CONFIRMED',
    );
    expect(await inventory.numbers('committed')).toMatchObject({ held: 2 });
  });
});
