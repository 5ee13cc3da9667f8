import { newId } from '@agora/platform/ids';
import fc from 'fast-check';
import type { ReserveAllCommand, ReserveAnswer } from '../application/ports';
import { applyCartChange } from './apply-cart-change.suite';
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

// Two goods, sold from two shelves each: an operation may want part of what is left, split over both, or too much.
const WANTED = fc.array(
  fc.uniqueArray(
    fc.record({ good: fc.integer({ min: 0, max: 1 }), quantity: fc.integer({ min: 1, max: 4 }) }),
    {
      selector: ({ good }) => good,
      minLength: 1,
    },
  ),
  { minLength: 1, maxLength: 6 },
);
const SHELF = fc.record({
  onHand: fc.integer({ min: 0, max: 12 }),
  safetyStock: fc.integer({ min: 0, max: 1 }),
  backorderLimit: fc.integer({ min: 0, max: 2 }),
});

/** The same reserves for a cart of its own, on goods of its own: what they answered and what is in the database then. */
async function traceOf(
  shelves: readonly {
    readonly onHand: number;
    readonly safetyStock: number;
    readonly backorderLimit: number;
  }[],
  wanted: readonly (readonly { readonly good: number; readonly quantity: number }[])[],
  reserve: (cartId: string, operations: readonly Operation[]) => Promise<readonly ReserveAnswer[]>,
): Promise<unknown> {
  const [cartId, prefix] = [newId(), newId()];
  for (const [index, { onHand, ...settings }] of shelves.entries()) {
    const location = index % 2 === 0 ? 'us-east' : 'us-west';
    await inventory.stock(`${prefix}-${String(index >> 1)}`, onHand, { location, ...settings });
  }
  const operations = wanted.map((lines) =>
    operation(...lines.map(({ good, quantity }) => line(`${prefix}-${String(good)}`, quantity))),
  );
  const answers = await reserve(cartId, operations);
  const { query } = inventory.database;
  const rows = [
    await query(
      'SELECT sku, location, available, held, backordered FROM stock WHERE sku LIKE $1 ORDER BY sku, location',
      [`${prefix}-%`],
    ),
    await query(
      'SELECT l.sku, l.location, l.quantity, l.backordered FROM hold_line l JOIN hold h ON h.id = l.hold_id WHERE h.owner_id = $1 ORDER BY l.sku, l.location',
      [cartId],
    ),
    await query('SELECT version, status, region FROM hold WHERE owner_id = $1', [cartId]),
    await query(
      'SELECT operation_id, state, skus, asked, granted, backordered FROM hold_operation WHERE owner_id = $1 ORDER BY operation_id',
      [cartId],
    ),
    await query(
      `SELECT type, aggregate_version, payload - 'expires_at' - 'reservation_id' AS payload FROM outbox WHERE aggregate_id = $1 ORDER BY aggregate_version, seq`,
      [cartId],
    ),
  ];
  const facts = answers.map((answer) => ({
    kind: answer.kind,
    grants: answer.kind === 'granted' ? answer.grants : undefined,
    shortages: answer.kind === 'insufficient' ? answer.shortages : undefined,
  }));
  const names = [
    [cartId, 'cart'],
    [prefix, 'good'],
    ...operations.map(({ operationId }, index) => [operationId, `operation ${String(index)}`]),
  ];
  return JSON.parse(
    names.reduce((text, [id = '', name = '']) => text.replaceAll(id, name), JSON.stringify({ facts, rows })),
  );
}

test('does what the same reserves one after another do, whether there are goods for all of them or not', async () => {
  const oneByOne = async (cartId: string, operations: readonly Operation[]): Promise<ReserveAnswer[]> => {
    const answers: ReserveAnswer[] = [];
    for (const one of operations)
      answers.push(
        await inventory.reservations.reserve({ ...one, cartId, region: 'US', allowPartial: false }, {}),
      );
    return answers;
  };
  await fc.assert(
    fc.asyncProperty(fc.tuple(SHELF, SHELF, SHELF, SHELF), WANTED, async (shelves, wanted) => {
      expect(await traceOf(shelves, wanted, reserveAll)).toEqual(await traceOf(shelves, wanted, oneByOne));
    }),
    { numRuns: 40 },
  );
});
