import type { Price } from './price';
import type { PriceBook } from './price-book';
import type { PriceContext } from './price-context';
import type { PriceTable } from './price-table';
import type { RegionSetting } from './region-setting';
import type { TaxRate } from './tax-rate';

// Values for tests of the domain: each says only what the test is about.
export const NOW = new Date('2026-01-15T12:00:00.000Z');

export function aBook(fields: Partial<PriceBook> = {}): PriceBook {
  const anywhere = { region: undefined, channel: undefined, segment: undefined };
  return { id: 'book', name: 'Book', ...anywhere, currency: 'USD', active: true, ...fields };
}

export function aPrice(fields: Partial<Price> = {}): Price {
  return {
    id: 'price',
    priceBookId: 'book',
    sku: 'MUG',
    minimumQuantity: 1,
    amountMinor: 1_000n,
    compareAtMinor: undefined,
    version: 1,
    validFrom: undefined,
    validUntil: undefined,
    ...fields,
  };
}

export function aRate(fields: Partial<TaxRate> = {}): TaxRate {
  return { id: 'rate', region: 'US', category: 'standard', basisPoints: 825, inclusive: false, ...fields };
}

export function aContext(fields: Partial<PriceContext> = {}): PriceContext {
  return { region: 'US', currency: 'USD', channel: undefined, segments: ['general'], at: NOW, ...fields };
}

interface TableParts {
  readonly books?: readonly PriceBook[];
  readonly prices?: readonly Price[];
  readonly rates?: readonly TaxRate[];
  readonly regions?: readonly RegionSetting[];
  /** Tax category by sku. */
  readonly categories?: Readonly<Record<string, string>>;
}

/** A price table of exactly these parts. */
export function aTable({
  books = [aBook()],
  prices = [],
  rates = [],
  regions = [],
  categories = {},
}: TableParts): PriceTable {
  const rateOf = (region: string, category: string): TaxRate | undefined =>
    rates.find((rate) => rate.region === region && rate.category === category);
  return {
    books,
    prices: (bookId, sku) => prices.filter((price) => price.priceBookId === bookId && price.sku === sku),
    region: (region) => regions.find((setting) => setting.region === region),
    taxRate: (region, sku) => rateOf(region, categories[sku] ?? 'standard') ?? rateOf(region, 'standard'),
  };
}
