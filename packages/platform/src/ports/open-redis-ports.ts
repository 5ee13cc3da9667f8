import { MemorySnapshotCache } from '../cache/memory-snapshot-cache';
import { RedisSnapshotCache } from '../cache/redis-snapshot-cache';
import type { Logger } from '../logging/logger';
import { MemoryPubSub } from '../pubsub/memory-pub-sub';
import { RedisPubSub } from '../pubsub/redis-pub-sub';
import { MemoryRateLimiter } from '../rate-limit/memory-rate-limiter';
import { RedisRateLimiter } from '../rate-limit/redis-rate-limiter';
import { systemClock } from '../time/clock';
import type { Ports } from './ports';

/** The ports that processes share through Redis. */
export interface RedisPorts extends Pick<Ports, 'pubsub' | 'snapshots' | 'rateLimiter'> {
  close(): Promise<void>;
}

/** Opens them on the Redis at `url`; without one each is in memory and reaches no further than this process. */
export function openRedisPorts(options: {
  readonly url: string | undefined;
  readonly logger: Logger;
}): RedisPorts {
  const { url, logger } = options;
  const ports: Pick<Ports, 'pubsub' | 'snapshots' | 'rateLimiter'> =
    url === undefined
      ? {
          pubsub: new MemoryPubSub(logger),
          snapshots: new MemorySnapshotCache(),
          rateLimiter: new MemoryRateLimiter({ clock: systemClock }),
        }
      : {
          pubsub: new RedisPubSub({ url, logger }),
          snapshots: new RedisSnapshotCache({ url, logger }),
          rateLimiter: new RedisRateLimiter({ url, logger }),
        };
  return {
    ...ports,
    close: async () => {
      await Promise.all([ports.pubsub, ports.snapshots, ports.rateLimiter].map((port) => port.close()));
    },
  };
}
