import { AppError } from '../errors/app-error';
import { counter, gauge } from '../metrics/metrics';
import type { Cancellation } from '../time/cancellation';
import type { CallGuard } from './call-guard';

export interface BulkheadOptions {
  /** Whom the calls go to; label of the metrics. */
  readonly name: string;
  /** Most calls at once. */
  readonly maxConcurrent: number;
  /** Most callers that wait for a turn; one more is refused at once. */
  readonly maxQueued: number;
}

interface Waiting {
  readonly begin: () => void;
}

/** By whom they go to. */
const running = new Map<string, number>();
gauge({
  name: 'bulkhead_running_calls',
  help: 'Calls under way',
  labelNames: ['name'],
  *read() {
    for (const [name, calls] of running) yield [{ name }, calls] as const;
  },
});
const refused = counter({
  name: 'bulkhead_refused_total',
  help: 'Calls refused because the queue was full',
  labelNames: ['name'],
});

/**
 * Bounds the calls to one party, so that a slow one cannot take every connection and all memory. Callers beyond
 * the bound wait in order of arrival; beyond the queue's bound they are refused at once.
 */
export class Bulkhead implements CallGuard {
  private runningCalls = 0;
  private readonly queue = new Set<Waiting>();

  constructor(private readonly options: BulkheadOptions) {}

  async run<T>(work: () => Promise<T>, signal?: Cancellation): Promise<T> {
    const turn = this.turn(signal);
    if (turn !== undefined) await turn;
    try {
      return await work();
    } finally {
      this.passOn();
    }
  }

  /** @returns what is to be waited for; undefined when its turn has come. */
  private turn(signal: Cancellation | undefined): Promise<void> | undefined {
    const { name, maxConcurrent, maxQueued } = this.options;
    if (signal?.aborted === true) throw givenUp(signal);
    if (this.runningCalls < maxConcurrent) {
      this.count(1);
      return undefined;
    }
    if (this.queue.size >= maxQueued) {
      refused.inc({ name });
      throw new AppError('DOWNSTREAM_UNAVAILABLE', 'Too many requests wait for a part of the shop', {
        retryAfterMs: 200,
      });
    }
    return this.wait(signal);
  }

  private wait(signal: Cancellation | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        this.queue.delete(waiting);
        reject(givenUp(signal));
      };
      const waiting: Waiting = {
        begin: () => {
          signal?.removeEventListener('abort', onAbort);
          resolve();
        },
      };
      this.queue.add(waiting);
      signal?.addEventListener('abort', onAbort, { once: true });
    });
  }

  /** The next in the queue takes over the place, so a newcomer cannot overtake it. */
  private passOn(): void {
    const [next] = this.queue;
    if (next === undefined) {
      this.count(-1);
      return;
    }
    this.queue.delete(next);
    next.begin();
  }

  private count(change: 1 | -1): void {
    const { name } = this.options;
    this.runningCalls += change;
    running.set(name, (running.get(name) ?? 0) + change);
  }
}

function givenUp(signal: Cancellation | undefined): AppError {
  return new AppError('DEADLINE_EXCEEDED', 'The time for this request is up', { cause: signal?.reason });
}
