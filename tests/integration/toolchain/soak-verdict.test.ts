// What npm run soak makes of what it has seen.
import type { Inside } from '../../../bench/processes/inside';
import { mayBeLeft, trendsOf } from '../../../bench/soak/verdict';

const MEGABYTE = 1_000_000;
const SAMPLES = 60;

function samples(change: (place: number) => Partial<Inside>): Inside[] {
  return Array.from({ length: SAMPLES }, (_, place) => ({
    heapBytes: 100 * MEGABYTE,
    rssBytes: 200 * MEGABYTE,
    sockets: 40,
    handles: 60,
    lagMs: 1,
    ...change(place),
  }));
}

const growing = (of: readonly Inside[]): string[] =>
  trendsOf(of).flatMap(({ figure, isFlat }) => (isFlat === false ? [figure] : []));

describe('a process under load', () => {
  test('that stays as it is, but for noise and single peaks, is flat', () => {
    const noisy = samples((place) => ({
      heapBytes: (100 + (place % 3)) * MEGABYTE + (place === 55 ? 50 * MEGABYTE : 0),
      sockets: 40 + (place % 5),
    }));
    expect(growing(noisy)).toEqual([]);
  });

  test('that grew while it warmed up, and no more, is flat', () => {
    expect(growing(samples((place) => ({ heapBytes: Math.min(place, 15) * 10 * MEGABYTE })))).toEqual([]);
  });

  test('whose heap grows by a five-hundredth a sample is not', () => {
    expect(growing(samples((place) => ({ heapBytes: (100 + place * 0.2) * MEGABYTE })))).toEqual([
      'heap after collection, MB',
    ]);
  });

  test('that keeps a socket now and then is not', () => {
    expect(growing(samples((place) => ({ sockets: 40 + place, handles: 60 + place })))).toEqual([
      'sockets',
      'handles',
    ]);
  });

  test('says nothing in too little time', () => {
    expect(() => trendsOf(samples(() => ({})).slice(0, 5))).toThrow(RangeError);
  });

  test('has to give back what its clients held', () => {
    const steady = samples(() => ({}));
    const [before] = samples(() => ({ sockets: 3 }));
    if (before === undefined) throw new Error('no sample');
    expect(mayBeLeft(trendsOf(steady), before, 16)).toBe(40 - 16 + 4);
    expect(mayBeLeft(trendsOf(steady), before, 60)).toBe(3 + 4);
  });
});
