import type { Cart } from './cart';
import type { LinesChange } from './change';

/** List prices that an earlier quote of the cart gave and that still hold. */
export interface StandingPrices {
  /** By sku, smallest unit of the cart's currency. */
  readonly unitPrices: ReadonlyMap<string, bigint>;
  /** Until when all of them hold. */
  readonly validUntil: Date;
}

/**
 * What a change can be priced with when pricing does not answer: the list prices the cart has of the very skus, while they
 * hold. A change that only takes away needs none. Undefined when a sku has none: nothing is sold without a price.
 */
export function standingPrices(cart: Cart, change: LinesChange, now: Date): StandingPrices | undefined {
  const unitPrices = new Map<string, bigint>();
  let validUntil: Date | undefined;
  for (const { sku } of change.lines) {
    const line = cart.lines.find((one) => one.sku === sku && one.priceValidUntil > now);
    if (line === undefined) return undefined;
    unitPrices.set(sku, line.unitPriceMinor);
    if (validUntil === undefined || line.priceValidUntil < validUntil) validUntil = line.priceValidUntil;
  }
  return { unitPrices, validUntil: validUntil ?? now };
}
