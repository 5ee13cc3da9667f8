import type { Money, RoundingMode } from '@agora/platform/money';
import { convert } from './exchange-rate';
import type { ExchangeRate } from './exchange-rate';
import { tierFor, tiersAt } from './price';
import type { Price } from './price';
import { booksFor } from './price-book';
import type { PriceBook } from './price-book';
import type { PriceContext } from './price-context';
import type { PriceTable } from './price-table';
import type { AppliedRule } from './rules/price-rule';
import type { Tracer } from './rules/trace';
import { unitRulesFor } from './unit-rules';

/** What one unit of a sku is sold at to somebody at a moment. */
export interface UnitPrice {
  readonly sku: string;
  /** Tax category of the goods. */
  readonly category: string;
  /** After the rules for unit prices. */
  readonly unitPrice: Money;
  /** No promotion takes a unit below it. */
  readonly floor: Money;
  /** What changed the book's price, in that order. */
  readonly appliedRules: readonly AppliedRule[];
  /** Set when the price was converted from the region's own currency. */
  readonly exchangeRate: ExchangeRate | undefined;
}

/** A unit price with what it comes from. */
export interface FoundPrice extends UnitPrice {
  readonly listed: ListedPrice;
  /** The book's price of the quantity, before rules. */
  readonly listPrice: Money;
  /** An amount of the book in the currency that was asked for. */
  readonly money: (amountMinor: bigint) => Money;
}

/** A price in a book. */
export interface ListedPrice {
  readonly book: PriceBook;
  /** All of the sku. */
  readonly prices: readonly Price[];
  /** Those that count at the moment. */
  readonly tiers: readonly Price[];
  /** That of the quantity. */
  readonly tier: Price;
}

/** The unit prices of skus for many calls with one context. */
export type UnitPricer = (sku: string, quantity: number) => FoundPrice | undefined;

/**
 * Prices by the most specific book that has a price for the sku and quantity at that moment, else by a book in the region's
 * own currency at the exchange rate; then by the rules of PRICE and CATALOG. Books and rules are chosen once for all skus; the
 * result is undefined where no book has a price.
 */
export function unitPricerFor(table: PriceTable, context: PriceContext, trace?: Tracer): UnitPricer {
  const ways = waysTo(table, context);
  const rules = unitRulesFor(table, context, trace);
  return (sku, quantity) => {
    for (const { books, exchangeRate, rounding } of ways) {
      const listed = listedIn(table, books, { sku, quantity, at: context.at });
      if (listed === undefined) continue;
      const money = (amountMinor: bigint): Money => {
        const amount = { amountMinor, currency: listed.book.currency };
        return exchangeRate === undefined ? amount : convert(amount, exchangeRate, rounding);
      };
      const listPrice = money(listed.tier.amountMinor);
      const floor = money(listed.tier.floorMinor ?? 0n);
      const { unitPrice, appliedRules } = rules({ sku, quantity, listPrice, floor });
      const category = table.taxCategory(sku);
      return { sku, category, unitPrice, floor, appliedRules, exchangeRate, listed, listPrice, money };
    }
    return undefined;
  };
}

interface Way {
  readonly books: readonly PriceBook[];
  readonly exchangeRate: ExchangeRate | undefined;
  readonly rounding: RoundingMode;
}

/** First the books of the currency itself, then those of the region's currency, converted. */
function waysTo(table: PriceTable, context: PriceContext): Way[] {
  const region = table.region(context.region);
  const rounding = region?.roundingMode ?? 'HALF_EVEN';
  const own = { books: booksFor(context, table.books), exchangeRate: undefined, rounding };
  if (region === undefined || region.currency === context.currency) return [own];
  const exchangeRate = table.exchangeRate(region.currency, context.currency);
  if (exchangeRate === undefined) return [own];
  const books = booksFor({ ...context, currency: region.currency }, table.books);
  return [own, { books, exchangeRate, rounding }];
}

function listedIn(
  table: PriceTable,
  books: readonly PriceBook[],
  { sku, quantity, at }: { readonly sku: string; readonly quantity: number; readonly at: Date },
): ListedPrice | undefined {
  for (const book of books) {
    const prices = table.prices(book.id, sku);
    const tiers = tiersAt(prices, at);
    const tier = tierFor(tiers, quantity);
    if (tier !== undefined) return { book, prices, tiers, tier };
  }
  return undefined;
}
