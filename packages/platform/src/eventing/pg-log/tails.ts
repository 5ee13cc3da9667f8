import type { Database } from '../../database/database';
import type { Logger } from '../../logging/logger';
import { backoffMs, sleep } from '../../time/deadline';
import { READ_TAILS } from './log-statements';

/** A partition and the offset its next message will get. */
export interface Tail {
  readonly partition_id: number;
  readonly next_offset: bigint;
}

interface Waiter {
  readonly offset: bigint;
  readonly wake: () => void;
}

/**
 * Knows how far each partition reaches, for all readers of a process: one query per poll, whatever their number,
 * and none while nobody waits. Appends of the same process are known at once.
 */
export class Tails {
  private readonly known = new Map<number, bigint>();
  private readonly waiters = new Map<number, Set<Waiter>>();
  private readonly closing = new AbortController();
  private polling: Promise<void> | undefined;

  constructor(
    private readonly database: Database,
    private readonly logger: Logger,
    private readonly pollMs: number,
  ) {}

  /** Says that partitions reach so far; never goes back. */
  advance(tails: readonly Tail[]): void {
    for (const { partition_id: id, next_offset: next } of tails) {
      if (next <= (this.known.get(id) ?? -1n)) continue;
      this.known.set(id, next);
      for (const waiter of this.waiters.get(id) ?? []) if (next > waiter.offset) waiter.wake();
    }
  }

  /** Resolves with the partition's next offset once that is beyond `offset`; undefined when `signal` aborts first. */
  beyond(partitionId: number, offset: bigint, signal: AbortSignal): Promise<bigint | undefined> {
    const tail = this.known.get(partitionId) ?? 0n;
    if (signal.aborted) return Promise.resolve(undefined);
    if (tail > offset) return Promise.resolve(tail);
    return new Promise((resolve) => {
      const waiters = this.waiters.get(partitionId) ?? new Set<Waiter>();
      this.waiters.set(partitionId, waiters);
      const settle = (): void => {
        waiters.delete(waiter);
        signal.removeEventListener('abort', settle);
        resolve(signal.aborted ? undefined : this.known.get(partitionId));
      };
      const waiter: Waiter = { offset, wake: settle };
      waiters.add(waiter);
      signal.addEventListener('abort', settle, { once: true });
      this.polling ??= this.poll();
    });
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.polling;
  }

  private async poll(): Promise<void> {
    let failures = 0;
    while (!this.closing.signal.aborted && this.isAwaited()) {
      try {
        this.advance(await this.database.query<Tail>(READ_TAILS));
        failures = 0;
      } catch (error) {
        failures += 1;
        this.logger.warn({ err: error }, 'the event log cannot be read');
      }
      const pauseMs = failures === 0 ? this.pollMs : backoffMs(failures, this.pollMs, 5_000);
      await sleep(pauseMs, this.closing.signal).catch(() => undefined);
    }
    this.polling = undefined;
  }

  private isAwaited(): boolean {
    return [...this.waiters.values()].some((waiters) => waiters.size > 0);
  }
}
