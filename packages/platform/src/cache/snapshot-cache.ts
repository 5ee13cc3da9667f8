/**
 * Immutable snapshots by versioned key (`agora:<entity>:{id}:v{n}`). A value never changes under its key, so
 * there is nothing to invalidate and correctness never depends on the cache: every failure is a miss.
 * Two adapters (memory, Redis), one suite (`snapshot-cache.suite.ts`).
 */
export interface SnapshotCache {
  /** The stored text, or undefined. Never rejects: a fault counts as a miss and is measured. */
  get(key: string): Promise<string | undefined>;
  /** Stores for at most `ttlSeconds` (1..86,400). Never rejects. */
  set(key: string, value: string, ttlSeconds: number): Promise<void>;
  /** Drops everything under a prefix; returns how many. For operators (`/admin/cache/clear`). */
  clear(prefix: string): Promise<number>;
  ping(): Promise<void>;
  close(): Promise<void>;
}
