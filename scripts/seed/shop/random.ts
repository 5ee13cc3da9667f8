/** A source of chance that always tells the same story for the same seed. */
export interface Random {
  /** A whole number from 0 to `limit` - 1. */
  below(limit: number): number;
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number;
  /** True in `percent` of 100 cases. */
  chance(percent: number): boolean;
  /** One of the list. @throws RangeError when it is empty. */
  pick<T>(list: readonly T[]): T;
  /** Up to `count` different members of the list. */
  pickSome<T>(list: readonly T[], count: number): T[];
}

/** Mulberry32: small, fast, and equal on every machine. For made-up data, never for secrets. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const below = (limit: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
  const pick = <T>(list: readonly T[]): T => {
    const found = list[below(list.length)];
    if (found === undefined) throw new RangeError('nothing to pick from');
    return found;
  };
  return {
    below,
    between: (low, high) => low + below(high - low + 1),
    chance: (percent) => below(100) < percent,
    pick,
    pickSome: (list, count) => {
      const chosen = new Set<(typeof list)[number]>();
      for (let tries = 0; chosen.size < Math.min(count, list.length) && tries < count * 10; tries += 1)
        chosen.add(pick(list));
      return [...chosen];
    },
  };
}
