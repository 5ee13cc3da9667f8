import { randomFillSync } from 'node:crypto';

const POOL_BYTES = 2_048;
const pool = Buffer.alloc(POOL_BYTES);
let used = POOL_BYTES;

/**
 * Unpredictable bytes from a pool, as asking the system each time costs more than the rest of making an id. They are good until the
 * next call: for what is read at once, and not for secrets.
 * @param count At most 64.
 */
export function pooledRandomBytes(count: number): Buffer {
  if (used + count > POOL_BYTES) {
    randomFillSync(pool);
    used = 0;
  }
  used += count;
  return pool.subarray(used - count, used);
}
