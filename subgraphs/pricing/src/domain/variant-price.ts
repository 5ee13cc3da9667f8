import { MINUTE_MS } from '@agora/platform/time';
import type { Money } from '@agora/platform/money';
import type { Price } from './price';
import { nextChangeAfter, tierFor, tiersAt } from './price';
import { booksFor } from './price-book';
import type { PriceBook } from './price-book';
import type { PriceContext } from './price-context';
import type { PriceTable } from './price-table';

/** How long a shown price or a quote holds at most. */
export const PRICE_VALID_MS = 30 * MINUTE_MS;

/** What a sku costs somebody at a moment. */
export interface VariantPrice {
  readonly sku: string;
  readonly unitPrice: Money;
  readonly compareAtPrice: Money | undefined;
  /** Whether the price already contains tax. */
  readonly taxIncluded: boolean;
  /** All tiers of the book, ascending by quantity. */
  readonly tiers: readonly { readonly minimumQuantity: number; readonly unitPrice: Money }[];
  /** The next change that is already known, at most {@link PRICE_VALID_MS} from the moment asked about. */
  readonly validUntil: Date;
}

/** The prices of one sku for many calls with one context. */
export type Pricer = (sku: string, quantity: number) => VariantPrice | undefined;

/**
 * Prices by the most specific book that has a price for the sku and quantity at that moment. The books are chosen
 * once for all skus; the result is undefined where no book has a price.
 */
export function pricerFor(table: PriceTable, context: PriceContext): Pricer {
  const books = booksFor(context, table.books);
  return (sku, quantity) => {
    for (const book of books) {
      const prices = table.prices(book.id, sku);
      const tiers = tiersAt(prices, context.at);
      const tier = tierFor(tiers, quantity);
      if (tier !== undefined) return describe({ table, context, book, prices, tiers, tier });
    }
    return undefined;
  };
}

interface Found {
  readonly table: PriceTable;
  readonly context: PriceContext;
  readonly book: PriceBook;
  readonly prices: readonly Price[];
  readonly tiers: readonly Price[];
  readonly tier: Price;
}

function describe({ table, context, book, prices, tiers, tier }: Found): VariantPrice {
  const money = (amountMinor: bigint): Money => ({ amountMinor, currency: book.currency });
  const limitMs = context.at.getTime() + PRICE_VALID_MS;
  return {
    sku: tier.sku,
    unitPrice: money(tier.amountMinor),
    compareAtPrice: tier.compareAtMinor === undefined ? undefined : money(tier.compareAtMinor),
    taxIncluded: table.taxRate(context.region, tier.sku)?.inclusive ?? false,
    tiers: tiers.map(({ minimumQuantity, amountMinor }) => ({
      minimumQuantity,
      unitPrice: money(amountMinor),
    })),
    validUntil: new Date(Math.min(limitMs, nextChangeAfter(prices, context.at)?.getTime() ?? limitMs)),
  };
}
