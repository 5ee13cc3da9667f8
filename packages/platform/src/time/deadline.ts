import { AppError } from '../errors/app-error';
import { Canceller } from './cancellation';
import type { Cancellation } from './cancellation';

/**
 * The moment after which nobody waits for an answer any more. Travels as `x-deadline-ms` (milliseconds left when
 * sent, so clocks need not agree) and shrinks at every hop.
 */
export interface Deadline {
  /** The time is up, or the client went away. */
  readonly isOver: boolean;
  remainingMs(): number;
  /** A shorter deadline for one call; never later than this one. */
  within(limitMs: number): Deadline;
  /** Runs `work` with a signal that aborts when this ends; see {@link withinTime}. */
  during<T>(work: (signal: Cancellation) => Promise<T>): Promise<T>;
  /** @throws AppError `DEADLINE_EXCEEDED` (retriable) when the time is up. */
  check(): void;
}

/** A deadline `limitMs` from now that also ends when `parent` aborts (a client that went away). */
export function deadlineAfter(limitMs: number, parent?: Cancellation): Deadline {
  const endMs = performance.now() + limitMs;
  const remainingMs = (): number => Math.max(0, endMs - performance.now());
  const isOver = (): boolean => parent?.aborted === true || remainingMs() === 0;
  return {
    get isOver() {
      return isOver();
    },
    remainingMs,
    within: (ms) => deadlineAfter(Math.min(ms, remainingMs()), parent),
    during: (work) => withinTime(remainingMs(), parent, work),
    check: () => {
      if (isOver()) throw new AppError('DEADLINE_EXCEEDED', 'The time for this request is up');
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
  else if (limitMs <= 0) over.abort(timeIsUp());
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

/**
 * Waits `ms`, or rejects with the reason of the first of the signals that aborts. Leaves neither timer nor listener behind, nor
 * anything else at signals that live long: what `AbortSignal.any` makes of one stays with it for as long as it lives.
 */
export function sleep(ms: number, ...signals: readonly Cancellation[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const aborted = signals.find((signal) => signal.aborted);
    if (aborted !== undefined) {
      reject(asError(aborted.reason));
      return;
    }
    const end = (): void => {
      clearTimeout(timer);
      for (const signal of signals) signal.removeEventListener('abort', onAbort);
    };
    const onAbort = (): void => {
      end();
      reject(asError(signals.find((signal) => signal.aborted)?.reason));
    };
    const timer = setTimeout(() => {
      end();
      resolve();
    }, ms);
    for (const signal of signals) signal.addEventListener('abort', onAbort, { once: true });
  });
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error('The wait was ended', { cause: reason });
}

/** Exponential back-off with full jitter: a random wait between half and all of `baseMs * 2^attempt`, capped. */
export function backoffMs(attempt: number, baseMs: number, maxMs: number): number {
  const ceiling = Math.min(maxMs, baseMs * 2 ** Math.min(attempt, 30));
  return ceiling * (0.5 + Math.random() / 2);
}
