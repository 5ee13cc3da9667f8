import { allocate } from '@agora/platform/money';

/** Somebody who bears a part of an amount. */
export interface Bearer {
  /** Its part is in proportion to this. Not negative. */
  readonly weight: bigint;
  /** It bears no more than this. Not negative. */
  readonly capacity: bigint;
}

/**
 * Splits an amount over bearers in proportion to their weights by largest remainder, none beyond its capacity: what one
 * cannot bear goes to the others in the same proportion. The parts sum to the amount exactly, or to all capacities
 * together when these are less. Ties go to the lower index.
 */
export function prorate(amountMinor: bigint, bearers: readonly Bearer[]): bigint[] {
  const parts = bearers.map(() => 0n);
  let rest = amountMinor;
  let open = bearers.flatMap(({ weight, capacity }, index) => (weight > 0n && capacity > 0n ? [index] : []));
  while (rest > 0n && open.length > 0) {
    const shares = allocate(
      { amountMinor: rest, currency: ANY },
      open.map((index) => bearers[index]?.weight ?? 0n),
    );
    for (const [place, index] of open.entries()) {
      const room = (bearers[index]?.capacity ?? 0n) - (parts[index] ?? 0n);
      const share = shares[place]?.amountMinor ?? 0n;
      const borne = share < room ? share : room;
      parts[index] = (parts[index] ?? 0n) + borne;
      rest -= borne;
    }
    open = open.filter((index) => (parts[index] ?? 0n) < (bearers[index]?.capacity ?? 0n));
  }
  return parts;
}

// Only the amounts count; all are of one currency.
const ANY = 'USD';
