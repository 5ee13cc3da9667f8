import type { Cancellation } from '../time/cancellation';

/** Stands before calls to one other party and may refuse to make them. */
export interface CallGuard {
  /**
   * Makes the call, or refuses without making it.
   * @param signal Ends the waiting for a turn; the call itself has to obey its own.
   * @throws what `work` throws; AppError `DOWNSTREAM_UNAVAILABLE` (retriable) when refused.
   */
  run<T>(work: () => Promise<T>, signal?: Cancellation): Promise<T>;
}

/** Several guards as one, the first outermost. Put the bulkhead before the breaker: a turn given up is no failure. */
export function guardedBy(...guards: readonly CallGuard[]): CallGuard {
  return {
    run: (work, signal) => guards.reduceRight((inner, guard) => () => guard.run(inner, signal), work)(),
  };
}
