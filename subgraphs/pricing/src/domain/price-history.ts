import { DAY_MS } from '@agora/platform/time';
import type { Price } from './price';

/** What a standing price was for a time. */
export interface HistoricPrice {
  readonly minimumQuantity: number;
  /** Smallest unit of the book's currency. */
  readonly amountMinor: bigint;
  /** Inclusive. */
  readonly since: Date;
  /** Exclusive; undefined = it still is. */
  readonly until: Date | undefined;
}

/** How far back the lowest price is looked for (Directive 98/6/EC, article 6a). */
export const LOWEST_PRICE_MS = 30 * DAY_MS;

/**
 * The lowest price of one unit in the 30 days before a moment: standing prices as they were, and prices with a window that was
 * open meanwhile. Undefined when there was none.
 */
export function lowestPriceBefore(
  at: Date,
  { history, prices }: { readonly history: readonly HistoricPrice[]; readonly prices: readonly Price[] },
): bigint | undefined {
  const from = at.getTime() - LOWEST_PRICE_MS;
  const overlaps = (since: Date | undefined, until: Date | undefined): boolean =>
    (since?.getTime() ?? -Infinity) <= at.getTime() && (until?.getTime() ?? Infinity) > from;
  const amounts = [
    ...history.filter((past) => past.minimumQuantity === 1 && overlaps(past.since, past.until)),
    ...prices.filter(
      (price) =>
        price.minimumQuantity === 1 &&
        (price.validFrom ?? price.validUntil) !== undefined &&
        overlaps(price.validFrom, price.validUntil),
    ),
  ].map(({ amountMinor }) => amountMinor);
  return amounts.length === 0 ? undefined : amounts.reduce((least, one) => (one < least ? one : least));
}
