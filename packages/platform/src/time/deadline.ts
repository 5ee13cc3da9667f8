import { AppError } from '../errors/app-error';

/**
 * The moment after which nobody waits for an answer any more. Travels as `x-deadline-ms` (milliseconds left when
 * sent, so clocks need not agree) and shrinks at every hop.
 */
export interface Deadline {
  readonly signal: AbortSignal;
  remainingMs(): number;
  /** A shorter deadline for one call; never later than this one. */
  within(limitMs: number): Deadline;
  /** @throws AppError `DEADLINE_EXCEEDED` (retriable) when the time is up. */
  check(): void;
}

/** A deadline `limitMs` from now that also ends when `parent` aborts (a client that went away). */
export function deadlineAfter(limitMs: number, parent?: AbortSignal): Deadline {
  const endMs = performance.now() + limitMs;
  const timeout = AbortSignal.timeout(Math.max(0, Math.ceil(limitMs)));
  const signal = parent === undefined ? timeout : AbortSignal.any([timeout, parent]);
  const remainingMs = (): number => Math.max(0, endMs - performance.now());
  return {
    signal,
    remainingMs,
    within: (ms) => deadlineAfter(Math.min(ms, remainingMs()), signal),
    check: () => {
      if (signal.aborted || remainingMs() === 0)
        throw new AppError('DEADLINE_EXCEEDED', 'The time for this request is up');
    },
  };
}

/** Waits `ms`, or rejects with the signal's reason as soon as it aborts. Leaves no timer behind. */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(signal.reason as Error);
      return;
    }
    const onAbort = (): void => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    }, ms);
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}

/** Exponential back-off with full jitter: a random wait between half and all of `baseMs * 2^attempt`, capped. */
export function backoffMs(attempt: number, baseMs: number, maxMs: number): number {
  const ceiling = Math.min(maxMs, baseMs * 2 ** Math.min(attempt, 30));
  return ceiling * (0.5 + Math.random() / 2);
}
