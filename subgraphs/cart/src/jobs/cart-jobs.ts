import type { Database } from '@agora/platform/database';
import { createIdempotency } from '@agora/platform/idempotency';
import { purgeInbox } from '@agora/platform/inbox';
import { createJob, createPurgeJob } from '@agora/platform/jobs';
import type { Job } from '@agora/platform/jobs';
import type { Logger } from '@agora/platform/logging';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '@agora/platform/time';
import type { Clock } from '@agora/platform/time';
import type { CartNews } from '../application/ports';
import type { CartTerms } from '../domain/cart-life';
import { purgeSessions } from '../persistence/session-store';
import { purgeCarts } from '../persistence/sweep-carts';
import { countOnce, sweepOnce } from './cart-sweeper';
import type { Repricer } from './repricer';

// Longer than events are kept: an event that is delivered again must be known.
const INBOX_KEPT_MS = 14 * DAY_MS;
const REPRICE_BATCH = 200;
const SWEEP_EVERY_MS = 15 * SECOND_MS;
const SWEEP_BATCH = 200;
const SESSION_PURGE_EVERY_MS = DAY_MS / 4;

export interface CartJobsDeps {
  /** Of background work: its statements are not counted for requests. */
  readonly database: Database;
  readonly repricer: Repricer;
  readonly terms: CartTerms;
  readonly news: CartNews;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What cart does by itself, each job in one process at a time. */
export function cartJobs(deps: CartJobsDeps): Job[] {
  const { database, repricer, logger } = deps;
  const idempotency = createIdempotency(database);
  return [
    createPurgeJob({
      name: 'cart-idempotency-purge',
      database,
      logger,
      purge: (limit) => idempotency.purge(limit),
    }),
    createPurgeJob({
      name: 'cart-inbox-purge',
      database,
      logger,
      purge: (limit) => purgeInbox(database, INBOX_KEPT_MS, limit),
    }),
    createJob({
      name: 'cart-reprice',
      database,
      everyMs: MINUTE_MS,
      logger,
      run: async () => {
        await repricer.considerUnpriced(REPRICE_BATCH);
      },
    }),
    ...sweeps(deps),
  ];
}

function sweeps(deps: CartJobsDeps): Job[] {
  const { database, logger } = deps;
  return [
    createJob({
      name: 'cart-sweep',
      database,
      everyMs: SWEEP_EVERY_MS,
      logger,
      run: () => sweepOnce(deps, SWEEP_BATCH),
    }),
    createPurgeJob({
      name: 'cart-purge',
      database,
      logger,
      purge: (limit) => purgeCarts(database, limit),
    }),
    createPurgeJob({
      name: 'cart-session-purge',
      database,
      logger,
      everyMs: SESSION_PURGE_EVERY_MS,
      purge: (limit) => purgeSessions(database, deps.terms.keptMs, limit),
    }),
    createJob({
      name: 'cart-count',
      database,
      everyMs: MINUTE_MS,
      logger,
      run: () => countOnce(database),
    }),
  ];
}
