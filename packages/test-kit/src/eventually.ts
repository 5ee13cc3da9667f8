import { setTimeout as sleep } from 'node:timers/promises';

export interface EventuallyOptions {
  /** Longest wait. Default 15,000 ms. */
  readonly withinMs?: number;
  /** Pause between two looks. Default 20 ms. */
  readonly everyMs?: number;
  /** What is waited for, for the message on expiry. */
  readonly what?: string;
}

/**
 * Looks again and again until `look` returns something other than undefined, null or false, or stops throwing.
 * For what another process or a background job brings about; never a substitute for awaiting what can be awaited.
 *
 * @returns what `look` returned.
 * @throws Error on expiry, naming what was waited for; its cause is the last thing `look` threw, if it threw.
 */
export async function eventually<T>(
  look: () => T | undefined | null | false | Promise<T | undefined | null | false>,
  { withinMs = 15_000, everyMs = 20, what = 'the condition' }: EventuallyOptions = {},
): Promise<T> {
  const end = performance.now() + withinMs;
  let cause: unknown;
  do {
    try {
      const seen = await look();
      if (seen !== undefined && seen !== null && seen !== false) return seen;
      cause = undefined;
    } catch (error) {
      cause = error;
    }
    await sleep(everyMs);
  } while (performance.now() < end);
  const reason = cause instanceof Error ? `: ${cause.message}` : '';
  throw new Error(`${what} did not come true within ${String(withinMs)} ms${reason}`, { cause });
}
