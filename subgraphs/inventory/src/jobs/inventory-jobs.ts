import type { Database } from '@agora/platform/database';
import type { Idempotency } from '@agora/platform/idempotency';
import { purgeInbox } from '@agora/platform/inbox';
import { createJob } from '@agora/platform/jobs';
import type { Job } from '@agora/platform/jobs';
import type { Logger } from '@agora/platform/logging';
import { counter, gauge } from '@agora/platform/metrics';
import { DAY_MS, HOUR_MS } from '@agora/platform/time';
import { dropAbandonedOperations } from '../application/drop-abandoned-operations';
import type { CartOperations } from '../application/ports';
import type { HoldUpkeep } from '../persistence/hold-upkeep';
import { readStockFigures } from '../persistence/stock-figures';

const expired = counter({ name: 'inventory_holds_expired_total', help: 'Cart holds that reached their end' });
const dropped = counter({
  name: 'inventory_operations_dropped_total',
  help: 'Reserves whose cart write never happened, taken back',
});

const lowRows = gauge({
  name: 'inventory_low_stock_rows',
  help: 'Rows of stock whose sellable quantity is at or below their threshold',
});
const backorderedUnits = gauge({
  name: 'inventory_backordered_units',
  help: 'Units promised to carts and orders that are not there',
});
const sweepLag = gauge({
  name: 'inventory_sweep_lag_seconds',
  help: 'For how long the hold that waits longest for the sweep has been due',
});

const BATCH = 200;
const PURGE_BATCH = 1_000;
/** Longer than a topic keeps its messages: a late event must find its operation. */
const KEEP_OPERATIONS_DAYS = 14;
const MEASURE_MS = 15_000;
const KEEP_INBOX_MS = 14 * DAY_MS;
/** Longer than a cart lives without being touched. */
const KEEP_HOLDS_DAYS = 45;

export interface JobDeps {
  readonly database: Database;
  readonly upkeep: HoldUpkeep;
  readonly carts: CartOperations;
  readonly idempotency: Idempotency;
  readonly logger: Logger;
}

export interface JobTimes {
  readonly sweepMs: number;
  readonly leaseSeconds: number;
}

/** Inventory's background work. Each runs in one process at a time and may be cut off at any point. */
export function inventoryJobs(deps: JobDeps, times: JobTimes): readonly Job[] {
  const job = (name: string, everyMs: number, run: () => Promise<boolean>): Job =>
    createJob({
      name,
      everyMs,
      database: deps.database,
      logger: deps.logger,
      run: async () => ({ isMoreDue: await run() }),
    });
  return [
    job('inventory-sweep', times.sweepMs, async () => {
      const count = await deps.upkeep.sweep(BATCH);
      expired.inc(count);
      return count === BATCH;
    }),
    job('inventory-abandoned-operations', 2 * times.sweepMs, async () => {
      const { seen, dropped: count } = await dropAbandonedOperations(
        { operations: deps.upkeep, carts: deps.carts },
        { limit: BATCH, askAgainSeconds: times.leaseSeconds },
      );
      dropped.inc(count);
      // Operations of busy holds stay: without progress the next batch would be the same again.
      return seen === BATCH && count > 0;
    }),
    job(
      'inventory-backorders',
      2 * times.sweepMs,
      async () => (await deps.upkeep.fillBackorders(BATCH)) === BATCH,
    ),
    job('inventory-figures', MEASURE_MS, () => measure(deps.database)),
    job('inventory-purge', HOUR_MS, () => purge(deps)),
  ];
}

async function measure(database: Database): Promise<boolean> {
  const figures = await readStockFigures(database);
  lowRows.set(figures.lowRows);
  backorderedUnits.set(figures.backorderedUnits);
  sweepLag.set(figures.sweepLagSeconds);
  return false;
}

async function purge({ database, upkeep, idempotency }: JobDeps): Promise<boolean> {
  const counts = await Promise.all([
    upkeep.purgeOperations(KEEP_OPERATIONS_DAYS, PURGE_BATCH),
    upkeep.purgeHolds(KEEP_HOLDS_DAYS, PURGE_BATCH),
    idempotency.purge(PURGE_BATCH),
    purgeInbox(database, KEEP_INBOX_MS, PURGE_BATCH),
  ]);
  return counts.includes(PURGE_BATCH);
}
