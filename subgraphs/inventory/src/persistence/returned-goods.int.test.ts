import { newId } from '@agora/platform/ids';
import type { StockRequestLine } from '../domain/stock-request';
import { returnGoods } from './returned-goods';
import { createStockedDatabase, imbalances, line } from './stocked-database.suite';
import type { StockedDatabase } from './stocked-database.suite';

let inventory: StockedDatabase;
beforeAll(async () => {
  inventory = await createStockedDatabase();
});
afterEach(async () => expect(await imbalances(inventory.database)).toEqual([]));
afterAll(() => inventory.drop());

async function allocated(...lines: StockRequestLine[]): Promise<string> {
  const orderId = newId();
  const command = { cartId: newId(), cartVersion: 1, orderId, region: 'US', holdSeconds: 900, lines };
  expect((await inventory.reservations.allocate(command, {})).kind).toBe('allocated');
  return orderId;
}
async function sold(...lines: StockRequestLine[]): Promise<string> {
  const orderId = await allocated(...lines);
  expect(await inventory.reservations.commit(orderId, 'service:order', {})).toBe('COMMITTED');
  return orderId;
}
const back = (orderId: string, lines?: StockRequestLine[]): Promise<number> =>
  returnGoods(inventory.database, { orderId, lines, actor: 'support:1' }, {});

describe('goods that come back', () => {
  test('are on the shelves they left from, with a row in the history of the stock', async () => {
    await inventory.stock('back', 2);
    await inventory.stock('back', 5, { location: 'us-west' });
    const orderId = await sold(line('back', 4));
    expect(await back(orderId, [line('back', 3)])).toBe(3);
    expect(await inventory.numbers('back')).toMatchObject({ on_hand: 2, available: 2 });
    expect(await inventory.numbers('back', 'us-west')).toMatchObject({ on_hand: 4, available: 4 });
    const rows = await inventory.database.query(
      `SELECT location, delta, actor FROM stock_adjustment WHERE kind = 'RETURN' AND reference = $1 ORDER BY location`,
      [orderId],
    );
    expect(rows).toEqual([
      { location: 'us-east', delta: 2, actor: 'support:1' },
      { location: 'us-west', delta: 1, actor: 'support:1' },
    ]);
  });

  test('are never more than left, however often they are told', async () => {
    await inventory.stock('twice', 9);
    const orderId = await sold(line('twice', 4));
    expect([
      await back(orderId, [line('twice', 3)]),
      await back(orderId, [line('twice', 3)]),
      await back(orderId, [line('twice', 3)]),
      await back(orderId, [line('nothing', 1)]),
    ]).toEqual([3, 1, 0, 0]);
    expect(await inventory.numbers('twice')).toMatchObject({ on_hand: 9, available: 9, allocated: 0 });
  });

  test('had left, also when nobody has said so yet', async () => {
    await inventory.stock('early', 3);
    const orderId = await allocated(line('early', 2));
    expect(await back(orderId, [line('early', 1)])).toBe(1);
    expect(await inventory.numbers('early')).toMatchObject({ on_hand: 2, available: 2, allocated: 0 });
    expect(await inventory.reservations.commit(orderId, 'service:order', {})).toBe('COMMITTED');
    expect(await inventory.numbers('early')).toMatchObject({ on_hand: 2 });
  });

  test('with a cancelled order are all of it, and what was owed to it is not owed any more', async () => {
    await inventory.stock('owed', 2, { backorderLimit: 5 });
    const orderId = await sold(line('owed', 5));
    expect(await inventory.numbers('owed')).toMatchObject({ on_hand: 0, backordered: 3 });
    expect(await back(orderId)).toBe(2);
    expect(await inventory.numbers('owed')).toMatchObject({ on_hand: 2, available: 2, backordered: 0 });
    expect(await back(orderId)).toBe(0);
  });

  test('of an order that never had goods are none', async () => {
    expect(await back(newId())).toBe(0);
  });
});
