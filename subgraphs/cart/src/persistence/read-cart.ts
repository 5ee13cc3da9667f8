import type { Queryable, Statement } from '@agora/platform/database';
import type { CartPlace, StoredCart } from '../application/ports';
import { toStoredCart } from './mapping';
import type { CartRow } from './mapping';

/** Columns of a cart `c` and its session `s` that are small. */
export const CART_COLUMNS = `c.id, c.version, c.priced_version, c.status, c.customer_id, c.session_id, c.store_id, c.channel, c.tenant_region,
  c.currency_code, c.note, c.attributes, c.buyer, c.name, c.merged_into_id, c.reserved_until, c.locked_by_order_id, c.coupon_codes, c.problems, c.last_activity_at,
  c.expires_at, c.abandoned_at, c.created_at, c.updated_at, s.token_version AS session_token_version, s.expires_at AS session_expires_at`;

/** A line `l`. */
export const LINE_JSON = `json_build_object('id', l.id, 'variantId', l.variant_id, 'hash', encode(l.attributes_hash, 'hex'),
      'sku', l.sku, 'quantity', l.quantity, 'unitPrice', l.unit_price_minor::text, 'previousPrice', l.previous_price_minor::text,
      'acceptedPrice', l.accepted_price_minor::text, 'priceValidUntil', l.price_valid_until, 'pricedQuantity', l.priced_quantity, 'snapshot', l.snapshot, 'reservedAt', l.reserved_at, 'addedAt', l.added_at,
      'updatedAt', l.updated_at)`;

/** All lines of a cart `c`. */
export const LINES_COLUMN = `(SELECT coalesce(json_agg(${LINE_JSON} ORDER BY l.id), '[]') FROM cart_line l WHERE l.cart_id = c.id)`;

// One statement, one snapshot: cart, lines and the session's token version belong together.
const COLUMNS = `${CART_COLUMNS}, c.cost, ${LINES_COLUMN} AS lines`;

const READ_CARTS: Statement = {
  name: 'cart_read_many',
  text: `SELECT ${COLUMNS} FROM cart c LEFT JOIN session s ON s.id = c.session_id WHERE c.id = ANY ($1::uuid[])`,
};

const READ_CURRENT: Statement = {
  name: 'cart_read_current',
  text: `SELECT ${COLUMNS} FROM cart c LEFT JOIN session s ON s.id = c.session_id
    WHERE c.store_id = $3 AND c.channel = $4 AND c.status IN ('ACTIVE', 'ABANDONED', 'LOCKED')
      AND ((c.customer_id = $1 AND $1 IS NOT NULL) OR (c.customer_id IS NULL AND c.session_id = $2::uuid AND $1::text IS NULL))`,
};

const READ_OF_CUSTOMERS: Statement = {
  name: 'cart_read_of_customers',
  text: `SELECT own.* FROM unnest($1::text[]) AS asked (customer_id) CROSS JOIN LATERAL (
      SELECT ${COLUMNS} FROM cart c LEFT JOIN session s ON s.id = c.session_id
      WHERE c.customer_id = asked.customer_id AND ($2::text[] IS NULL OR c.status = ANY ($2::text[]))
      ORDER BY c.id DESC LIMIT 100) AS own`,
};

const READ_OF_SESSIONS: Statement = {
  name: 'cart_read_of_sessions',
  text: `SELECT own.* FROM unnest($1::uuid[]) AS asked (session_id) CROSS JOIN LATERAL (
      SELECT ${COLUMNS} FROM cart c LEFT JOIN session s ON s.id = c.session_id
      WHERE c.session_id = asked.session_id ORDER BY c.id DESC LIMIT 100) AS own`,
};

const LOCK_CART: Statement = {
  name: 'cart_lock',
  text: `SELECT 1 AS found FROM cart WHERE id = $1::uuid FOR NO KEY UPDATE`,
};

export async function readCarts(
  queryable: Queryable,
  cartIds: readonly string[],
): Promise<Map<string, StoredCart>> {
  const rows = await queryable.query<CartRow>(READ_CARTS, [cartIds]);
  return new Map(rows.map((row) => [row.id, toStoredCart(row)]));
}

/** The one cart a shopper has open in a store and channel. */
export async function readCurrentCart(
  queryable: Queryable,
  place: CartPlace,
): Promise<StoredCart | undefined> {
  const [row] = await queryable.query<CartRow>(READ_CURRENT, [
    place.customerId,
    place.sessionId,
    place.storeId,
    place.channel,
  ]);
  return row === undefined ? undefined : toStoredCart(row);
}

/** Each customer's newest first, at most 100 of each. */
export async function readCartsOfCustomers(
  queryable: Queryable,
  customerIds: readonly string[],
  statuses: readonly string[] | null,
): Promise<StoredCart[]> {
  return (await queryable.query<CartRow>(READ_OF_CUSTOMERS, [customerIds, statuses])).map(toStoredCart);
}

/** Each session's newest first, at most 100 of each. */
export async function readCartsOfSessions(
  queryable: Queryable,
  sessionIds: readonly string[],
): Promise<StoredCart[]> {
  return (await queryable.query<CartRow>(READ_OF_SESSIONS, [sessionIds])).map(toStoredCart);
}

/**
 * Takes the row lock and then reads, in a later statement: after a wait, a statement that locks and reads at once would
 * show the lines as they were before the wait.
 */
export async function lockAndReadCart(tx: Queryable, cartId: string): Promise<StoredCart | undefined> {
  const locked = await tx.query(LOCK_CART, [cartId]);
  return locked.length === 0 ? undefined : (await readCarts(tx, [cartId])).get(cartId);
}
