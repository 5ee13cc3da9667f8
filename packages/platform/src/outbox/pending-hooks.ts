import type { Logger } from '../logging/logger';
import type { OutboxRow } from './outbox-row';

/** Called for each row that was acknowledged, before it is deleted. */
export type RelayedHook = (row: OutboxRow) => Promise<void>;

const RETRY_MS = 1_000;
const MAX_WAITING = 1_000;

/**
 * Runs the hook for sent rows. A row whose hook fails waits here, undeleted, and is tried again every second
 * without being sent again; a process that dies leaves it in the table, so the next owner runs it.
 */
export class PendingHooks {
  private readonly waiting = new Map<bigint, OutboxRow>();
  private retryAtMs = 0;

  constructor(
    private readonly hook: RelayedHook | undefined,
    private readonly logger: Logger,
  ) {}

  /** Rows that are in the table, but sent. */
  waitingSeqs(): bigint[] {
    return [...this.waiting.keys()];
  }

  forget(shard: number): void {
    for (const row of this.waiting.values()) if (row.shard === shard) this.waiting.delete(row.seq);
  }

  /** Runs the hook for newly sent rows. @returns those that may be deleted. */
  async run(rows: readonly OutboxRow[]): Promise<readonly OutboxRow[]> {
    const { hook } = this;
    if (hook === undefined) return rows;
    const results = await Promise.allSettled(rows.map((row) => hook(row)));
    const done = rows.filter((_, index) => results[index]?.status === 'fulfilled');
    const failed = rows.filter((_, index) => results[index]?.status === 'rejected');
    if (failed.length === 0) return done;
    const fault = results.find((result) => result.status === 'rejected');
    this.logger.warn(
      { err: fault?.reason as unknown, rows: failed.length },
      'a hook after sending failed, it will be repeated',
    );
    this.retryAtMs = performance.now() + RETRY_MS;
    const room = Math.max(0, MAX_WAITING - this.waiting.size);
    for (const row of failed.slice(0, room)) this.waiting.set(row.seq, row);
    if (failed.length > room)
      this.logger.error({ rows: failed.length - room }, 'hooks after sending given up: too many wait');
    return [...done, ...failed.slice(room)];
  }

  /** Tries the waiting rows again when it is time. @returns those that may be deleted. */
  async retry(): Promise<readonly OutboxRow[]> {
    if (this.waiting.size === 0 || performance.now() < this.retryAtMs) return [];
    const rows = [...this.waiting.values()];
    this.waiting.clear();
    return this.run(rows);
  }
}
