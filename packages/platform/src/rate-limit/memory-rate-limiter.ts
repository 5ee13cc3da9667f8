import { LRUCache } from 'lru-cache';
import type { Clock } from '../time/clock';
import type { RateDecision, RateLimit, RateLimiter } from './rate-limiter';

export interface MemoryRateLimiterOptions {
  readonly clock: Clock;
  /** Most keys remembered; the longest unused are forgotten first. Default 50,000. */
  readonly maxKeys?: number;
}

/** {@link RateLimiter} within one process: exact, one timestamp per allowed attempt. */
export class MemoryRateLimiter implements RateLimiter {
  private readonly attempts: LRUCache<string, number[]>;
  private readonly clock: Clock;

  constructor({ clock, maxKeys = 50_000 }: MemoryRateLimiterOptions) {
    this.clock = clock;
    this.attempts = new LRUCache({ max: maxKeys });
  }

  async take(key: string, { limit, windowMs }: RateLimit): Promise<RateDecision> {
    const nowMs = this.clock.nowMs();
    const known = this.attempts.get(key) ?? [];
    const recent = known.filter((attemptMs) => attemptMs > nowMs - windowMs);
    const oldest = recent[0];
    if (recent.length >= limit) {
      this.attempts.set(key, recent);
      return { allowed: false, remaining: 0, retryAfterMs: (oldest ?? nowMs) + windowMs - nowMs };
    }
    recent.push(nowMs);
    this.attempts.set(key, recent);
    return { allowed: true, remaining: limit - recent.length, retryAfterMs: 0 };
  }

  async close(): Promise<void> {
    this.attempts.clear();
  }
}
