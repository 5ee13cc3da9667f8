import type { Redis } from 'ioredis';

type Callback = (error: null, count: unknown) => void;

/**
 * Makes a subscriber connection safe for graphql-redis-subscriptions, which leaves the promises of SUBSCRIBE and
 * UNSUBSCRIBE without a handler: one that fails (a connection closed while it waits) would end the process. Here
 * such a command just never calls back; whoever waits has a time limit of their own.
 */
export function steadySubscriber(redis: Redis): Redis {
  const subscribe = redis.subscribe.bind(redis) as (...channels: unknown[]) => Promise<unknown>;
  const unsubscribe = redis.unsubscribe.bind(redis) as (...channels: unknown[]) => Promise<unknown>;
  return Object.assign(redis, {
    subscribe: async (...args: unknown[]): Promise<unknown> => {
      const last = args.at(-1);
      if (typeof last !== 'function') return subscribe(...args).catch(() => undefined);
      const callback = last as Callback;
      return subscribe(...args.slice(0, -1)).then(
        (count) => callback(null, count),
        () => undefined,
      );
    },
    unsubscribe: (...args: unknown[]) => unsubscribe(...args).catch(() => undefined),
    // The library sends it beside every UNSUBSCRIBE; this project has no pattern subscriptions.
    punsubscribe: async () => undefined,
  });
}
