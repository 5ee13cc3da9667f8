import { contextOf, customer, openCartWorld, SKUS } from '../../subgraphs/cart/src/cart-world.suite';
import type { CartWorld } from '../../subgraphs/cart/src/cart-world.suite';
import { fillCarts, fillerId, fillerOwner } from '../filler-carts';
import { median, percentile } from '../median';

/** Medians of the rounds. */
export interface StoredCost {
  readonly carts: number;
  readonly perSecond: number;
  readonly p50Ms: number;
}

const ROUNDS = 5;
const ADDS = 240;
const CLIENTS = 4;
const LINES = 3;
// Of another size than the table, so that the carts that are added to lie everywhere in it.
const STRIDE = 7_919;

/**
 * The use case of an add, prices and stock in memory, on databases with so many carts of three lines; in turn. Needs the server of
 * `AGORA_TEST_POSTGRES_URL`. @throws Error for a refusal.
 */
export async function measureStoredCarts(sizes: readonly number[]): Promise<readonly StoredCost[]> {
  const shops: { readonly carts: number; readonly world: CartWorld; readonly rounds: StoredCost[] }[] = [];
  try {
    for (const carts of sizes) {
      const world = await openCartWorld();
      shops.push({ carts, world, rounds: [] });
      await fillCarts(world.database, { carts, lines: LINES });
    }
    for (let round = 0; round <= ROUNDS; round += 1) {
      for (const { carts, world, rounds } of shops) {
        const cost = await runRound(world, carts, round);
        if (round > 0) rounds.push({ carts, ...cost });
      }
    }
    return shops.map(({ carts, rounds }) => ({
      carts,
      perSecond: median(rounds.map(({ perSecond }) => perSecond)),
      p50Ms: median(rounds.map(({ p50Ms }) => p50Ms)),
    }));
  } finally {
    for (const { world } of shops) await world.close();
  }
}

async function runRound(world: CartWorld, carts: number, round: number): Promise<Omit<StoredCost, 'carts'>> {
  const tookMs: number[] = [];
  const startedMs = performance.now();
  const client = async (number: number): Promise<void> => {
    for (let add = number; add < ADDS; add += CLIENTS) {
      const beganMs = performance.now();
      await addTo(world, 1 + (((round * ADDS + add) * STRIDE) % carts), SKUS[add % SKUS.length] ?? '');
      tookMs.push(performance.now() - beganMs);
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, (_, number) => client(number)));
  const seconds = (performance.now() - startedMs) / 1_000;
  return { perSecond: ADDS / seconds, p50Ms: percentile(tookMs, 50) };
}

async function addTo(world: CartWorld, number: number, sku: string): Promise<void> {
  const viewer = customer(fillerOwner(number));
  const outcome = await world.add({ id: fillerId(number), viewer, context: contextOf(viewer) }, sku);
  if (outcome.kind !== 'committed') throw new Error(`The add is ${outcome.kind}.`);
}
