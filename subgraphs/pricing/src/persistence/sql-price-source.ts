import type { Queryable, Statement } from '@agora/platform/database';
import { ROUNDING_MODES } from '@agora/platform/money';
import type { PriceSource } from '../application/ports';
import type { Price } from '../domain/price';
import type { PriceBook } from '../domain/price-book';
import type { RegionSetting } from '../domain/region-setting';
import type { TaxRate } from '../domain/tax-rate';
import { toPrice, toPriceBook } from './mapping';
import type { PriceBookModel, PriceModel } from './generated/models';

const READ_AT: Statement = { name: 'pricing_read_at', text: 'SELECT clock_timestamp() AS "readAt"' };
const BOOKS: Statement = {
  name: 'pricing_books_since',
  text: `SELECT id, name, region, channel, segment, currency, active, created_at AS "createdAt", updated_at AS "updatedAt"
    FROM price_book WHERE updated_at >= $1::timestamptz`,
};
const PRICES: Statement = {
  name: 'pricing_prices_since',
  text: `SELECT id, price_book_id AS "priceBookId", sku, minimum_quantity AS "minimumQuantity", amount_minor AS "amountMinor",
      compare_at_minor AS "compareAtMinor", version, valid_from AS "validFrom", valid_until AS "validUntil"
    FROM price WHERE updated_at >= $1::timestamptz`,
};
const REGIONS: Statement = {
  name: 'pricing_regions_since',
  text: `SELECT region, currency, rounding_mode AS "roundingMode" FROM region_setting WHERE updated_at >= $1::timestamptz`,
};
const TAX_RATES: Statement = {
  name: 'pricing_tax_rates_since',
  text: `SELECT id, region, category, basis_points AS "basisPoints", inclusive FROM tax_rate WHERE updated_at >= $1::timestamptz`,
};
const TAX_CATEGORIES: Statement = {
  name: 'pricing_tax_categories_since',
  text: `SELECT sku, tax_category AS category FROM catalog_variant WHERE updated_at >= $1::timestamptz`,
};

const EVER = '-infinity';

/** {@link PriceSource} in plain SQL: whole tables at start, then the few rows written since. */
export function createPriceSource(database: Queryable): PriceSource {
  return {
    changes: async (since) => {
      const from = [since?.toISOString() ?? EVER];
      // Before the rows: what is committed while they are read is read again next time.
      const [clock] = await database.query<{ readAt: Date }>(READ_AT);
      const books = await database.query<PriceBookModel>(BOOKS, from);
      const prices = await database.query<Omit<PriceModel, 'updatedAt'>>(PRICES, from);
      const regions = await database.query<RegionSetting>(REGIONS, from);
      return {
        readAt: clock?.readAt ?? new Date(0),
        books: books.map((row): PriceBook => toPriceBook(row)),
        prices: prices.map((row): Price => toPrice(row)),
        regions: regions.filter(({ roundingMode }) => ROUNDING_MODES.includes(roundingMode)),
        taxRates: await database.query<TaxRate>(TAX_RATES, from),
        taxCategories: await database.query<{ sku: string; category: string }>(TAX_CATEGORIES, from),
      };
    },
  };
}
