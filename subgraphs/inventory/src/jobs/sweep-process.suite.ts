import { createDatabase } from '@agora/platform/database';
import { createLogger } from '@agora/platform/logging';
import { createIdempotency } from '@agora/platform/idempotency';
import { inventoryJobs } from './inventory-jobs';
import { createHoldUpkeep } from '../persistence/hold-upkeep';

// Inventory's background jobs in a process of their own, for tests that kill it. Argument: database URL.
const [databaseUrl = ''] = process.argv.slice(2);
const database = createDatabase({ url: databaseUrl, name: 'sweep-child' });
const jobs = inventoryJobs(
  {
    database,
    upkeep: createHoldUpkeep(database),
    carts: { committed: () => Promise.resolve(new Set()) },
    idempotency: createIdempotency(database),
    logger: createLogger({ name: 'sweep-child', level: 'silent' }),
  },
  { sweepMs: 1_000, leaseSeconds: 60 },
);
for (const job of jobs) job.start();
process.stdout.write('ready\n');
