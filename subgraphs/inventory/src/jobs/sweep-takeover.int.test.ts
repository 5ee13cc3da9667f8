import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createIdempotency } from '@agora/platform/idempotency';
import { newId } from '@agora/platform/ids';
import type { Job } from '@agora/platform/jobs';
import { createLogger } from '@agora/platform/logging';
import { metricsRegistry } from '@agora/platform/metrics';
import { sleep } from '@agora/platform/time';
import { eventually } from '@agora/test-kit/eventually';
import { inventoryJobs } from './inventory-jobs';
import { readInventoryConfig } from '../config';
import { readStockFigures } from '../persistence/stock-figures';
import { createStockedDatabase, imbalances, line } from '../persistence/stocked-database.suite';
import type { StockedDatabase } from '../persistence/stocked-database.suite';

const { sweepMs } = readInventoryConfig({ INVENTORY_DATABASE_URL: 'postgresql://nowhere' });
const RELEASED_WITHIN_SECONDS = 5;

let inventory: StockedDatabase;
let child: ChildProcess | undefined;
const jobs: Job[] = [];
beforeAll(async () => {
  inventory = await createStockedDatabase({ leaseSeconds: 60, slideSeconds: 2, capSeconds: 60 });
});
afterEach(async () => {
  await Promise.all(jobs.splice(0).map((job) => job.stop()));
  expect(await imbalances(inventory.database)).toEqual([]);
});
afterAll(async () => {
  child?.kill('SIGKILL');
  await inventory.drop();
});

function startJobs(): void {
  const { database, upkeep } = inventory;
  jobs.push(
    ...inventoryJobs(
      {
        database,
        upkeep,
        carts: { committed: () => Promise.resolve(new Set()) },
        idempotency: createIdempotency(database),
        logger: createLogger({ name: 'test', level: 'silent' }),
      },
      { sweepMs, leaseSeconds: 60 },
    ),
  );
  for (const job of jobs) job.start();
}

async function startChild(): Promise<ChildProcess> {
  const program = join(__dirname, 'sweep-process.suite.ts');
  const started = spawn(process.execPath, ['--import', 'tsx', '-C', 'source', program, inventory.url], {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: join(__dirname, '../../../..'),
  });
  await once(started.stdout, 'data');
  return started;
}

/** Seconds since the first of the holds ended. */
async function secondsLate(): Promise<number> {
  const [row] = await inventory.database.query<{ late: number }>(
    `SELECT EXTRACT(EPOCH FROM clock_timestamp() - min(expires_at))::float8 AS late FROM hold WHERE status = 'EXPIRED'`,
  );
  return row?.late ?? Infinity;
}

test('a process that dies in the middle of a sweep delays nobody: the other releases within 5 s of the end', async () => {
  await inventory.stock('held', 40);
  const carts = Array.from({ length: 20 }, newId);
  child = await startChild();
  for (const cartId of carts) {
    await inventory.reservations.reserve(
      { operationId: newId(), cartId, region: 'US', lines: [line('held')], allowPartial: false },
      {},
    );
  }
  // Whoever sweeps first gets as far as the row of stock and waits there with the holds and the job's lock.
  const client = await inventory.database.pool.connect();
  try {
    await client.query('BEGIN');
    await client.query(`SELECT 1 FROM stock WHERE sku = 'held' FOR UPDATE`);
    const isStuck = `SELECT 1 FROM pg_stat_activity WHERE application_name = 'agora-sweep-child' AND wait_event_type = 'Lock'`;
    await eventually(async () => (await inventory.database.query(isStuck)).length === 1, {
      what: 'a sweep under way',
    });
    child.kill('SIGKILL');
    await once(child, 'exit');
    startJobs();
    await sleep(300);
    expect(await inventory.numbers('held')).toMatchObject({ held: 20 });
    await client.query('ROLLBACK');
  } finally {
    client.release();
  }
  await eventually(async () => (await inventory.numbers('held')).held === 0, { what: 'everything released' });
  expect(await secondsLate()).toBeLessThan(RELEASED_WITHIN_SECONDS);
  const events = await inventory.database.query(
    `SELECT 1 FROM outbox WHERE type = 'inventory.reservation.expired.v1' AND aggregate_id = ANY ($1)`,
    [carts],
  );
  expect(events).toHaveLength(20);
}, 30_000);

