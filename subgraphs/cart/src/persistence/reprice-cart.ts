import type { Database, Queryable, Statement } from '@agora/platform/database';
import { enqueue } from '@agora/platform/outbox';
import type { CommitTrail, QuotedCost, StoredCart } from '../application/ports';
import { cartUpdated } from '../events/published';
import { fromCost } from './mapping';

// Pricing is a commit of its own: version + 1 and priced_version = version, by compare-and-set on what was quoted.
const REPRICE: Statement = {
  name: 'cart_reprice',
  text: `WITH c AS (
      UPDATE cart SET version = version + 1, priced_version = version + 1, cost = $3::jsonb, updated_at = now()
      WHERE id = $1::uuid AND version = $2::int AND status IN ('ACTIVE', 'ABANDONED') RETURNING id, version),
    l AS (
      UPDATE cart_line l SET previous_price_minor = CASE WHEN l.unit_price_minor <> x.unit_price THEN l.unit_price_minor ELSE l.previous_price_minor END,
        unit_price_minor = x.unit_price, price_valid_until = $5::timestamptz, updated_at = now()
      FROM c, jsonb_to_recordset($4::jsonb) AS x (sku text, unit_price bigint) WHERE l.cart_id = c.id AND l.sku = x.sku),
    e AS (INSERT INTO cart_event (cart_id, version, cause, changes) SELECT c.id, c.version, 'PRICE_CHANGED', '[]' FROM c)
    SELECT version FROM c`,
};

/**
 * Stores a quote for exactly the version it was asked for.
 * @returns the new version, or undefined when the cart moved on: whoever moved it brings it back here.
 */
export function repriceCart(
  database: Database,
  cart: StoredCart,
  quote: QuotedCost,
  trail: CommitTrail,
): Promise<number | undefined> {
  return database.inTransaction(async (tx) => {
    const prices = [...quote.unitPrices].map(([sku, price]) => ({ sku, unit_price: String(price) }));
    const values = [
      cart.id,
      cart.version,
      JSON.stringify(fromCost(quote.cost)),
      JSON.stringify(prices),
      quote.cost.quotedUntil,
    ];
    const [row] = await tx.query<{ version: number }>(REPRICE, values);
    if (row === undefined) return undefined;
    await enqueue(tx, [cartUpdated({ ...cart, version: row.version }, 'PRICE_CHANGED', trail)]);
    return row.version;
  });
}

// No index can serve this: the versions change with every add. Rare enough to read the table.
const FIND_UNPRICED: Statement = {
  name: 'cart_find_unpriced',
  text: `SELECT id FROM cart WHERE priced_version < version AND status IN ('ACTIVE', 'ABANDONED') LIMIT $1::int`,
};

/** Open carts whose cost is behind their lines, at most `limit`. Reads the whole table when there are none. */
export async function findUnpricedCarts(database: Queryable, limit: number): Promise<string[]> {
  return (await database.query<{ id: string }>(FIND_UNPRICED, [limit])).map(({ id }) => id);
}
