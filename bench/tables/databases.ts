import { measureGathered } from '../measure/hot-cart-alone';
import { measureSnapshotReads } from '../measure/snapshot-reads';
import { measureStoredCarts } from '../measure/stored-carts';
import { ratio } from '../table';

const STORED = [1_000, 100_000];
const READ_LINES = [5, 250];
const WRITERS = [8, 32];

/** An add beside many stored carts and beside few. */
export async function storedRows(): Promise<string[][]> {
  const costs = await measureStoredCarts(STORED);
  const [few] = costs;
  return [
    ['Carts stored, use case alone', 'adds/s', 'p50 ms', 'ratio'],
    ...costs.map(({ carts, perSecond, p50Ms }) => [
      `  ${carts.toLocaleString('en')}`,
      perSecond.toFixed(0),
      p50Ms.toFixed(2),
      ratio(p50Ms, few?.p50Ms ?? 0),
    ]),
  ];
}

/** Writers of one cart whose waiting adds are committed together, and one by one. */
export async function gatheredRows(): Promise<string[][]> {
  const rates = await measureGathered(WRITERS);
  return [
    ['One hot cart, use case alone', 'together/s', 'one by one/s', 'ratio'],
    ...rates.map(({ writers, togetherPerSecond, onePerSecond }) => [
      `  ${String(writers)} writers`,
      togetherPerSecond.toFixed(0),
      onePerSecond.toFixed(0),
      ratio(togetherPerSecond, onePerSecond),
    ]),
  ];
}

/** A read with the snapshot at hand and without. */
export async function snapshotRows(): Promise<string[][]> {
  const rows = [['Cart read, store alone', 'database p50 ms', 'snapshot p50 ms', 'ratio']];
  for (const lines of READ_LINES) {
    const { databaseMs, snapshotMs } = await measureSnapshotReads(lines);
    rows.push([
      `  ${String(lines)} lines`,
      databaseMs.toFixed(2),
      snapshotMs.toFixed(2),
      ratio(snapshotMs, databaseMs),
    ]);
  }
  return rows;
}
