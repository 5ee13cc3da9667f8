/** What is known when a worker has ended that nobody asked to. */
export interface WorkerEnd {
  /** How many workers in a row, this one included, ended in its place before they had served for {@link STEADY_MS}. */
  readonly earlyEnds: number;
  readonly isAnyReady: boolean;
  /** Since the primary began, in whatever place. */
  readonly wasAnyReady: boolean;
}

export type AfterEnd =
  | { readonly kind: 'start'; readonly pauseMs: number }
  | { readonly kind: 'give-up'; readonly reason: string };

/** A worker that has served so long is not one that cannot. */
export const STEADY_MS = 10_000;
const MOST_EARLY_ENDS = 5;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 30_000;

/**
 * Whether another worker takes the place of one that ended, and when: at once after one that served well, else after a pause that
 * doubles from 250 ms to 30 s. As long as one worker serves it is tried for ever; when none does, five times. When none ever did, the
 * cause is the configuration: not again.
 */
export function afterWorkerEnd({ earlyEnds, isAnyReady, wasAnyReady }: WorkerEnd): AfterEnd {
  if (!wasAnyReady) return { kind: 'give-up', reason: 'the first worker could not start' };
  if (!isAnyReady && earlyEnds >= MOST_EARLY_ENDS)
    return { kind: 'give-up', reason: `no worker is left and ${String(earlyEnds)} ended at once` };
  const pauseMs = earlyEnds === 0 ? 0 : FIRST_PAUSE_MS * 2 ** (earlyEnds - 1);
  return { kind: 'start', pauseMs: Math.min(LONGEST_PAUSE_MS, pauseMs) };
}
