import type { Queryable, Statement } from '@agora/platform/database';

/** How the shop does, over everything that was heard. */
export interface Report {
  readonly carts: {
    /** Carts that ever had a line. */
    readonly filled: number;
    /** Left alone and not bought since. */
    readonly abandoned: number;
    readonly checkedOut: number;
  };
  /** Checked out of filled, 0 to 1; 0 without carts. */
  readonly conversionRate: number;
  /** Abandoned of filled, 0 to 1; 0 without carts. */
  readonly abandonmentRate: number;
  readonly ordersByStatus: Readonly<Record<string, number>>;
  /** Of orders that are CONFIRMED or FULFILLED, minor units as text by currency. */
  readonly revenueMinorByCurrency: Readonly<Record<string, string>>;
  /** Most sold first, of the same orders. */
  readonly topSkus: readonly { readonly sku: string; readonly quantity: number }[];
}

const TOP = 10;

const CARTS: Statement = {
  name: 'analytics_carts',
  text: `SELECT count(*)::int AS filled,
      count(*) FILTER (WHERE abandoned_at IS NOT NULL AND checked_out_at IS NULL)::int AS abandoned,
      count(*) FILTER (WHERE checked_out_at IS NOT NULL)::int AS "checkedOut"
    FROM analytics_cart`,
};
const ORDERS: Statement = {
  name: 'analytics_orders',
  text: `SELECT status, count(*)::int AS orders FROM analytics_order GROUP BY status ORDER BY status`,
};
const REVENUE: Statement = {
  name: 'analytics_revenue',
  text: `SELECT currency_code AS currency, sum(total_minor)::text AS minor FROM analytics_order
    WHERE status IN ('CONFIRMED', 'FULFILLED') AND currency_code IS NOT NULL GROUP BY currency_code ORDER BY currency_code`,
};
const TOP_SKUS: Statement = {
  name: 'analytics_top_skus',
  text: `SELECT l.sku, sum(l.quantity)::int AS quantity FROM analytics_line l JOIN analytics_order o USING (order_id)
    WHERE o.status IN ('CONFIRMED', 'FULFILLED') GROUP BY l.sku ORDER BY quantity DESC, l.sku LIMIT $1::int`,
};

/** Reads the report; the parts may be some milliseconds apart. */
export async function readReport(database: Queryable): Promise<Report> {
  const [carts = { filled: 0, abandoned: 0, checkedOut: 0 }] = await database.query<Report['carts']>(CARTS);
  const orders = await database.query<{ status: string; orders: number }>(ORDERS);
  const revenue = await database.query<{ currency: string; minor: string }>(REVENUE);
  const topSkus = await database.query<{ sku: string; quantity: number }>(TOP_SKUS, [TOP]);
  const rate = (part: number): number => (carts.filled === 0 ? 0 : part / carts.filled);
  return {
    carts,
    conversionRate: rate(carts.checkedOut),
    abandonmentRate: rate(carts.abandoned),
    ordersByStatus: Object.fromEntries(orders.map((row) => [row.status, row.orders])),
    revenueMinorByCurrency: Object.fromEntries(revenue.map((row) => [row.currency, row.minor])),
    topSkus,
  };
}
