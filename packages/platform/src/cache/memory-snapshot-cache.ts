import { LRUCache } from 'lru-cache';
import type { SnapshotCache } from './snapshot-cache';

export interface MemorySnapshotCacheOptions {
  /** Most bytes of keys and values together. Default 64 MiB. */
  readonly maxBytes?: number;
}

const DEFAULT_MAX_BYTES = 64 * 1024 * 1024;
// JavaScript strings take up to two bytes a character.
const BYTES_PER_CHARACTER = 2;

/** {@link SnapshotCache} within one process: the least recently used snapshots go when the space is used up. */
export class MemorySnapshotCache implements SnapshotCache {
  private readonly entries: LRUCache<string, string>;

  constructor(options: MemorySnapshotCacheOptions = {}) {
    this.entries = new LRUCache({
      maxSize: options.maxBytes ?? DEFAULT_MAX_BYTES,
      sizeCalculation: (value, key) => (value.length + key.length) * BYTES_PER_CHARACTER + 1,
    });
  }

  async get(key: string): Promise<string | undefined> {
    return this.entries.get(key);
  }

  async set(key: string, value: string, ttlSeconds: number): Promise<void> {
    this.entries.set(key, value, { ttl: ttlSeconds * 1_000 });
  }

  async clear(prefix: string): Promise<number> {
    const keys = [...this.entries.keys()].filter((key) => key.startsWith(prefix));
    for (const key of keys) this.entries.delete(key);
    return keys.length;
  }

  async ping(): Promise<void> {}

  async close(): Promise<void> {
    this.entries.clear();
  }
}
