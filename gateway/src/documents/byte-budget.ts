import { MINUTE_MS } from '@agora/platform/time';
import type { Clock } from '@agora/platform/time';

/** @returns A function that says whether so many more bytes may be used in this minute, and counts them if so. */
export function createByteBudget(bytesPerMinute: number, clock: Clock): (bytes: number) => boolean {
  let startedMs = -Infinity;
  let used = 0;
  return (bytes) => {
    const nowMs = clock.nowMs();
    if (nowMs - startedMs >= MINUTE_MS) {
      startedMs = nowMs;
      used = 0;
    }
    if (used + bytes > bytesPerMinute) return false;
    used += bytes;
    return true;
  };
}