/** Holds that end together, of 50 skus; made in bulk. */
async function manyHolds(count: number, endsAt: string): Promise<void> {
  await inventory.database.query(
    `INSERT INTO stock (sku, location, on_hand, available, held)
     SELECT 'many-' || n, 'us-east', $1, 0, $1 FROM generate_series(0, 49) n ON CONFLICT DO NOTHING`,
    [count / 50],
  );
  await inventory.database.query(
    `WITH h AS (INSERT INTO hold (id, owner_id, status, region, expires_at, hard_cap_at, wake_at)
       SELECT gen_random_uuid(), gen_random_uuid(), 'HELD', 'US', t.at, t.at, t.at
       FROM generate_series(1, $1::int), (SELECT now() + $2::interval AS at) t RETURNING id)
     INSERT INTO hold_line (hold_id, sku, location, quantity) SELECT id, 'many-' || (row_number() OVER ()) % 50, 'us-east', 1 FROM h`,
    [count, endsAt],
  );
}

test('a thousand holds that end at once are released within 5 s, and the lag is told', async () => {
  await manyHolds(1_000, '-1 second');
  const { sweepLagSeconds } = await readStockFigures(inventory.database);
  expect(sweepLagSeconds).toBeGreaterThanOrEqual(1);
  expect(sweepLagSeconds).toBeLessThan(60);
  const started = performance.now();
  startJobs();
  await eventually(
    async () =>
      (await inventory.database.query(`SELECT 1 FROM hold WHERE status = 'HELD' LIMIT 1`)).length === 0,
    { withinMs: 10_000, what: 'every hold released' },
  );
  expect((performance.now() - started) / 1_000).toBeLessThan(RELEASED_WITHIN_SECONDS);
  expect(await readStockFigures(inventory.database)).toMatchObject({ sweepLagSeconds: 0 });
}, 30_000);

test('a sweep finds what is due by its index, however many holds there are', async () => {
  await inventory.database.query(
    `INSERT INTO hold (id, owner_id, status, region, expires_at, hard_cap_at, wake_at)
     SELECT gen_random_uuid(), gen_random_uuid(), 'HELD', 'US', now() + interval '1 h', now() + interval '1 h', now() + interval '1 h' FROM generate_series(1, 20000)`,
  );
  await inventory.database.query('ANALYZE hold');
  const plan = await inventory.database.query<{ 'QUERY PLAN': string }>(
    `EXPLAIN SELECT h.id FROM hold h WHERE h.wake_at <= clock_timestamp() ORDER BY h.wake_at LIMIT 200 FOR UPDATE SKIP LOCKED`,
  );
  expect(plan.map((row) => row['QUERY PLAN']).join('\n')).toContain('hold_wake_ix');
  const started = performance.now();
  expect(await inventory.upkeep.sweep(200)).toBe(0);
  expect(performance.now() - started).toBeLessThan(250);
  await inventory.database.query(`DELETE FROM hold WHERE status = 'HELD'`);
});

test('the figures count low rows and what is owed', async () => {
  await inventory.database.query('DELETE FROM stock WHERE held = 0');
  const before = await readStockFigures(inventory.database);
  await inventory.stock('low', 10);
  await inventory.stock('enough', 11);
  await inventory.stock('owed', 1, { backorderLimit: 5 });
  await inventory.reservations.reserve(
    { operationId: newId(), cartId: newId(), region: 'US', lines: [line('owed', 4)], allowPartial: false },
    {},
  );
  expect(await readStockFigures(inventory.database)).toEqual({
    lowRows: before.lowRows + 2,
    backorderedUnits: before.backorderedUnits + 3,
    sweepLagSeconds: 0,
  });
});

test('every answer of the jobs is in the metrics', async () => {
  const text = await metricsRegistry.metrics();
  expect(text).toMatch(/^inventory_holds_expired_total [1-9]/m);
  for (const name of [
    'inventory_low_stock_rows',
    'inventory_backordered_units',
    'inventory_sweep_lag_seconds',
  ])
    expect(text).toContain(`# TYPE ${name} gauge`);
});
