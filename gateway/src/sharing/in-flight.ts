import { counter } from '@agora/platform/metrics';
import { Canceller } from '@agora/platform/time';
import type { Cancellation } from '@agora/platform/time';

const shared = counter({
  name: 'gateway_shared_total',
  help: 'Operations and fetches that were answered by an equal one that was under way',
  labelNames: ['level'],
});

/** Who waits for work that may be shared. */
export interface Asker {
  /** Aborts when the asker does not wait any more; undefined for one that always does. */
  readonly gone: Cancellation | undefined;
  /** Until when the asker waits, as `performance.now()`. */
  readonly endsMs: number;
}

export interface Share<T> {
  readonly result: Promise<T>;
  /** Whether the work had been begun by another asker. */
  readonly isJoined: boolean;
}

/** Work that would be cut off this much earlier than an asker would wait is not joined, milliseconds. */
const EARLIER_MS = 500;

/**
 * Equal work that is under way is done once. Nothing is kept beyond its end: this is no cache.
 *
 * Work goes on while any asker waits. What one asker finds out by it, an outage included, all find out.
 */
export class InFlight<T> {
  private readonly works = new Map<string, Work<T>>();

  /** @param level Label of the metric. */
  constructor(private readonly level: 'operation' | 'fetch') {}

  /**
   * Joins work under the same key, or begins it.
   * @param start Is given a signal that aborts when no asker waits any more.
   */
  share(key: string, asker: Asker, start: (gone: Cancellation) => Promise<T>): Share<T> {
    const known = this.works.get(key);
    if (known !== undefined && !known.isGivenUp && known.endsMs >= asker.endsMs - EARLIER_MS) {
      shared.inc({ level: this.level });
      known.add(asker);
      return { result: known.result, isJoined: true };
    }
    const work = new Work(asker, start);
    const { result } = work;
    this.works.set(key, work);
    const end = (): void => {
      work.end();
      if (this.works.get(key) === work) this.works.delete(key);
    };
    result.then(end, end);
    return { result, isJoined: false };
  }

  /** What is under way is not joined any more: whoever comes from now on must not see what was before. */
  forget(): void {
    this.works.clear();
  }
}

/** Work that is under way. */
class Work<T> {
  readonly endsMs: number;
  private running: Promise<T> | undefined;
  private readonly allGone = new Canceller();
  private leaving: (() => void)[] = [];
  private waiting = 0;

  constructor(first: Asker, start: (gone: Cancellation) => Promise<T>) {
    this.endsMs = first.endsMs;
    this.add(first);
    this.running = start(this.allGone);
  }

  get result(): Promise<T> {
    if (this.running === undefined) throw new Error('Work that has ended is not joined');
    return this.running;
  }

  get isGivenUp(): boolean {
    return this.allGone.aborted;
  }

  add({ gone }: Asker): void {
    this.waiting += 1;
    if (gone === undefined) return;
    const leave = (): void => {
      this.waiting -= 1;
      if (this.waiting === 0) this.allGone.abort();
    };
    if (gone.aborted) leave();
    else {
      gone.addEventListener('abort', leave, { once: true });
      this.leaving.push(() => {
        gone.removeEventListener('abort', leave);
      });
    }
  }

  /**
   * Lets go of everything. What a `Map` held is alive to V8's small collections until the next large one, deleted or not: without
   * this every answer would be moved by them, and a request would cost half as much again.
   */
  end(): void {
    for (const forget of this.leaving) forget();
    this.leaving = [];
    this.running = undefined;
  }
}
