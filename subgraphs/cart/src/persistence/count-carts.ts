import type { Queryable, Statement } from '@agora/platform/database';

const COUNT_OPEN: Statement = {
  name: 'cart_count_open',
  text: `SELECT count(*)::int AS carts FROM cart WHERE status = 'ACTIVE'`,
};

/** Carts in use. Reads the whole table: not for requests. */
export async function countOpenCarts(database: Queryable): Promise<number> {
  const [row] = await database.query<{ carts: number }>(COUNT_OPEN);
  return row?.carts ?? 0;
}
