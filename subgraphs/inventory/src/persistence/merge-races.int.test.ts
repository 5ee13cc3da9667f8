import { newId } from '@agora/platform/ids';
import { applyCartChange } from './apply-cart-change.suite';
import { mergeCarts } from './cart-commits';
import { randomFrom } from './shop-simulation.suite';
import { createStockedDatabase, imbalances, line } from './stocked-database.suite';
import type { StockedDatabase } from './stocked-database.suite';

const ROUNDS = 40;
const seed = Number(process.env['AGORA_TEST_SEED'] ?? Date.now() % 1_000_000);
const random = randomFrom(seed);

let inventory: StockedDatabase;
beforeAll(async () => {
  inventory = await createStockedDatabase();
});
afterAll(() => inventory.drop());

/** A cart that has committed one unit of a sku at version 1. */
async function cartWith(sku: string): Promise<string> {
  const [cartId, operationId] = [newId(), newId()];
  const lines = [line(sku)];
  await inventory.reservations.reserve({ operationId, cartId, region: 'US', lines, allowPartial: false }, {});
  const change = { cartId, version: 1, operationId, quantities: new Map([[sku, 1]]) };
  await applyCartChange(inventory.database, change, 'US', {});
  return cartId;
}

/** A merge as its event tells it; `quantity` is that of the target afterwards. */
interface Merge {
  readonly source: string;
  readonly sourceVersion: number;
  readonly target: string;
  readonly targetVersion: number;
  readonly quantity: number;
}

const apply = (sku: string, merge: Merge): Promise<void> =>
  mergeCarts(
    inventory.database,
    {
      source: { id: merge.source, version: merge.sourceVersion },
      target: {
        cartId: merge.target,
        version: merge.targetVersion,
        operationId: undefined,
        quantities: new Map([[sku, merge.quantity]]),
      },
      region: 'US',
    },
    {},
  );

async function has(cartId: string): Promise<number> {
  const [row] = await inventory.database.query<{ quantity: number }>(
    `SELECT coalesce(sum(l.quantity), 0)::int AS quantity FROM hold h JOIN hold_line l ON l.hold_id = h.id WHERE h.owner_id = $1`,
    [cartId],
  );
  return row?.quantity ?? 0;
}

function shuffled<T>(values: readonly T[]): T[] {
  return values
    .map((value) => ({ value, at: random() }))
    .sort((left, right) => left.at - right.at)
    .map(({ value }) => value);
}

test(`merges of one chain at the same moment, each delivered twice, neither deadlock nor lose a unit, seed ${String(seed)}`, async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const sku = `race-${String(round)}`;
    await inventory.stock(sku, 6);
    // Two guests into each cart of a chain, and that cart into the next: in whatever order of their ids.
    const [a1, a2, first, b1, second, last] = shuffled(
      await Promise.all(Array.from({ length: 6 }, () => cartWith(sku))),
    ) as [string, string, string, string, string, string];
    const merges: Merge[] = [
      { source: a1, sourceVersion: 2, target: first, targetVersion: 2, quantity: 2 },
      { source: a2, sourceVersion: 2, target: first, targetVersion: 3, quantity: 3 },
      { source: first, sourceVersion: 4, target: second, targetVersion: 2, quantity: 4 },
      { source: b1, sourceVersion: 2, target: second, targetVersion: 3, quantity: 5 },
      { source: second, sourceVersion: 4, target: last, targetVersion: 2, quantity: 6 },
    ];
    const outcomes = await Promise.allSettled(
      shuffled([...merges, ...merges]).map((merge) => apply(sku, merge)),
    );
    expect(outcomes.filter(({ status }) => status === 'rejected')).toEqual([]);
    expect(await has(last)).toBe(6);
  }
  expect(await imbalances(inventory.database)).toEqual([]);
}, 60_000);
