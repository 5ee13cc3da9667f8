import type { Inside } from '../processes/inside';
import { median } from '../median';

/** What became of one figure of a process. */
export interface Trend {
  readonly figure: string;
  /** Medians of the first, middle and last third, without the time of warming up. */
  readonly first: number;
  readonly middle: number;
  readonly last: number;
  /** Undefined: told, but not judged. */
  readonly isFlat: boolean | undefined;
}

interface Judged {
  readonly figure: string;
  readonly of: (sample: Inside) => number;
  /** By how much it may grow from the first third to the last: whichever is more. Undefined: not judged. */
  readonly allowed?: { readonly share: number; readonly amount: number };
}

const MEGABYTE = 1_000_000;
const FIGURES: readonly Judged[] = [
  {
    figure: 'heap after collection, MB',
    of: ({ heapBytes }) => heapBytes / MEGABYTE,
    allowed: { share: 0.05, amount: 3 },
  },
  { figure: 'RSS, MB', of: ({ rssBytes }) => rssBytes / MEGABYTE },
  { figure: 'sockets', of: ({ sockets }) => sockets, allowed: { share: 0.1, amount: 8 } },
  { figure: 'handles', of: ({ handles }) => handles, allowed: { share: 0.1, amount: 16 } },
  { figure: 'event loop late, p99 ms', of: ({ lagMs }) => lagMs },
];
/** Of the samples: code is compiled, caches are filled. */
const WARMING_SHARE = 0.25;
const LEAST_SAMPLES = 6;

/** @throws RangeError for so few samples that they say nothing. */
export function trendsOf(samples: readonly Inside[]): readonly Trend[] {
  const steady = samples.slice(Math.floor(samples.length * WARMING_SHARE));
  if (steady.length < LEAST_SAMPLES) throw new RangeError('There are too few samples for a verdict.');
  const third = Math.floor(steady.length / 3);
  const parts = [steady.slice(0, third), steady.slice(third, -third), steady.slice(-third)];
  return FIGURES.map(({ figure, of, allowed }) => {
    const [first = 0, middle = 0, last = 0] = parts.map((part) => median(part.map(of)));
    const isFlat =
      allowed === undefined ? undefined : last - first <= Math.max(first * allowed.share, allowed.amount);
    return { figure, first, middle, last, isFlat };
  });
}

/** Sockets that may be left when nobody asks any more: all but those that clients held. */
export function mayBeLeft(trends: readonly Trend[], before: Inside, heldByClients: number): number {
  const steady = trends.find(({ figure }) => figure === 'sockets')?.last ?? 0;
  return Math.max(before.sockets, steady - heldByClients) + SOCKETS_TO_SPARE;
}

/** Roads to subgraphs open and close by themselves. */
const SOCKETS_TO_SPARE = 4;
