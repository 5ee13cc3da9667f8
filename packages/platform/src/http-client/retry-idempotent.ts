import { faultCodeOf, isRetriable } from '../errors/mask';
import { backoffMs, sleep } from '../time/deadline';
import type { Deadline } from '../time/deadline';

export interface RetryOptions {
  readonly deadline: Deadline;
  /** All attempts together. Default 3. */
  readonly attempts?: number;
  /** First pause, milliseconds; doubles up to ten times as long, with jitter. Default 25. */
  readonly baseMs?: number;
  /** With less time left no further attempt is made. Default 50 ms. */
  readonly minimumRemainingMs?: number;
}

/**
 * Makes a call again when it failed with a retriable fault and there is time left. For calls that may safely be
 * made twice **only**: reads, and writes that carry an idempotency key the other side honours.
 *
 * @throws the last attempt's error. `DEADLINE_EXCEEDED` is never tried again: the time was ours.
 */
export async function retryIdempotent<T>(call: () => Promise<T>, options: RetryOptions): Promise<T> {
  const { deadline, attempts = 3, baseMs = 25, minimumRemainingMs = 50 } = options;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await call();
    } catch (error) {
      const pauseMs = backoffMs(attempt - 1, baseMs, baseMs * 10);
      const isWorthAnother =
        attempt < attempts &&
        isRetriable(error) &&
        faultCodeOf(error) !== 'DEADLINE_EXCEEDED' &&
        deadline.remainingMs() - pauseMs > minimumRemainingMs;
      if (!isWorthAnother || deadline.isOver) throw error;
      await sleep(pauseMs);
    }
  }
}
