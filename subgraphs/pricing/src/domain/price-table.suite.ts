import type { ExchangeRate } from './exchange-rate';
import type { Price } from './price';
import type { PriceBook } from './price-book';
import type { PriceContext } from './price-context';
import type { HistoricPrice } from './price-history';
import type { PriceTable } from './price-table';
import { NO_USAGE } from './promotions/promotion';
import type { Promotion } from './promotions/promotion';
import type { RegionSetting } from './region-setting';
import type { PriceRule } from './rules/price-rule';
import { groupRules } from './rules/rule-table';
import type { ShippingRate } from './shipping-rate';
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
    floorMinor: undefined,
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
  readonly history?: readonly HistoricPrice[];
  readonly exchangeRates?: readonly ExchangeRate[];
  readonly shippingRates?: readonly ShippingRate[];
  readonly rules?: readonly PriceRule[];
  readonly promotions?: readonly Promotion[];
}

/** A price table of exactly these parts. */
export function aTable({
  books = [aBook()],
  prices = [],
  rates = [],
  regions = [],
  categories = {},
  history = [],
  exchangeRates = [],
  shippingRates = [],
  rules = [],
  promotions = [],
}: TableParts): PriceTable {
  const categoryOf = (sku: string): string => categories[sku] ?? 'standard';
  const rateOf = (region: string, category: string): TaxRate | undefined =>
    rates.find((rate) => rate.region === region && rate.category === category);
  return {
    books,
    prices: (bookId, sku) => prices.filter((price) => price.priceBookId === bookId && price.sku === sku),
    region: (region) => regions.find((setting) => setting.region === region),
    taxRate: (region, sku) => rateOf(region, categoryOf(sku)) ?? rateOf(region, 'standard'),
    taxCategory: categoryOf,
    history: () => history,
    exchangeRate: (base, quote) => exchangeRates.find((rate) => rate.base === base && rate.quote === quote),
    shippingRates: (region, currency) =>
      shippingRates.filter((rate) => rate.region === region && rate.currency === currency),
    rules,
    rulesOf: groupRules(rules),
    promotion: (id) => promotions.find((promotion) => promotion.id === id),
  };
}

export function aRule(fields: Partial<PriceRule> = {}): PriceRule {
  const nothing = { promotionId: undefined, stackGroup: undefined, region: undefined, channel: undefined };
  const anything = { segment: undefined, sku: undefined, category: undefined, condition: undefined };
  const noLimit = { currency: undefined, maximumPerLineMinor: undefined, maximumPerOrderMinor: undefined };
  return {
    id: fields.name ?? 'rule',
    name: 'rule',
    version: 1,
    scope: 'LINE',
    priority: 0,
    exclusive: false,
    excludes: [],
    includes: [],
    minimumQuantity: 1,
    adjustment: { kind: 'basisPoints', basisPoints: -1_000 },
    startsAt: undefined,
    endsAt: undefined,
    active: true,
    ...nothing,
    ...anything,
    ...noLimit,
    ...fields,
  };
}

export function aPromotion(fields: Partial<Promotion> = {}): Promotion {
  return {
    id: 'promotion',
    title: 'Promotion',
    description: undefined,
    status: 'ACTIVE',
    startsAt: undefined,
    endsAt: undefined,
    budgetMinor: undefined,
    budgetCurrency: undefined,
    usageLimit: undefined,
    usageLimitPerCustomer: undefined,
    couponRequired: false,
    version: 1,
    usage: NO_USAGE,
    ...fields,
  };
}
