import type { Queryable, Statement } from '@agora/platform/database';
import type { StockFilter, StockReader } from '../application/stock-ports';
import { STOCK_COLUMNS, toStockLevel } from './stock-row';
import type { StockRow } from './stock-row';

const FROM = 'FROM stock s JOIN location l ON l.code = s.location';
const LEVELS: Statement = {
  name: 'stock_levels_of',
  text: `SELECT ${STOCK_COLUMNS} ${FROM} WHERE s.sku = ANY ($1::text[]) ORDER BY s.sku, l.allocation_order, s.location`,
};
const LEVEL: Statement = {
  name: 'stock_level_at',
  text: `SELECT ${STOCK_COLUMNS} ${FROM} WHERE s.sku = $1 AND s.location = $2`,
};
const MATCHES = `($1::text[] IS NULL OR s.sku = ANY ($1)) AND ($2::text IS NULL OR l.region = $2) AND ($3::text IS NULL OR s.location = $3)
  AND (NOT $4::boolean OR s.available - s.safety_stock <= s.low_stock_threshold)`;
const PAGE: Statement = {
  name: 'stock_page',
  text: `SELECT ${STOCK_COLUMNS} ${FROM} WHERE ${MATCHES} AND ($5::text IS NULL OR (s.sku, s.location) > ($5, $6::text))
    ORDER BY s.sku, s.location LIMIT $7`,
};
const COUNT: Statement = {
  name: 'stock_count',
  text: `SELECT count(*)::int AS count ${FROM} WHERE ${MATCHES}`,
};

/** {@link StockReader} in SQL: Prisma can neither compare two columns' difference nor page by two columns at once. */
export function createStockReader(database: Queryable): StockReader {
  const levels = async (statement: Statement, values: readonly unknown[]) =>
    (await database.query<StockRow>(statement, values)).map(toStockLevel);
  return {
    levelsOf: (skus) => levels(LEVELS, [[...skus]]),
    levelAt: async (sku, location) => (await levels(LEVEL, [sku, location]))[0],
    page: (filter, after, limit) =>
      levels(PAGE, [...matching(filter), after?.[0] ?? null, after?.[1] ?? null, limit]),
    count: async (filter) =>
      (await database.query<{ count: number }>(COUNT, matching(filter)))[0]?.count ?? 0,
  };
}

function matching(filter: StockFilter): unknown[] {
  return [
    filter.skus === undefined ? null : [...filter.skus],
    filter.region ?? null,
    filter.location ?? null,
    filter.lowOnly,
  ];
}
