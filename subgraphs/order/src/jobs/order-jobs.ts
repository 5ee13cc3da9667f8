import type { Database } from '@agora/platform/database';
import type { Idempotency } from '@agora/platform/idempotency';
import { createJob } from '@agora/platform/jobs';
import type { Job } from '@agora/platform/jobs';
import type { Logger } from '@agora/platform/logging';
import { MINUTE_MS, SECOND_MS } from '@agora/platform/time';
import type { Clock } from '@agora/platform/time';
import type { Checkout } from '../application/checkout';
import type { CheckoutSessionStore, OrderStore } from '../application/ports';

export interface OrderJobsDeps {
  readonly database: Database;
  readonly checkout: Pick<Checkout, 'followUpPayment' | 'recoverStalled'>;
  readonly sessions: CheckoutSessionStore;
  readonly orders: OrderStore;
  readonly idempotency: Idempotency;
  readonly clock: Clock;
  readonly logger: Logger;
}

const BATCH = 50;
const PURGE_BATCH = 1_000;

/** What order does without being asked. Each job works in one process at a time and may be cut off anywhere. */
export function orderJobs(deps: OrderJobsDeps): readonly Job[] {
  const { database, sessions, orders, idempotency, clock, logger } = deps;
  const job = (name: string, everyMs: number, run: (signal: AbortSignal) => Promise<boolean>): Job =>
    createJob({
      name: `order-${name}`,
      database,
      everyMs,
      logger,
      run: async (signal) => ({ isMoreDue: await run(signal) }),
    });
  return [
    job('payment-follow-up', 5 * SECOND_MS, async (signal) => {
      const due = await orders.paymentsToCheck(clock.now(), BATCH);
      const failed = await each(due, deps.checkout.followUpPayment, { signal, logger });
      return due.length === BATCH && failed === 0;
    }),
    job('stalled-checkouts', 5 * SECOND_MS, async (signal) => {
      const stalled = await sessions.stalled(clock.now(), BATCH);
      const failed = await each(stalled, deps.checkout.recoverStalled, { signal, logger });
      return stalled.length === BATCH && failed === 0;
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
