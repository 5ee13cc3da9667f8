import type { Database } from '@agora/platform/database';
import type { Idempotency } from '@agora/platform/idempotency';
import { createJob } from '@agora/platform/jobs';
import type { Job } from '@agora/platform/jobs';
import type { Logger } from '@agora/platform/logging';
import { gauge } from '@agora/platform/metrics';
import { MINUTE_MS, SECOND_MS } from '@agora/platform/time';
import type { Clock } from '@agora/platform/time';
import type { Checkout } from '../application/checkout';
import type { CheckoutSessionStore } from '../application/ports';
import type { SagaStore } from '../application/sagas/saga-ports';
import { readOrderFigures } from '../persistence/order-figures';

export interface OrderJobsDeps {
  readonly database: Database;
  readonly checkout: Pick<Checkout, 'resume'>;
  readonly sessions: CheckoutSessionStore;
  readonly sagas: Pick<SagaStore, 'due'>;
  readonly idempotency: Idempotency;
  readonly clock: Clock;
  readonly logger: Logger;
}

const underReview = gauge({
  name: 'orders_under_review',
  help: 'Orders that a person has to decide',
});
const openSagas = gauge({
  name: 'order_sagas_open',
  help: 'Sagas that have not ended, forward or backward',
  labelNames: ['state'],
});
const sagaLag = gauge({
  name: 'order_saga_lag_seconds',
  help: 'For how long the saga that waits longest has been due',
});

const BATCH = 50;
const MEASURE_MS = 15_000;
const PURGE_BATCH = 1_000;

/** What order does without being asked. Each job works in one process at a time and may be cut off anywhere. */
export function orderJobs(deps: OrderJobsDeps): readonly Job[] {
  const { database, sessions, sagas, idempotency, clock, logger } = deps;
  const job = (name: string, everyMs: number, run: (signal: AbortSignal) => Promise<boolean>): Job =>
    createJob({
      name: `order-${name}`,
      database,
      everyMs,
      logger,
      run: async (signal) => ({ isMoreDue: await run(signal) }),
    });
  return [
    job('figures', MEASURE_MS, () => measure(database)),
    job('sagas', SECOND_MS, async (signal) => {
      const due = await sagas.due(clock.now(), BATCH);
      const failed = await each(due, deps.checkout.resume, { signal, logger });
      return due.length === BATCH && failed === 0;
    }),
    job(
      'session-expiry',
      MINUTE_MS,
      async () => (await sessions.expire(clock.now(), PURGE_BATCH)) === PURGE_BATCH,
    ),
    job(
      'idempotency-purge',
      10 * MINUTE_MS,
      async () => (await idempotency.purge(PURGE_BATCH)) === PURGE_BATCH,
    ),
  ];
}

async function measure(database: Database): Promise<boolean> {
  const figures = await readOrderFigures(database);
  underReview.set(figures.underReview);
  openSagas.set({ state: 'running' }, figures.running);
  openSagas.set({ state: 'compensating' }, figures.compensating);
  sagaLag.set(figures.lagSeconds);
  return false;
}

/** One after the other; one that fails is logged and does not hold the others up. Returns how many failed. */
async function each<T>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
  { signal, logger }: { readonly signal: AbortSignal; readonly logger: Logger },
): Promise<number> {
  let failed = 0;
  for (const item of items) {
    if (signal.aborted) break;
    try {
      await work(item);
    } catch (error) {
      failed += 1;
      logger.warn({ err: error }, 'looked at again later');
    }
  }
  return failed;
}
