// Rate limits: at most so many attempts per sliding window and key, exact, shared over Redis or within one process.
// Guarantees that an unreachable store never stops the shop.
export { MemoryRateLimiter } from './memory-rate-limiter';
export type { MemoryRateLimiterOptions } from './memory-rate-limiter';
export type { RateDecision, RateLimit, RateLimiter } from './rate-limiter';
export { RATE_KEY_PREFIX, RedisRateLimiter } from './redis-rate-limiter';
export type { RedisRateLimiterOptions } from './redis-rate-limiter';
export { takeAttempts } from './attempts';
export type { AttemptLimits, Attempts } from './attempts';
