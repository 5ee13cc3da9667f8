import type { EventTransport, IncomingMessage } from '../eventing/event-transport';
import type { Logger } from '../logging/logger';
import { gauge } from '../metrics/metrics';

const lag = gauge({
  name: 'event_consumer_lag',
  help: 'Messages of a topic that a consumer group has not acknowledged',
  labelNames: ['group', 'topic'],
});
const age = gauge({
  name: 'event_consumer_age_seconds',
  help: 'Age of the oldest message that this process has at hand for a consumer group; 0 when it waits for messages',
  labelNames: ['group'],
});

const SAMPLE_EVERY_MS = 10_000;
/** A message that failed is repeated sooner, unless its partition has gone to another process. */
const GONE_AFTER_MS = 30_000;

interface AtHand {
  readonly appendedAtMs: number;
  /** On the clock of the process; undefined while it is being handled. */
  readonly failedAtMs: number | undefined;
}

export interface ConsumerLagOptions {
  readonly transport: EventTransport;
  readonly groupId: string;
  readonly topics: readonly string[];
  readonly logger: Logger;
}

/**
 * Measures how far a consumer is behind, every ten seconds. A message that is repeated or waits for its database stays
 * at hand, so its age grows; parked messages are acknowledged and count elsewhere.
 */
export class ConsumerLag {
  private readonly atHand = new Map<string, AtHand>();
  private timer: NodeJS.Timeout | undefined;
  private sampling: Promise<void> = Promise.resolve();

  constructor(private readonly options: ConsumerLagOptions) {}

  start(): void {
    this.timer ??= setInterval(() => {
      this.sampling = this.sampling.then(() => this.sample());
    }, SAMPLE_EVERY_MS).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.sampling;
  }

  /** Runs `handle` for a message, which is at hand until that succeeds. @throws what `handle` throws. */
  async measure(message: IncomingMessage, handle: () => Promise<void>): Promise<void> {
    const { topic, partition, appendedAtMs } = message;
    const place = `${topic}/${String(partition)}`;
    this.atHand.set(place, { appendedAtMs, failedAtMs: undefined });
    try {
      await handle();
      this.atHand.delete(place);
    } catch (error) {
      this.atHand.set(place, { appendedAtMs, failedAtMs: performance.now() });
      throw error;
    }
  }

  /** Sets the metrics now. Never rejects: a transport that does not answer leaves the last lag standing. */
  async sample(): Promise<void> {
    const { transport, groupId, topics, logger } = this.options;
    age.set({ group: groupId }, this.ageMs() / 1_000);
    try {
      for (const topic of topics) lag.set({ group: groupId, topic }, await transport.lag(groupId, [topic]));
    } catch (error) {
      logger.debug({ err: error }, 'the lag of a consumer cannot be read');
    }
  }

  private ageMs(): number {
    const nowMs = Date.now();
    let oldestMs = nowMs;
    for (const [place, { appendedAtMs, failedAtMs }] of this.atHand) {
      if (failedAtMs !== undefined && performance.now() - failedAtMs > GONE_AFTER_MS)
        this.atHand.delete(place);
      else oldestMs = Math.min(oldestMs, appendedAtMs);
    }
    return nowMs - oldestMs;
  }
}
