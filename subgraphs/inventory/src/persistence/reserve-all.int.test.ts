import { newId } from '@agora/platform/ids';
import type { ReserveAllCommand, ReserveAnswer } from '../application/ports';
import { applyCartChange } from './cart-commits';
import { createStockedDatabase, imbalances, line } from './stocked-database.suite';
import type { StockedDatabase } from './stocked-database.suite';

let inventory: StockedDatabase;
beforeAll(async () => {
  inventory = await createStockedDatabase();
});
afterEach(async () => expect(await imbalances(inventory.database)).toEqual([]));
afterAll(() => inventory.drop());

type Operation = ReserveAllCommand['operations'][number];
const operation = (...lines: Operation['lines']): Operation => ({ operationId: newId(), lines, headers: {} });
const reserveAll = (cartId: string, operations: readonly Operation[]): Promise<readonly ReserveAnswer[]> =>
  inventory.reservations.reserveAll({ cartId, region: 'US', storeId: undefined, operations });

describe('reserving together', () => {
  test('is one statement, answers each in its order, and one that is short harms no other', async () => {
    await inventory.stock('few', 3);
    await inventory.stock('many', 50);
    const before = inventory.database.statements;
    const answers = await reserveAll(newId(), [
      operation(line('few', 2)),
      operation(line('few', 2), line('many')),
      operation(line('many', 4)),
      operation(line('few')),
    ]);
    expect(inventory.database.statements - before).toBe(1);
    expect(answers.map(({ kind }) => kind)).toEqual(['granted', 'insufficient', 'granted', 'granted']);
    expect(answers[1]).toMatchObject({ shortages: [{ sku: 'few', requested: 2, available: 1 }] });
    expect(await inventory.numbers('few')).toMatchObject({ held: 3, available: 0 });
    expect(await inventory.numbers('many')).toMatchObject({ held: 4 });
  });

  test('gives a repeat, together or alone, the first answer', async () => {
    await inventory.stock('again', 5);
    const cartId = newId();
    const [first, second] = [operation(line('again', 2)), operation(line('again'))];
    await reserveAll(cartId, [first, second]);
    expect(await reserveAll(cartId, [second, first])).toMatchObject([
      { kind: 'granted', isReplay: true, grants: [{ quantity: 1 }] },
      { kind: 'granted', isReplay: true, grants: [{ quantity: 2 }] },
    ]);
    const alone = { ...first, cartId, region: 'US', allowPartial: false };
    expect(await inventory.reservations.reserve(alone, {})).toMatchObject({
      kind: 'granted',
      isReplay: true,
    });
    expect(await inventory.numbers('again')).toMatchObject({ held: 3 });
  });

  test('is confirmed operation by operation', async () => {
    await inventory.stock('step', 5);
    const cartId = newId();
    const operations = [operation(line('step')), operation(line('step', 2))];
    await reserveAll(cartId, operations);
    for (const [index, quantity] of [1, 3].entries()) {
      const quantities = new Map([['step', quantity]]);
      const { operationId } = operations[index] ?? operation();
      const change = { cartId, version: index + 2, operationId, quantities };
      await inventory.database.inTransaction((tx) => applyCartChange(tx, change, 'US', {}));
      expect(await inventory.numbers('step')).toMatchObject({ held: 3, available: 2 });
    }
  });

  test('locks all rows in one order: carts with the same skus in opposite orders do not deadlock', async () => {
    const skus = Array.from({ length: 6 }, (_, index) => `crossed-${String(index)}`);
    for (const sku of skus) await inventory.stock(sku, 1_000);
    const requests = Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? skus : [...skus].reverse()));
    const answers = await Promise.all(
      requests.map((order) =>
        reserveAll(
          newId(),
          order.map((sku) => operation(line(sku))),
        ),
      ),
    );
    expect(answers.flat().every(({ kind }) => kind === 'granted')).toBe(true);
    expect(await inventory.numbers('crossed-2')).toMatchObject({ held: 40 });
  });

  test('refuses an operation of another cart, and then reserves nothing', async () => {
    await inventory.stock('mine', 5);
    const foreign = operation(line('mine'));
    await reserveAll(newId(), [foreign]);
    await expect(reserveAll(newId(), [operation(line('mine')), foreign])).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
    });
    expect(await inventory.numbers('mine')).toMatchObject({ held: 1 });
  });
});
