import type { Consumer as KafkaJsConsumer, EachBatchPayload } from 'kafkajs';
import type { Logger } from '../../logging/logger';
import { backoffMs } from '../../time/deadline';
import type { IncomingMessage, Subscription } from '../event-transport';
import { incoming } from './incoming-message';

export interface GroupMemberOptions {
  readonly subscription: Subscription;
  readonly logger: Logger;
}

/** While handlers run, the group is told so often that this member is alive, milliseconds. */
export const HEARTBEAT_MS = 1_000;
/** At most so long do handled messages wait for their commit while others behind them are handled. */
const COMMIT_EVERY_MS = 100;

/** Hands the batches of one consumer of the library to a subscription. */
export class GroupMember {
  private readonly failures = new Map<string, number>();
  private readonly pauses = new Set<NodeJS.Timeout>();

  constructor(
    private readonly consumer: KafkaJsConsumer,
    private readonly options: GroupMemberOptions,
  ) {}

  /** What is paused stays so: the consumer is about to leave. */
  stop(): void {
    for (const pause of this.pauses) clearTimeout(pause);
  }

  /** Handles a batch up to its end, the first failure, or the loss of the partition. */
  async handleBatch(payload: EachBatchPayload): Promise<void> {
    const { topic, partition, messages } = payload.batch;
    const commits = new Commits(this.consumer, topic, partition);
    const beat = new Heartbeat(payload);
    try {
      for (const message of messages) {
        if (!payload.isRunning() || payload.isStale() || beat.failure !== undefined) break;
        const isHandled = await this.handle(incoming(topic, partition, message), payload);
        if (!isHandled) break;
        payload.resolveOffset(message.offset);
        await commits.handled(message.offset);
      }
    } finally {
      beat.stop();
      await commits.flush();
    }
    if (beat.failure !== undefined) throw beat.failure;
    await payload.heartbeat();
  }

  /**
   * On failure the partition is paused for the back-off and read again from the same message. Waiting here instead
   * would hold up every other partition of the broker: the library fetches again only when all batches are done.
   */
  private async handle(message: IncomingMessage, payload: EachBatchPayload): Promise<boolean> {
    const place = `${message.topic}/${message.partition}`;
    try {
      await this.options.subscription.handle(message);
      this.failures.delete(place);
      return true;
    } catch (error) {
      const attempt = this.failures.get(place) ?? 0;
      this.failures.set(place, attempt + 1);
      const { topic, partition, offset } = message;
      const where = { group: this.options.subscription.groupId, topic, partition, offset: String(offset) };
      this.options.logger.warn({ err: error, ...where, attempt }, 'message not handled, it will be repeated');
      this.resumeLater(payload.pause(), backoffMs(attempt, 200, 5_000));
      return false;
    }
  }

  private resumeLater(resume: () => void, delayMs: number): void {
    const pause = setTimeout(() => {
      this.pauses.delete(pause);
      resume();
    }, delayMs);
    this.pauses.add(pause);
  }
}

/** Commits the offset after the last handled message, not more often than every 100 ms. */
class Commits {
  private next: string | undefined;
  private committedAtMs = performance.now();

  constructor(
    private readonly consumer: KafkaJsConsumer,
    private readonly topic: string,
    private readonly partition: number,
  ) {}

  async handled(offset: string): Promise<void> {
    this.next = String(BigInt(offset) + 1n);
    if (performance.now() - this.committedAtMs >= COMMIT_EVERY_MS) await this.flush();
  }

  async flush(): Promise<void> {
    if (this.next === undefined) return;
    const offset = this.next;
    this.next = undefined;
    await this.consumer.commitOffsets([{ topic: this.topic, partition: this.partition, offset }]);
    this.committedAtMs = performance.now();
  }
}

/** Keeps the membership alive while handlers run; remembers that the group wants to share out anew. */
class Heartbeat {
  failure: Error | undefined;
  private readonly timer: NodeJS.Timeout;

  constructor(payload: EachBatchPayload) {
    this.timer = setInterval(() => {
      payload.heartbeat().catch((error: unknown) => {
        this.failure = error instanceof Error ? error : new Error('heartbeat failed', { cause: error });
      });
    }, HEARTBEAT_MS);
  }

  stop(): void {
    clearInterval(this.timer);
  }
}
