import type { Database } from '@agora/platform/database';
import type { Idempotency } from '@agora/platform/idempotency';
import { newId } from '@agora/platform/ids';
import { createJob, createPurgeJob } from '@agora/platform/jobs';
import type { Job } from '@agora/platform/jobs';
import type { Logger } from '@agora/platform/logging';
import { counter } from '@agora/platform/metrics';
import { HOUR_MS } from '@agora/platform/time';
import type { Clock } from '@agora/platform/time';
import { advancePromotions } from '../application/advance-promotions';
import type { ClockRun } from '../application/advance-promotions';
import { announceWindows } from '../application/announce-windows';
import type { PriceAnnouncer, PricingStore } from '../application/ports';
import { refreshRates } from '../application/refresh-rates';
import type { RateProvider } from '../application/refresh-rates';
import { purgeClosedOrders } from '../persistence/redemption-purge';

const switched = counter({
  name: 'pricing_promotions_switched_total',
  help: 'Promotions that the clock began or ended',
  labelNames: ['to'],
});
const announced = counter({
  name: 'pricing_windows_announced_total',
  help: 'Windows of prices and rules that began or ended and were told of',
});
const rates = counter({
  name: 'pricing_exchange_rates_changed_total',
  help: 'Exchange rates that a provider changed',
  labelNames: ['provider'],
});

const BATCH = 50;

export interface PricingJobsDeps {
  /** For background work only: its lock, and its statements. */
  readonly database: Database;
  readonly store: PricingStore;
  readonly announcer: PriceAnnouncer;
  readonly idempotency: Idempotency;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface RateRefresh {
  /** Undefined: rates are staff's alone. */
  readonly provider: RateProvider | undefined;
  /** Between two looks at the provider's rates, milliseconds. */
  readonly everyMs: number;
}

export interface PricingSchedule {
  /** Between two looks for promotions and windows whose time has come, milliseconds. */
  readonly clockEveryMs: number;
  readonly rates: RateRefresh;
}

/** What pricing does without being asked. Each job works in one process at a time and may be cut off anywhere. */
export function pricingJobs(
  deps: PricingJobsDeps,
  { clockEveryMs, rates: refresh }: PricingSchedule,
): readonly Job[] {
  const { database, logger, idempotency } = deps;
  const job = (name: string, everyMs: number, run: () => Promise<boolean>): Job =>
    createJob({
      name: `pricing-${name}`,
      database,
      everyMs,
      logger,
      run: async () => ({ isMoreDue: await run() }),
    });
  return [
    job('promotion-clock', clockEveryMs, () => turnPromotions(deps)),
    job('window-clock', clockEveryMs, () => turnWindows(deps)),
    ...rateJobs(deps, refresh),
    createPurgeJob({
      name: 'pricing-idempotency-purge',
      database,
      logger,
      purge: (limit) => idempotency.purge(limit),
    }),
    createPurgeJob({
      name: 'pricing-closed-orders-purge',
      database,
      logger,
      everyMs: HOUR_MS,
      purge: (limit) => purgeClosedOrders(database, limit),
    }),
  ];
}

async function turnPromotions({ store, announcer, clock }: PricingJobsDeps): Promise<boolean> {
  const advanced = await advancePromotions(store, runAt(clock));
  for (const { status } of advanced) switched.inc({ to: status });
  if (advanced.length > 0) await announcer.pricesChanged();
  return advanced.length === BATCH;
}

async function turnWindows({ store, announcer, clock }: PricingJobsDeps): Promise<boolean> {
  const { count, isMoreDue } = await announceWindows(store, runAt(clock));
  announced.inc(count);
  if (count > 0) await announcer.pricesChanged();
  return isMoreDue;
}

function rateJobs(deps: PricingJobsDeps, { provider, everyMs }: RateRefresh): Job[] {
  if (provider === undefined) return [];
  const { database, logger, store, announcer, clock } = deps;
  const job = createJob({
    name: 'pricing-exchange-rates',
    database,
    everyMs,
    logger,
    run: async () => {
      const changed = await refreshRates(store, provider, runAt(clock));
      rates.inc({ provider: provider.name }, changed.length);
      if (changed.length > 0) await announcer.pricesChanged();
    },
  });
  return [{ ...job, start: () => startAtOnce(job) }];
}

/** A shop without rates does not wait for an interval to pass. */
function startAtOnce(job: Job): void {
  job.start();
  job.wake();
}

function runAt(clock: Clock): ClockRun {
  const cause = { actor: 'service:pricing', correlationId: newId(), traceparent: undefined };
  return { now: clock.now(), cause, limit: BATCH };
}
