import type { Queryable } from '../database/queryable';
import type { IncomingMessage } from '../eventing/event-transport';
import { isTransient } from '../eventing/is-transient';
import type { Logger } from '../logging/logger';
import { sleep } from '../time/deadline';
import { kindOf } from './bury-message';
import { failed, handled } from './consumer-metrics';
import { isHopeless, placeOf } from './event-applier';
import type { EventApplier } from './event-applier';
import type { ParkedKeys } from './parked-keys';
import { CLAIM, POSTPONE, REMOVE } from './parked-statements';
import type { ParkedKeyRow, ParkedRow } from './parked-statements';

export interface ParkedRetriesOptions {
  readonly database: Queryable;
  readonly consumer: string;
  readonly applier: EventApplier;
  readonly keys: ParkedKeys;
  readonly logger: Logger;
  readonly maxAttempts: number;
  /** Ceiling of the first pause, milliseconds; doubles with every attempt up to a minute. */
  readonly parkMs: number;
}

const MAX_PAUSE_MS = 60_000;
/** While nothing is parked here: another process may have died with parked messages. */
const IDLE_MS = 5_000;
const BUSY_MS = 1_000;
const LEAST_MS = 20;
/** A claim of a process that died is free again after so long. */
const CLAIM_MS = 15_000;
const KEYS_AT_ONCE = 3;

/** The pause after attempt number `attempts` (1 is the first): full jitter, between nothing and the ceiling. */
export function pauseAfter(attempts: number, parkMs: number): number {
  return Math.random() * Math.min(MAX_PAUSE_MS, parkMs * 2 ** Math.min(attempts - 1, 20));
}

/**
 * Tries the first message of each parked key again when it is due. Runs in every process of a consumer: a message is
 * claimed for one attempt, and a message that is applied or buried leaves the table in the transaction that says so.
 */
export class ParkedRetries {
  private readonly stopping = new AbortController();
  private nap = new AbortController();
  private loop: Promise<void> | undefined;

  constructor(private readonly options: ParkedRetriesOptions) {}

  start(): void {
    this.loop ??= this.run();
  }

  /** Something was parked: look soon. */
  wake(): void {
    this.nap.abort('woken');
  }

  /** Resolves when the attempts under way have ended. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.loop;
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      this.nap = new AbortController();
      let pauseMs = BUSY_MS;
      try {
        pauseMs = await this.round();
      } catch (error) {
        this.options.logger.warn({ err: error }, 'parked messages cannot be read');
      }
      await sleep(pauseMs, this.stopping.signal, this.nap.signal).catch(() => undefined);
    }
  }

  /** @returns until the next round. */
  private async round(): Promise<number> {
    const keys = await this.options.keys.refresh();
    if (keys.length === 0) return IDLE_MS;
    const due = keys.filter((key) => key.due_in_ms <= 0);
    const work = async (): Promise<void> => {
      for (let key = due.shift(); key !== undefined; key = due.shift()) await this.retryKey(key);
    };
    const isAnyDue = due.length > 0;
    await Promise.all(Array.from({ length: KEYS_AT_ONCE }, work));
    if (isAnyDue) return LEAST_MS;
    const nextMs = Math.min(...keys.map((key) => key.due_in_ms));
    return Math.min(BUSY_MS, Math.max(LEAST_MS, nextMs));
  }

  /** Goes on with a key until a message has to wait or none is left. */
  private async retryKey(key: ParkedKeyRow): Promise<void> {
    const { database, consumer } = this.options;
    while (!this.stopping.signal.aborted) {
      const [row] = await database.query<ParkedRow>(CLAIM, [consumer, key.topic, key.message_key, CLAIM_MS]);
      if (row === undefined || !(await this.attempt(row))) return;
    }
  }

  /** @returns whether the key may go on. */
  private async attempt(row: ParkedRow): Promise<boolean> {
    const { applier, consumer, maxAttempts } = this.options;
    const message = messageOf(row);
    const remove = async (tx: Queryable): Promise<boolean> =>
      (await tx.query(REMOVE, [row.seq, row.attempts])).length > 0;
    try {
      const outcome = await applier.apply(message, remove);
      if (outcome === 'lost') return false;
      handled.inc({ group: consumer, type: row.topic, outcome });
      return true;
    } catch (error) {
      failed.inc({ group: consumer, type: row.topic });
      const isDead = isHopeless(error) || (!isTransient(error) && row.attempts >= maxAttempts);
      if (!isDead) return await this.postpone(row, error);
      await applier.bury(message, error, remove);
      handled.inc({ group: consumer, type: row.topic, outcome: 'dead' });
      return true;
    }
  }

  private async postpone(row: ParkedRow, error: unknown): Promise<false> {
    const { database, logger, parkMs } = this.options;
    const { seq, attempts } = row;
    // A fault of the surroundings is no attempt of the message.
    const counted = isTransient(error) ? attempts - 1 : attempts;
    const pauseMs = pauseAfter(Math.max(1, attempts), parkMs);
    const place = placeOf(messageOf(row));
    logger.warn({ err: error, ...place, attempt: counted, pauseMs }, 'parked event not handled');
    await database.query(POSTPONE, [seq, attempts, counted, pauseMs, kindOf(error)]);
    return false;
  }
}

function messageOf(row: ParkedRow): IncomingMessage {
  const { topic, message_key: key, partition, offset, value, headers } = row;
  return { topic, key, partition, offset, value, headers, appendedAtMs: row.appended_at.getTime() };
}
