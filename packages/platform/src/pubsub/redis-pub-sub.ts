import { randomUUID } from 'node:crypto';
import { RedisPubSub as Engine } from 'graphql-redis-subscriptions';
import type { Redis } from 'ioredis';
import { AppError } from '../errors/app-error';
import type { Logger } from '../logging/logger';
import { closeRedis, createRedis } from '../redis/create-redis';
import type { JsonValue, PubSub, Unsubscribe } from './pub-sub';
import { steadySubscriber } from './steady-subscriber';

/** What every channel name begins with on the server. */
export const CHANNEL_PREFIX = 'agora:live:';

export interface RedisPubSubOptions {
  readonly url: string;
  readonly logger: Logger;
  /** Longest wait for the server to acknowledge a subscription. Default 5,000 ms. */
  readonly subscribeTimeoutMs?: number;
}

/**
 * {@link PubSub} over Redis: graphql-redis-subscriptions counts the listeners of a channel on one subscriber
 * connection, so a channel is subscribed once however many listen and left when the last one goes. Subscriptions
 * come back by themselves after an outage; {@link onGap} is called when all of them are back.
 */
export class RedisPubSub implements PubSub {
  private readonly publisher: Redis;
  private readonly subscriber: Redis;
  private readonly engine: Engine;
  private readonly gapListeners = new Set<() => void>();
  private readonly barrierChannel = `${CHANNEL_PREFIX}barrier.${randomUUID()}`;
  private connections = 0;
  private isClosed = false;

  constructor(private readonly options: RedisPubSubOptions) {
    const { url, logger } = options;
    this.publisher = createRedis(url, { logger, name: 'pubsub-publish', use: 'commands' });
    this.subscriber = steadySubscriber(
      createRedis(url, { logger, name: 'pubsub-subscribe', use: 'subscriber' }),
    );
    // Thousands of channels share this connection; each library in between adds a listener of its own.
    this.subscriber.setMaxListeners(0);
    this.engine = new Engine({ publisher: this.publisher, subscriber: this.subscriber });
    this.subscriber.on('ready', () => void this.afterReady());
  }

  async publish(channel: string, payload: JsonValue): Promise<void> {
    try {
      await this.engine.publish(CHANNEL_PREFIX + channel, payload);
    } catch (error) {
      // A payload that is not JSON is the caller's defect, not an outage.
      if (error instanceof TypeError) throw error;
      throw unavailable(error);
    }
  }

  async subscribe(channel: string, listener: (payload: JsonValue) => void): Promise<Unsubscribe> {
    if (this.isClosed) throw unavailable();
    let isActive = true;
    const subscribing = this.engine.subscribe<JsonValue>(CHANNEL_PREFIX + channel, (payload) => {
      if (isActive) this.deliver(channel, listener, payload);
    });
    const id = await this.acknowledged(subscribing);
    return async () => {
      if (!isActive) return;
      isActive = false;
      if (!this.isClosed) this.engine.unsubscribe(id);
    };
  }

  onGap(listener: () => void): () => void {
    const entry = (): void => listener();
    this.gapListeners.add(entry);
    return () => void this.gapListeners.delete(entry);
  }

  async ping(): Promise<void> {
    await this.publisher.ping().catch((error: unknown) => {
      throw unavailable(error);
    });
  }

  async close(): Promise<void> {
    this.isClosed = true;
    this.gapListeners.clear();
    await Promise.all([closeRedis(this.publisher), closeRedis(this.subscriber)]);
  }

  private async acknowledged(subscribing: Promise<number>): Promise<number> {
    let timer: NodeJS.Timeout | undefined;
    const timedOut = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), this.options.subscribeTimeoutMs ?? 5_000);
    });
    const id = await Promise.race([subscribing, timedOut]);
    clearTimeout(timer);
    if (id !== undefined) return id;
    // It may still be acknowledged when the server is back: nobody wants it then.
    void subscribing.then((late) => {
      if (!this.isClosed) this.engine.unsubscribe(late);
    });
    throw unavailable();
  }

  private deliver(channel: string, listener: (payload: JsonValue) => void, payload: JsonValue): void {
    try {
      listener(payload);
    } catch (error) {
      this.options.logger.error({ err: error, channel }, 'a pub/sub listener failed');
    }
  }

  /**
   * On a new connection ioredis has just sent SUBSCRIBE for every channel. The server works in order, so when it has
   * acknowledged one more, all of them are back.
   */
  private async afterReady(): Promise<void> {
    this.connections += 1;
    const connection = this.connections;
    if (connection === 1) return;
    await this.subscriber.subscribe(this.barrierChannel);
    await this.subscriber.unsubscribe(this.barrierChannel);
    // Lost again meanwhile: the newer connection reports the gap.
    if (connection !== this.connections || this.isClosed) return;
    for (const listener of this.gapListeners) {
      try {
        listener();
      } catch (error) {
        this.options.logger.error({ err: error }, 'a gap listener failed');
      }
    }
  }
}

function unavailable(cause?: unknown): AppError {
  return new AppError(
    'DOWNSTREAM_UNAVAILABLE',
    'Live messages are not available',
    cause === undefined ? {} : { cause },
  );
}
