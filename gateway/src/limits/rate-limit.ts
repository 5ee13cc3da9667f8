import { actorOf } from '@agora/platform/auth';
import type { Viewer } from '@agora/platform/auth';
import { AppError } from '@agora/platform/errors';
import type { RateLimiter } from '@agora/platform/rate-limit';

/** A short window forgives sooner and keeps less per identity than one of a whole minute. */
const WINDOWS_PER_MINUTE = 6;

export interface RateLimitOptions {
  readonly limiter: RateLimiter;
  /** Operations per identity and minute, counted in windows of ten seconds; 0 switches the limit off. */
  readonly perMinute: number;
}

/**
 * Counts operations of one identity: the token's subject, else the guest session, else the client's address.
 *
 * @returns A function that takes `count` operations and rejects with AppError `RATE_LIMITED` (retriable, with
 *   `retryAfterMs`) at the first one over the limit.
 */
export function createRateLimit(
  options: RateLimitOptions,
): (viewer: Viewer, address: string, count?: number) => Promise<void> {
  const limit = {
    limit: Math.ceil(options.perMinute / WINDOWS_PER_MINUTE),
    windowMs: 60_000 / WINDOWS_PER_MINUTE,
  };
  return async (viewer, address, count = 1) => {
    if (options.perMinute === 0) return;
    const actor = actorOf(viewer);
    const key = `graphql:${actor === 'anonymous' ? `address:${address}` : actor}`;
    for (let taken = 0; taken < count; taken += 1) {
      const decision = await options.limiter.take(key, limit);
      if (!decision.allowed) {
        throw new AppError('RATE_LIMITED', 'Too many requests', { retryAfterMs: decision.retryAfterMs });
      }
    }
  };
}
