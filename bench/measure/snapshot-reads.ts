import { MemorySnapshotCache } from '@agora/platform/cache';
import { openCartWorld } from '../../subgraphs/cart/src/cart-world.suite';
import type { CartStore } from '../../subgraphs/cart/src/application/ports';
import { createCartStore } from '../../subgraphs/cart/src/persistence/cart-store';
import { DEFAULT_CART_TERMS } from '../../subgraphs/cart/src/domain/cart-life';
import { fillCarts, fillerId } from '../filler-carts';
import { median, percentile } from '../median';

/** Medians of the rounds, of the p50 within each. */
export interface ReadCost {
  readonly lines: number;
  readonly databaseMs: number;
  readonly snapshotMs: number;
}

const ROUNDS = 5;
const READS = 200;
const CARTS = 50;

/**
 * Reads of carts of so many lines that nobody changes, from the database alone and with the snapshots of this process at hand;
 * in turn, one read at a time. Needs the server of `AGORA_TEST_POSTGRES_URL`.
 */
export async function measureSnapshotReads(lines: number): Promise<ReadCost> {
  const world = await openCartWorld();
  const snapshots = new MemorySnapshotCache();
  try {
    await fillCarts(world.database, { carts: CARTS, lines });
    const cache = { snapshots, ttlSeconds: 600 };
    const cached = createCartStore(world.database, DEFAULT_CART_TERMS, { cache });
    const rounds: { readonly databaseMs: number; readonly snapshotMs: number }[] = [];
    for (let round = 0; round <= ROUNDS; round += 1) {
      const databaseMs = await runRound(world.deps.store);
      const snapshotMs = await runRound(cached);
      // The first round stores the snapshots: they are made when a version is read a second time.
      if (round > 0) rounds.push({ databaseMs, snapshotMs });
    }
    return {
      lines,
      databaseMs: median(rounds.map(({ databaseMs }) => databaseMs)),
      snapshotMs: median(rounds.map(({ snapshotMs }) => snapshotMs)),
    };
  } finally {
    await snapshots.close();
    await world.close();
  }
}

async function runRound(store: CartStore): Promise<number> {
  const tookMs: number[] = [];
  for (let read = 0; read < READS; read += 1) {
    const startedMs = performance.now();
    const carts = await store.readMany([fillerId(1 + (read % CARTS))]);
    if (carts.size !== 1) throw new Error('The cart is gone.');
    tookMs.push(performance.now() - startedMs);
  }
  return percentile(tookMs, 50);
}
