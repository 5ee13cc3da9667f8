/** At most `limit` per `windowMs`, counted per key in a sliding window. */
export interface RateLimit {
  readonly limit: number;
  readonly windowMs: number;
}

export interface RateDecision {
  readonly allowed: boolean;
  readonly remaining: number;
  /** 0 when allowed; else how long until one more would be allowed. */
  readonly retryAfterMs: number;
}

/**
 * Counts attempts per key over all processes that share the store. Two adapters (memory, Redis), one suite.
 * When the store is not reachable the attempt is allowed (a shop stays open) and measured.
 */
export interface RateLimiter {
  /** Counts one attempt. `key` names what is limited and who: `graphql:customer:<id>`. */
  take(key: string, limit: RateLimit): Promise<RateDecision>;
  close(): Promise<void>;
}
