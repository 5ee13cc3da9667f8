import type { Redis } from 'ioredis';
import type { Logger } from '../logging/logger';
import { AppError } from '../errors/app-error';
import { counter } from '../metrics/metrics';
import { closeRedis, createRedis } from '../redis/create-redis';
import type { SnapshotCache } from './snapshot-cache';

export interface RedisSnapshotCacheOptions {
  readonly url: string;
  readonly logger: Logger;
  /** A slower answer counts as a miss. Default 250 ms. */
  readonly timeoutMs?: number;
}

const SCAN_COUNT = 500;

const faults = counter({
  name: 'snapshot_cache_faults_total',
  help: 'Snapshot cache calls that failed and were treated as a miss',
  labelNames: ['operation'],
});

/** {@link SnapshotCache} on Redis, shared by all processes. Memory is bounded by each key's time to live. */
export class RedisSnapshotCache implements SnapshotCache {
  private readonly redis: Redis;

  constructor({ url, logger, timeoutMs = 250 }: RedisSnapshotCacheOptions) {
    this.redis = createRedis(url, {
      logger,
      name: 'snapshots',
      use: 'commands',
      commandTimeoutMs: timeoutMs,
    });
  }

  async get(key: string): Promise<string | undefined> {
    try {
      return (await this.redis.get(key)) ?? undefined;
    } catch {
      faults.inc({ operation: 'get' });
      return undefined;
    }
  }

  async set(key: string, value: string, ttlSeconds: number): Promise<void> {
    try {
      await this.redis.set(key, value, 'EX', ttlSeconds);
    } catch {
      faults.inc({ operation: 'set' });
    }
  }

  /** @throws AppError `DOWNSTREAM_UNAVAILABLE` (retriable): some keys may be gone already. */
  async clear(prefix: string): Promise<number> {
    let cursor = '0';
    let cleared = 0;
    try {
      do {
        const [next, keys] = await this.redis.scan(
          cursor,
          'MATCH',
          `${escapePattern(prefix)}*`,
          'COUNT',
          SCAN_COUNT,
        );
        cursor = next;
        if (keys.length > 0) cleared += await this.redis.unlink(...keys);
      } while (cursor !== '0');
    } catch (error) {
      throw unavailable(error);
    }
    return cleared;
  }

  async ping(): Promise<void> {
    await this.redis.ping().catch((error: unknown) => {
      throw unavailable(error);
    });
  }

  async close(): Promise<void> {
    await closeRedis(this.redis);
  }
}

function escapePattern(text: string): string {
  return text.replace(/[\\*?[\]]/g, (character) => `\\${character}`);
}

function unavailable(cause: unknown): AppError {
  return new AppError('DOWNSTREAM_UNAVAILABLE', 'The cache is not available', { cause });
}
