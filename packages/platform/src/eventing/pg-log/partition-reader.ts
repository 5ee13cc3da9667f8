import type { Database } from '../../database/database';
import type { Logger } from '../../logging/logger';
import { backoffMs, sleep } from '../../time/deadline';
import type { IncomingMessage, Subscription } from '../event-transport';
import type { Limiter } from '../limiter';
import { COMMIT, READ_COMMITTED, READ_MESSAGES } from './log-statements';
import { toMessage } from './message-row';
import type { LogPartition, MessageRow } from './message-row';
import type { RecentMessages } from './recent-messages';
import type { Tails } from './tails';

export interface PartitionReaderOptions {
  readonly database: Database;
  readonly tails: Tails;
  readonly recent: RecentMessages;
  readonly subscription: Subscription;
  readonly partition: LogPartition;
  readonly limiter: Limiter;
  readonly logger: Logger;
}

const BATCH = 100;
/** At most so long do handled messages wait for their commit: those that come one by one need not cost a commit each. */
const COMMIT_EVERY_MS = 100;

/**
 * Hands the messages of one partition to the subscription, one after the other, until `signal` aborts. Commits
 * what was handled, also at the end.
 * @throws the database's error; the caller starts again at the committed offset.
 */
export async function readPartition(options: PartitionReaderOptions, signal: AbortSignal): Promise<void> {
  const { tails, partition } = options;
  const progress = new Progress(options);
  let position = await progress.load();
  // Who is behind reads the log itself: retention may have taken what is still remembered.
  let wasAtEnd = false;
  try {
    while (!signal.aborted) {
      const tail = await tails.beyond(partition.id, position, signal);
      if (tail === undefined) break;
      const rows = await messagesAt(options, { position, wasAtEnd });
      // Nothing below the tail any more: retention took it before this group came to it.
      if (rows.length === 0) position = tail;
      for (const row of rows) {
        const isHandled = await deliver(options, toMessage(row, partition), signal);
        if (!isHandled) break;
        position = row.offset + 1n;
        await progress.handled(position);
      }
      wasAtEnd = position >= tail;
    }
  } finally {
    await progress.end();
  }
}

async function messagesAt(
  { database, recent, partition }: PartitionReaderOptions,
  { position, wasAtEnd }: { readonly position: bigint; readonly wasAtEnd: boolean },
): Promise<readonly MessageRow[]> {
  const remembered = wasAtEnd ? recent.from(partition.id, position, BATCH) : [];
  if (remembered.length > 0) return remembered;
  return database.query<MessageRow>(READ_MESSAGES, [partition.id, position, BATCH]);
}

async function deliver(
  options: PartitionReaderOptions,
  message: IncomingMessage,
  signal: AbortSignal,
): Promise<boolean> {
  const { subscription, limiter, logger } = options;
  for (let attempt = 0; !signal.aborted; attempt += 1) {
    try {
      await limiter.run(() => subscription.handle(message));
      return true;
    } catch (error) {
      const place = {
        group: subscription.groupId,
        topic: message.topic,
        partition: message.partition,
        offset: String(message.offset),
      };
      logger.warn({ err: error, ...place, attempt }, 'message not handled, it will be repeated');
      await sleep(backoffMs(attempt, 200, 5_000), signal).catch(() => undefined);
    }
  }
  return false;
}

/** How far a group is in the partition. Commits follow each other, so that none takes back what a later one said. */
class Progress {
  private next = 0n;
  private committed = 0n;
  private committedAtMs = 0;
  private last: Promise<void> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;
  private isOver = false;

  constructor(private readonly options: PartitionReaderOptions) {}

  async load(): Promise<bigint> {
    const { database, subscription, partition } = this.options;
    const [row] = await database.query<{ next_offset: bigint }>(READ_COMMITTED, [
      subscription.groupId,
      partition.id,
    ]);
    this.next = this.committed = row?.next_offset ?? 0n;
    return this.next;
  }

  /** Commits when the last time is long enough ago, else as soon as it is. */
  async handled(next: bigint): Promise<void> {
    this.next = next;
    const waitMs = this.committedAtMs + COMMIT_EVERY_MS - performance.now();
    if (waitMs <= 0) await this.commit();
    else this.commitIn(waitMs);
  }

  /** Commits the rest. Nothing is committed after that. */
  end(): Promise<void> {
    this.isOver = true;
    return this.commit();
  }

  private commit(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.last = this.last.catch(() => undefined).then(() => this.write());
    return this.last;
  }

  private commitIn(ms: number): void {
    if (this.isOver) return;
    this.timer ??= setTimeout(() => {
      // The database is away: what is not committed is delivered again at the worst.
      this.commit().catch(() => this.commitIn(COMMIT_EVERY_MS));
    }, ms);
  }

  private async write(): Promise<void> {
    if (this.next === this.committed) return;
    const { database, subscription, partition } = this.options;
    const next = this.next;
    await database.query(COMMIT, [subscription.groupId, partition.id, next]);
    this.committed = next;
    this.committedAtMs = performance.now();
  }
}
