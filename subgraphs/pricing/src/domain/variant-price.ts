import { MINUTE_MS } from '@agora/platform/time';
import type { Money, RoundingMode } from '@agora/platform/money';
import { convert } from './exchange-rate';
import type { ExchangeRate } from './exchange-rate';
import { nextChangeAfter, tierFor, tiersAt } from './price';
import type { Price } from './price';
import { booksFor } from './price-book';
import type { PriceBook } from './price-book';
import type { PriceContext } from './price-context';
import { lowestPriceBefore } from './price-history';
import type { PriceTable } from './price-table';
import type { AppliedRule } from './rules/price-rule';
import type { Tracer } from './rules/trace';
import { unitRulesFor } from './unit-rules';

/** How long a shown price or a quote holds at most. */
export const PRICE_VALID_MS = 30 * MINUTE_MS;

/** What a sku costs somebody at a moment. */
export interface VariantPrice {
  readonly sku: string;
  /** Tax category of the goods. */
  readonly category: string;
  /** After the rules for unit prices. */
  readonly unitPrice: Money;
  /** What is struck through: the book's own comparison price, or the book's price when a rule lowered it. */
  readonly compareAtPrice: Money | undefined;
  /** The lowest price of one unit in the book over the last 30 days; rules and promotions are not in it. */
  readonly lowestPrice30Days: Money | undefined;
  /** No promotion takes a unit below it. */
  readonly floor: Money;
  /** Whether the price already contains tax. */
  readonly taxIncluded: boolean;
  /** All tiers of the book, ascending by quantity, before rules. */
  readonly tiers: readonly { readonly minimumQuantity: number; readonly unitPrice: Money }[];
  /** What changed the book's price, in that order. */
  readonly appliedRules: readonly AppliedRule[];
  /** Set when the price was converted from the region's own currency. */
  readonly exchangeRate: ExchangeRate | undefined;
  /** The next change that is already known, at most {@link PRICE_VALID_MS} from the moment asked about. */
  readonly validUntil: Date;
}

/** The prices of one sku for many calls with one context. */
export type Pricer = (sku: string, quantity: number) => VariantPrice | undefined;

/**
 * Prices by the most specific book that has a price for the sku and quantity at that moment, else by a book in the region's
 * own currency at the exchange rate; then by the rules of PRICE and CATALOG. Books and rules are chosen once for all skus; the
 * result is undefined where no book has a price.
 */
export function pricerFor(table: PriceTable, context: PriceContext, trace?: Tracer): Pricer {
  const ways = waysTo(table, context);
  const rules = unitRulesFor(table, context, trace);
  return (sku, quantity) => {
    for (const { books, exchangeRate, rounding } of ways) {
      const found = findIn(table, books, { sku, quantity, at: context.at });
      if (found === undefined) continue;
      const money = (amountMinor: bigint): Money => {
        const amount = { amountMinor, currency: found.book.currency };
        return exchangeRate === undefined ? amount : convert(amount, exchangeRate, rounding);
      };
      const listPrice = money(found.tier.amountMinor);
      const floor = money(found.tier.floorMinor ?? 0n);
      const { unitPrice, appliedRules } = rules({ sku, quantity, listPrice, floor });
      const isLowered = unitPrice.amountMinor < listPrice.amountMinor;
      const { compareAtMinor } = found.tier;
      const compareAtPrice =
        compareAtMinor === undefined ? (isLowered ? listPrice : undefined) : money(compareAtMinor);
      const described = describe(found, { table, context, money });
      return { unitPrice, compareAtPrice, appliedRules, floor, exchangeRate, ...described };
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

interface Found {
  readonly book: PriceBook;
  readonly prices: readonly Price[];
  readonly tiers: readonly Price[];
  readonly tier: Price;
}

function findIn(
  table: PriceTable,
  books: readonly PriceBook[],
  { sku, quantity, at }: { readonly sku: string; readonly quantity: number; readonly at: Date },
): Found | undefined {
  for (const book of books) {
    const prices = table.prices(book.id, sku);
    const tiers = tiersAt(prices, at);
    const tier = tierFor(tiers, quantity);
    if (tier !== undefined) return { book, prices, tiers, tier };
  }
  return undefined;
}

interface Surroundings {
  readonly table: PriceTable;
  readonly context: PriceContext;
  readonly money: (amountMinor: bigint) => Money;
}

function describe(
  { book, prices, tiers, tier }: Found,
  { table, context, money }: Surroundings,
): Omit<VariantPrice, 'unitPrice' | 'compareAtPrice' | 'appliedRules' | 'floor' | 'exchangeRate'> {
  const limitMs = context.at.getTime() + PRICE_VALID_MS;
  const lowest = lowestPriceBefore(context.at, { history: table.history(book.id, tier.sku), prices });
  return {
    sku: tier.sku,
    category: table.taxCategory(tier.sku),
    lowestPrice30Days: lowest === undefined ? undefined : money(lowest),
    taxIncluded: table.taxRate(context.region, tier.sku)?.inclusive ?? false,
    tiers: tiers.map(({ minimumQuantity, amountMinor }) => ({
      minimumQuantity,
      unitPrice: money(amountMinor),
    })),
    validUntil: new Date(Math.min(limitMs, nextChangeAfter(prices, context.at)?.getTime() ?? limitMs)),
  };
}
