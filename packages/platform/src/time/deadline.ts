import { AppError } from '../errors/app-error';
import { Canceller, asAbortSignal } from './cancellation';
import type { Cancellation } from './cancellation';

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
export function deadlineAfter(limitMs: number, parent?: Cancellation): Deadline {
  const endMs = performance.now() + limitMs;
  const remainingMs = (): number => Math.max(0, endMs - performance.now());
  let made: AbortSignal | undefined;
  const make = (): AbortSignal => {
    const leftMs = remainingMs();
    const timeout = leftMs === 0 ? AbortSignal.abort(timeIsUp()) : AbortSignal.timeout(Math.ceil(leftMs));
    return parent === undefined ? timeout : AbortSignal.any([timeout, asAbortSignal(parent)]);
  };
  return {
    // Most deadlines are never waited for, and signals are dear.
    get signal() {
      return (made ??= make());
    },
    remainingMs,
    within: (ms) => deadlineAfter(Math.min(ms, remainingMs()), parent),
    check: () => {
      if (parent?.aborted === true || remainingMs() === 0)
        throw new AppError('DEADLINE_EXCEEDED', 'The time for this request is up');
    },
  };
}

/**
 * Runs `work` with a signal that aborts after `limitMs`, or when `parent` does. Leaves neither timer nor listener behind.
 * @throws what `work` throws.
 */
export async function withinTime<T>(
  limitMs: number,
  parent: Cancellation | undefined,
  work: (signal: Cancellation) => Promise<T>,
): Promise<T> {
  const over = new Canceller();
  const onAbort = (): void => {
    over.abort(parent?.reason);
  };
  // Node keeps one list of timers per duration: whole milliseconds let calls share them.
  const timer = setTimeout(() => over.abort(timeIsUp()), Math.ceil(limitMs));
  timer.unref();
  if (parent?.aborted === true) onAbort();
  else parent?.addEventListener('abort', onAbort, { once: true });
  try {
    return await work(over);
  } finally {
    clearTimeout(timer);
    parent?.removeEventListener('abort', onAbort);
  }
}

/** The reason of `AbortSignal.timeout`. */
function timeIsUp(): DOMException {
  return new DOMException('The operation was aborted due to timeout', 'TimeoutError');
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
