import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { Logger } from '../logging/logger';
import { counter } from '../metrics/metrics';
import { closeRedis, createRedis } from '../redis/create-redis';
import type { RateDecision, RateLimit, RateLimiter } from './rate-limiter';

/** What every key begins with on the server. */
export const RATE_KEY_PREFIX = 'agora:rate:';

// The server's clock counts, so processes need not agree on the time. Answers { allowed, remaining, retryAfterMs }.
const TAKE = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local limit, window = tonumber(ARGV[1]), tonumber(ARGV[2])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - window)
local count = redis.call('ZCARD', KEYS[1])
if count >= limit then
  local oldest = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')
  return { 0, 0, (tonumber(oldest[2]) or now) + window - now }
end
redis.call('ZADD', KEYS[1], now, ARGV[3])
redis.call('PEXPIRE', KEYS[1], window)
return { 1, limit - count - 1, 0 }
`;

type TakeCommand = (
  key: string,
  limit: number,
  windowMs: number,
  member: string,
) => Promise<[number, number, number]>;

const faults = counter({
  name: 'rate_limiter_faults_total',
  help: 'Attempts that were allowed because the rate limiter could not be asked',
});

export interface RedisRateLimiterOptions {
  readonly url: string;
  readonly logger: Logger;
  /** A slower answer counts as allowed. Default 250 ms. */
  readonly timeoutMs?: number;
}

/**
 * {@link RateLimiter} on Redis: exact over all processes, one script per attempt, a sorted set of the allowed
 * attempts per key that is gone one window after the last of them.
 */
export class RedisRateLimiter implements RateLimiter {
  private readonly redis: Redis & { agoraTake: TakeCommand };

  constructor({ url, logger, timeoutMs = 250 }: RedisRateLimiterOptions) {
    const redis = createRedis(url, {
      logger,
      name: 'rate-limit',
      use: 'commands',
      commandTimeoutMs: timeoutMs,
    });
    redis.defineCommand('agoraTake', { numberOfKeys: 1, lua: TAKE });
    this.redis = redis as Redis & { agoraTake: TakeCommand };
  }

  async take(key: string, { limit, windowMs }: RateLimit): Promise<RateDecision> {
    try {
      const [allowed, remaining, retryAfterMs] = await this.redis.agoraTake(
        RATE_KEY_PREFIX + key,
        limit,
        windowMs,
        randomUUID(),
      );
      return { allowed: allowed === 1, remaining, retryAfterMs };
    } catch {
      faults.inc();
      return { allowed: true, remaining: limit, retryAfterMs: 0 };
    }
  }

  async close(): Promise<void> {
    await closeRedis(this.redis);
  }
}
