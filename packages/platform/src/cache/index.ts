// Cache: immutable snapshots under versioned keys, bounded by time and (in memory) by size.
// Guarantees that a fault is a miss, so correctness never depends on it.
export { MemorySnapshotCache } from './memory-snapshot-cache';
export type { MemorySnapshotCacheOptions } from './memory-snapshot-cache';
export { RedisSnapshotCache } from './redis-snapshot-cache';
export type { RedisSnapshotCacheOptions } from './redis-snapshot-cache';
export type { SnapshotCache } from './snapshot-cache';
