import { Redis } from 'ioredis';
import type { RedisOptions } from 'ioredis';
import type { Logger } from '../logging/logger';
import { backoffMs } from '../time/deadline';

export interface RedisConnectionOptions {
  readonly logger: Logger;
  /** Shown by `CLIENT LIST`, as `agora-<name>`. */
  readonly name: string;
  /**
   * `commands` fails a command that cannot be answered in time, so that callers never wait for a dead server.
   * `subscriber` keeps commands until the server is back: what was subscribed must come back by itself.
   */
  readonly use: 'commands' | 'subscriber';
  /** Longest wait for one answer; only for `commands`. Default 1,000 ms. */
  readonly commandTimeoutMs?: number;
}

const RECONNECT_BASE_MS = 50;
const RECONNECT_MAX_MS = 2_000;

/**
 * The one place that connects to Redis. Returns at once; the connection is made in the background, comes back by
 * itself (back-off from 50 ms to 2 s with jitter, for ever) and never emits an unhandled error: an outage is one
 * warning when it begins and one line when it ends.
 *
 * @param url `redis://` or `rediss://`, never logged.
 */
export function createRedis(url: string, options: RedisConnectionOptions): Redis {
  const redis = new Redis(url, {
    connectionName: `agora-${options.name}`,
    connectTimeout: 5_000,
    keepAlive: 10_000,
    disconnectTimeout: 250,
    retryStrategy: (attempt) => backoffMs(attempt, RECONNECT_BASE_MS, RECONNECT_MAX_MS),
    // A replica that took over answers READONLY to the old primary's clients: connect anew.
    reconnectOnError: (error) => error.message.startsWith('READONLY'),
    ...useOptions(options),
  });
  reportOutages(redis, options);
  return redis;
}

/** Ends a connection without waiting for a server that does not answer. Never rejects; safe to repeat. */
export async function closeRedis(redis: Redis): Promise<void> {
  if (redis.status === 'ready') await redis.quit().catch(() => undefined);
  redis.disconnect();
}

function useOptions({ use, commandTimeoutMs = 1_000 }: RedisConnectionOptions): RedisOptions {
  return use === 'commands'
    ? { maxRetriesPerRequest: 1, commandTimeout: commandTimeoutMs }
    : { maxRetriesPerRequest: null, autoResubscribe: true };
}

function reportOutages(redis: Redis, { logger, name }: RedisConnectionOptions): void {
  let isDown = false;
  redis.on('error', (error: Error) => {
    if (isDown) return;
    isDown = true;
    logger.warn({ err: error, connection: name }, 'redis is not reachable');
  });
  redis.on('ready', () => {
    if (isDown) logger.info({ connection: name }, 'redis is reachable again');
    isDown = false;
  });
}
