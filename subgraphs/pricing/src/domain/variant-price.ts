import { MINUTE_MS } from '@agora/platform/time';
import type { Money } from '@agora/platform/money';
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

/** What one unit of a sku costs somebody at a moment: all that a quote needs of it. */
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

/** What a sku costs somebody at a moment, as it is shown. */
export interface VariantPrice extends UnitPrice {
  /** What is struck through: the book's own comparison price, or the book's price when a rule lowered it. */
  readonly compareAtPrice: Money | undefined;
  /** The lowest price of one unit in the book over the last 30 days; rules and promotions are not in it. */
  readonly lowestPrice30Days: Money | undefined;
  /** Whether the price already contains tax. */
  readonly taxIncluded: boolean;
  /** All tiers of the book, ascending by quantity, before rules. */
  readonly tiers: readonly { readonly minimumQuantity: number; readonly unitPrice: Money }[];
  /** The next change that is already known, at most {@link PRICE_VALID_MS} from the moment asked about. */
  readonly validUntil: Date;
}

/** The prices of one sku for many calls with one context. */
export type Pricer = (sku: string, quantity: number) => VariantPrice | undefined;

/** {@link Pricer} for quotes: without what is only shown. */
export type UnitPricer = (sku: string, quantity: number) => UnitPrice | undefined;

/**
 * Prices by the most specific book that has a price for the sku and quantity at that moment, else by a book in the region's
 * own currency at the exchange rate; then by the rules of PRICE and CATALOG. Books and rules are chosen once for all skus; the
 * result is undefined where no book has a price.
 */
export function pricerFor(table: PriceTable, context: PriceContext, trace?: Tracer): Pricer {
  const find = finderFor(table, context, trace);
  return (sku, quantity) => {
    const found = find(sku, quantity);
    return found === undefined ? undefined : { ...found.price, ...describe(found, table, context) };
  };
}

/** The prices of {@link pricerFor}, for whoever shows none of them. */
export function unitPricerFor(table: PriceTable, context: PriceContext, trace?: Tracer): UnitPricer {
  const find = finderFor(table, context, trace);
  return (sku, quantity) => find(sku, quantity)?.price;
}

interface Priced extends Found {
  readonly price: UnitPrice;
  /** The book's price, before rules. */
  readonly listPrice: Money;
  /** An amount of the book in the currency of the context. */
  readonly money: (amountMinor: bigint) => Money;
}

function finderFor(
  table: PriceTable,
  context: PriceContext,
  trace: Tracer | undefined,
): (sku: string, quantity: number) => Priced | undefined {
  const ways = waysTo(table, context);
  const rules = unitRulesFor(table, context, trace);
  return (sku, quantity) => {
    for (const { books, exchangeRate, money } of ways) {
      const found = findIn(table, books, { sku, quantity, at: context.at });
      if (found === undefined) continue;
      const { book, prices, tiers, tier } = found;
      const listPrice = money(tier.amountMinor);
      const floor = money(tier.floorMinor ?? 0n);
      const category = table.taxCategory(sku);
      const { unitPrice, appliedRules } = rules({ sku, quantity, listPrice, floor });
      const price = { sku, category, unitPrice, floor, appliedRules, exchangeRate };
      return { book, prices, tiers, tier, price, listPrice, money };
    }
    return undefined;
  };
}

interface Way {
  /** All in one currency. */
  readonly books: readonly PriceBook[];
  readonly exchangeRate: ExchangeRate | undefined;
  /** An amount of the books in the currency of the context. */
  readonly money: (amountMinor: bigint) => Money;
}

/** First the books of the currency itself, then those of the region's currency, converted. */
function waysTo(table: PriceTable, context: PriceContext): Way[] {
  const region = table.region(context.region);
  const { currency } = context;
  const own = {
    books: booksFor(context, table.books),
    exchangeRate: undefined,
    money: (amountMinor: bigint) => ({ amountMinor, currency }),
  };
  if (region === undefined || region.currency === currency) return [own];
  const exchangeRate = table.exchangeRate(region.currency, currency);
  if (exchangeRate === undefined) return [own];
  const books = booksFor({ ...context, currency: region.currency }, table.books);
  const money = (amountMinor: bigint): Money =>
    convert({ amountMinor, currency: region.currency }, exchangeRate, region.roundingMode);
  return [own, { books, exchangeRate, money }];
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

function describe(
  { book, prices, tiers, tier, price, listPrice, money }: Priced,
  table: PriceTable,
  { region, at }: PriceContext,
): Omit<VariantPrice, keyof UnitPrice> {
  const limitMs = at.getTime() + PRICE_VALID_MS;
  const lowest = lowestPriceBefore(at, { history: table.history(book.id, tier.sku), prices });
  const isLowered = price.unitPrice.amountMinor < listPrice.amountMinor;
  return {
    compareAtPrice:
      tier.compareAtMinor === undefined ? (isLowered ? listPrice : undefined) : money(tier.compareAtMinor),
    lowestPrice30Days: lowest === undefined ? undefined : money(lowest),
    taxIncluded: table.taxRate(region, tier.sku)?.inclusive ?? false,
    tiers: tiers.map(({ minimumQuantity, amountMinor }) => ({
      minimumQuantity,
      unitPrice: money(amountMinor),
    })),
    validUntil: new Date(Math.min(limitMs, nextChangeAfter(prices, at)?.getTime() ?? limitMs)),
  };
}
