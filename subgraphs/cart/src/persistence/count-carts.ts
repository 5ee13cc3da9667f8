import type { Queryable, Statement } from '@agora/platform/database';

const COUNT_OPEN: Statement = {
  name: 'cart_count_open',
  text: `SELECT currency_code, count(*)::int AS carts, coalesce(sum(total_quantity), 0)::int AS units, coalesce(sum(total_minor), 0)::bigint AS value
    FROM cart WHERE status = 'ACTIVE' GROUP BY currency_code`,
};

/** The carts in use of one currency. */
export interface OpenCarts {
  readonly currency: string;
  readonly carts: number;
  readonly units: number;
  /** At their last quotes, smallest unit. */
  readonly valueMinor: bigint;
}

/** Counts the carts in use. Reads the whole table: not for requests. */
export async function countOpenCarts(database: Queryable): Promise<OpenCarts[]> {
  const rows = await database.query<{ currency_code: string; carts: number; units: number; value: bigint }>(
    COUNT_OPEN,
  );
  return rows.map((row) => ({
    currency: row.currency_code,
    carts: row.carts,
    units: row.units,
    valueMinor: row.value,
  }));
}
