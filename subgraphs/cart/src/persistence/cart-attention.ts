import type { Queryable, Statement } from '@agora/platform/database';

// All in one order: two events at once wait for each other and never in a circle.
const CALL: Statement = {
  name: 'cart_attention_call',
  text: `INSERT INTO cart_attention (cart_id)
    SELECT DISTINCT l.cart_id FROM cart_line l JOIN cart c ON c.id = l.cart_id
    WHERE l.sku = ANY ($1::text[]) AND c.status IN ('ACTIVE', 'ABANDONED') AND ($2::text IS NULL OR c.tenant_region = $2)
    ORDER BY l.cart_id ON CONFLICT (cart_id) DO UPDATE SET since = now()`,
};

const CALL_UNHELD: Statement = {
  name: 'cart_attention_call_unheld',
  text: `INSERT INTO cart_attention (cart_id)
    SELECT DISTINCT l.cart_id FROM cart_line l JOIN cart c ON c.id = l.cart_id
    WHERE l.sku = $1 AND (l.reserved_at IS NULL OR c.problems <> '[]') AND c.status IN ('ACTIVE', 'ABANDONED') AND c.tenant_region = $2
    ORDER BY l.cart_id ON CONFLICT (cart_id) DO UPDATE SET since = now()`,
};

const CALL_ACTIVE: Statement = {
  name: 'cart_attention_call_active',
  text: `INSERT INTO cart_attention (cart_id)
    SELECT c.id FROM cart c WHERE c.status = 'ACTIVE' AND c.line_count > 0
      AND ($1::text IS NULL OR c.currency_code = $1) AND NOT (c.tenant_region = ANY ($3::text[])) AND (NOT $2::boolean OR cardinality(c.coupon_codes) > 0)
      AND ($4::text IS NULL OR c.tenant_region = $4) AND ($5::text IS NULL OR c.channel = $5)
    ORDER BY c.id ON CONFLICT (cart_id) DO UPDATE SET since = now()`,
};

const CALL_CART: Statement = {
  name: 'cart_attention_call_cart',
  text: `INSERT INTO cart_attention (cart_id) SELECT c.id FROM cart c WHERE c.id = $1::uuid AND c.status IN ('ACTIVE', 'ABANDONED')
    ON CONFLICT (cart_id) DO UPDATE SET since = now()`,
};

const DUE: Statement = {
  name: 'cart_attention_due',
  text: `SELECT cart_id AS "cartId", since::text AS since FROM cart_attention WHERE since <= now() ORDER BY since LIMIT $1::int`,
};

// Only as it was read: whoever called again meanwhile is heard.
const DONE: Statement = {
  name: 'cart_attention_done',
  text: `DELETE FROM cart_attention WHERE cart_id = $1::uuid AND since = $2::timestamptz`,
};

const AGAIN: Statement = {
  name: 'cart_attention_again',
  text: `UPDATE cart_attention SET since = now() + interval '2 s' WHERE cart_id = $1::uuid AND since = $2::timestamptz`,
};

/** Calls for a look at the open carts with one of these skus, in a region or in all. One statement. */
export async function callAttention(
  tx: Queryable,
  skus: readonly string[],
  region: string | null,
): Promise<void> {
  await tx.query(CALL, [skus, region]);
}

/** The same for carts that do not hold all of the sku: what is held is not concerned by what others take. */
export async function callUnheldAttention(tx: Queryable, sku: string, region: string): Promise<void> {
  await tx.query(CALL_UNHELD, [sku, region]);
}

/** Calls for a look at one cart, if it is open. */
export async function callCartAttention(tx: Queryable, cartId: string): Promise<void> {
  await tx.query(CALL_CART, [cartId]);
}

export interface ActiveCarts {
  /** Of one currency only. */
  readonly currency?: string | null;
  /** Of one region, of one channel only. */
  readonly region?: string | null;
  readonly channel?: string | null;
  /** Not of these regions. */
  readonly outside?: readonly string[];
  /** Only those with a coupon. */
  readonly withCoupons?: boolean;
}

/** Calls for a look at every active cart with lines: a promotion, a rule or a rate may concern any. One statement. */
export async function callActiveAttention(
  tx: Queryable,
  { currency, region, channel, outside, withCoupons }: ActiveCarts,
): Promise<void> {
  const place = [region ?? null, channel ?? null];
  await tx.query(CALL_ACTIVE, [currency ?? null, withCoupons ?? false, outside ?? [], ...place]);
}

export interface Attention {
  readonly cartId: string;
  /** Names the call: a later one has another time. Text, as a Date would lose the microseconds. */
  readonly since: string;
}

/** The longest waiting calls. */
export function dueAttention(queryable: Queryable, limit: number): Promise<Attention[]> {
  return queryable.query<Attention>(DUE, [limit]);
}

/** Ends a call, or puts it off for two seconds. Does nothing when there was another call meanwhile. */
export async function settleAttention(
  queryable: Queryable,
  { cartId, since }: Attention,
  verdict: 'done' | 'again',
): Promise<void> {
  await queryable.query(verdict === 'done' ? DONE : AGAIN, [cartId, since]);
}
