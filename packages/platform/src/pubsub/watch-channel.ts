import type { PubSub, Unsubscribe } from './pub-sub';

/** What one message of a watch is about. */
export interface Poke {
  /** The version of the last message; null before the first, which is then a snapshot. */
  readonly after: number | null;
  /** Told by whoever sent the message, so that the next one continues there. */
  delivered(version: number): void;
  /** Told by whoever sends a message that no other follows: the watch ends behind it. */
  wasLast(): void;
}

/**
 * Watches one aggregate: yields once at the start and then whenever it was poked, however many pokes came together.
 * Written by hand: a generator blocked in `await` would not see `return()`, and the subscription would leak.
 * @param afterVersion What the watcher has already; null for nothing.
 */
export function watchChannel(
  pubsub: PubSub,
  channel: string,
  afterVersion: number | null,
): AsyncIterableIterator<Poke> {
  let after = afterVersion;
  let isDue = true;
  let isOver = false;
  let wake: (() => void) | undefined;
  const poke = (): void => {
    isDue = true;
    wake?.();
  };
  // Subscribed before the first read: a commit in between is poked.
  const subscribed: Promise<Unsubscribe> = pubsub.subscribe(channel, poke);
  subscribed.catch(() => undefined);
  const stopGapWatch = pubsub.onGap(poke);
  const message = (): Poke => ({
    after,
    delivered: (version) => {
      after = version;
    },
    wasLast: () => {
      isOver = true;
      wake?.();
    },
  });
  let stopped: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    stopGapWatch();
    await (
      await subscribed
    )();
  };
  const over = async (): Promise<IteratorReturnResult<undefined>> => {
    await (stopped ??= stop());
    return { done: true, value: undefined };
  };
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: async () => {
      await subscribed;
      while (!isDue && !isOver) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      if (isOver) return over();
      isDue = false;
      return { done: false, value: message() };
    },
    return: async () => {
      isOver = true;
      wake?.();
      return over();
    },
  };
}
