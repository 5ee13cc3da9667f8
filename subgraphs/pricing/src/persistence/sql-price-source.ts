import type { Queryable, Statement } from '@agora/platform/database';
import { ROUNDING_MODES } from '@agora/platform/money';
import type { PriceChanges, PriceSource } from '../application/ports';
import type { Price } from '../domain/price';
import type { PriceBook } from '../domain/price-book';
import { NO_USAGE } from '../domain/promotions/promotion';
import type { RegionSetting } from '../domain/region-setting';
import type { TaxRate } from '../domain/tax-rate';
import { toPrice, toPriceBook, toPromotion } from './mapping';
import type { PriceRow, PromotionRow } from './mapping';
import { withoutNulls } from './nulls';
import { toRuleSpec } from './rule-row';
import type { RuleRow } from './rule-row';
import type { PriceBookModel, ShippingRateModel } from './generated/models';

const READ_AT: Statement = { name: 'pricing_read_at', text: 'SELECT clock_timestamp() AS "readAt"' };
const since = (name: string, columns: string, table: string, more = ''): Statement => ({
  name: `pricing_${name}_since`,
  text: `SELECT ${columns} FROM ${table} WHERE updated_at >= $1::timestamptz${more}`,
});
const BOOKS = since(
  'books',
  'id, name, region, channel, segment, currency, active, created_at AS "createdAt", updated_at AS "updatedAt"',
  'price_book',
);
const PRICES = since(
  'prices',
  `id, price_book_id AS "priceBookId", sku, minimum_quantity AS "minimumQuantity", amount_minor AS "amountMinor",
    compare_at_minor AS "compareAtMinor", floor_minor AS "floorMinor", version, valid_from AS "validFrom", valid_until AS "validUntil"`,
  'price',
);
const HISTORY = since(
  'history',
  `id, price_book_id AS "priceBookId", sku, minimum_quantity AS "minimumQuantity", amount_minor AS "amountMinor", since, until`,
  'price_history',
  ` AND (until IS NULL OR until > now() - interval '31 days')`,
);
const REGIONS = since('regions', 'region, currency, rounding_mode AS "roundingMode"', 'region_setting');
const TAX_RATES = since(
  'tax_rates',
  'id, region, category, basis_points AS "basisPoints", inclusive',
  'tax_rate',
);
const TAX_CATEGORIES = since('tax_categories', 'sku, tax_category AS category', 'catalog_variant');
const EXCHANGE_RATES = since(
  'exchange_rates',
  'base, quote, trim_scale(rate)::text AS rate, as_of AS "asOf"',
  'currency_rate',
);
const SHIPPING_RATES = since(
  'shipping_rates',
  `id, region, code, title, currency, amount_minor AS "amountMinor", free_from_minor AS "freeFromMinor",
    estimated_days AS "estimatedDays", position, active`,
  'shipping_rate',
);
const RULES = since(
  'rules',
  `id, promotion_id AS "promotionId", name, scope, priority, exclusive, stack_group AS "stackGroup", excludes, includes, region,
    channel, segment, sku, category, minimum_quantity AS "minimumQuantity", condition,
    adjustment_basis_points AS "adjustmentBasisPoints", adjustment_minor AS "adjustmentMinor", currency,
    maximum_per_line_minor AS "maximumPerLineMinor", maximum_per_order_minor AS "maximumPerOrderMinor",
    starts_at AS "startsAt", ends_at AS "endsAt", active, version`,
  'price_rule',
);
const PROMOTIONS = since(
  'promotions',
  `id, title, description, status, starts_at AS "startsAt", ends_at AS "endsAt", budget_minor AS "budgetMinor",
    budget_currency AS "budgetCurrency", usage_limit AS "usageLimit", usage_limit_per_customer AS "usageLimitPerCustomer",
    coupon_required AS "couponRequired", version`,
  'promotion',
);
const USAGE = since(
  'usage',
  'promotion_id AS "promotionId", redemptions, spent_minor AS "spentMinor"',
  'promotion_usage',
);

const EVER = '-infinity';

/** {@link PriceSource} in plain SQL: whole tables at start, then the few rows written since. */
export function createPriceSource(database: Queryable): PriceSource {
  return {
    changes: async (from) => {
      const values = [from?.toISOString() ?? EVER];
      // Before the rows: what is committed while they are read is read again next time.
      const [clock] = await database.query<{ readAt: Date }>(READ_AT);
      const readAt = clock?.readAt ?? new Date(0);
      return { readAt, ...(await lists(database, values)), ...(await promotions(database, values)) };
    },
  };
}

type Lists = Omit<PriceChanges, 'readAt' | 'rules' | 'promotions' | 'usage'>;

async function lists(database: Queryable, values: readonly string[]): Promise<Lists> {
  const books = await database.query<PriceBookModel>(BOOKS, values);
  const prices = await database.query<PriceRow>(PRICES, values);
  const history = await database.query<HistoryRow>(HISTORY, values);
  const regions = await database.query<RegionSetting>(REGIONS, values);
  const shippingRates = await database.query<Omit<ShippingRateModel, 'updatedAt'>>(SHIPPING_RATES, values);
  return {
    books: books.map((row): PriceBook => toPriceBook(row)),
    prices: prices.map((row): Price => toPrice(row)),
    history: history.map(withoutNulls),
    regions: regions.filter(({ roundingMode }) => ROUNDING_MODES.includes(roundingMode)),
    taxRates: await database.query<TaxRate>(TAX_RATES, values),
    taxCategories: await database.query<{ sku: string; category: string }>(TAX_CATEGORIES, values),
    exchangeRates: await database.query(EXCHANGE_RATES, values),
    shippingRates: shippingRates.map(withoutNulls),
  };
}

type HistoryRow = Omit<PriceChanges['history'][number], 'until'> & { readonly until: Date | null };

async function promotions(
  database: Queryable,
  values: readonly string[],
): Promise<Pick<PriceChanges, 'rules' | 'promotions' | 'usage'>> {
  const rules = await database.query<RuleRow>(RULES, values);
  const rows = await database.query<PromotionRow>(PROMOTIONS, values);
  return {
    rules: rules.map(toRuleSpec),
    promotions: rows.map((row) => toPromotion(row, NO_USAGE)),
    usage: await database.query(USAGE, values),
  };
}
