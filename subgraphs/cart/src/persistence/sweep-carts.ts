import type { Database, Queryable, Statement } from '@agora/platform/database';
import { enqueue } from '@agora/platform/outbox';
import type { CommitTrail, DueCart } from '../application/ports';
import type { CartStatus } from '../domain/cart';
import { decideSweep } from '../domain/cart-life';
import type { CartTerms, SweepDecision } from '../domain/cart-life';
import { cartAbandoned, cartUpdated } from '../events/published';

// Locked first and read in a later statement: the row then is as it was left by whoever wrote it last. A cart that somebody
// is writing to is not idle: it is left for the next time.
const LOCK_DUE: Statement = {
  name: 'cart_sweep_lock',
  text: `SELECT id FROM cart WHERE wake_at <= now() AND status IN ('ACTIVE', 'ABANDONED', 'SAVED')
    ORDER BY wake_at LIMIT $1::int FOR NO KEY UPDATE SKIP LOCKED`,
};

const READ_DUE: Statement = {
  name: 'cart_sweep_read',
  text: `SELECT c.id, c.version, c.status, c.customer_id, c.session_id, c.store_id, c.tenant_region, c.currency_code, c.line_count, c.total_quantity,
      c.last_activity_at, c.expires_at, coalesce(CASE WHEN c.priced_version = c.version THEN c.total_minor END,
        (SELECT sum(l.unit_price_minor * l.quantity)::bigint FROM cart_line l WHERE l.cart_id = c.id), 0) AS total_minor
    FROM cart c WHERE c.id = ANY ($1::uuid[]) AND c.status IN ('ACTIVE', 'ABANDONED', 'SAVED')`,
};

// $1 one object per cart: id, cause (null when nothing is due), status and the next look.
const WRITE: Statement = {
  name: 'cart_sweep_write',
  text: `WITH c AS (
      UPDATE cart SET wake_at = x.wake_at, status = x.status, version = version + (x.cause IS NOT NULL)::int,
        priced_version = CASE WHEN priced_version = version THEN version + (x.cause IS NOT NULL)::int ELSE priced_version END,
        abandoned_at = CASE x.cause WHEN 'ABANDONED' THEN now() ELSE abandoned_at END,
        reserved_until = CASE x.cause WHEN 'EXPIRED' THEN NULL ELSE reserved_until END,
        updated_at = CASE WHEN x.cause IS NULL THEN updated_at ELSE now() END
      FROM jsonb_to_recordset($1::jsonb) AS x (id uuid, cause text, status text, wake_at timestamptz)
      WHERE cart.id = x.id RETURNING cart.id, cart.version, x.cause)
    INSERT INTO cart_event (cart_id, version, cause, changes) SELECT c.id, c.version, c.cause, '[]' FROM c WHERE c.cause IS NOT NULL`,
};

/** What a sweep did. */
export interface Swept {
  /** How many carts were looked at. */
  readonly seen: number;
  readonly abandoned: readonly DueCart[];
  readonly expired: readonly DueCart[];
}

/**
 * Looks at carts whose timer has run out, at most `limit`: one transaction, all of it or nothing. Several may run at once; a
 * cart is in one of them only.
 */
export async function sweepCarts(
  database: Database,
  terms: CartTerms,
  { limit, now, trail }: { readonly limit: number; readonly now: Date; readonly trail: CommitTrail },
): Promise<Swept> {
  return database.inTransaction(async (tx) => {
    const ids = (await tx.query<{ id: string }>(LOCK_DUE, [limit])).map(({ id }) => id);
    if (ids.length === 0) return { seen: 0, abandoned: [], expired: [] };
    const carts = (await tx.query<DueRow>(READ_DUE, [ids])).map(toDueCart);
    const decided = carts.map((cart) => ({ cart, ...decideSweep(cart, now, terms) }));
    await tx.query(WRITE, [JSON.stringify(decided.map(toChange))]);
    const of = (kind: SweepDecision['kind']): DueCart[] =>
      decided.filter((one) => one.kind === kind).map(({ cart }) => ({ ...cart, version: cart.version + 1 }));
    const swept = { seen: ids.length, abandoned: of('abandon'), expired: of('expire') };
    await enqueue(tx, [
      ...swept.abandoned.map((cart) =>
        cart.lineCount > 0 ? cartAbandoned(cart, trail) : cartUpdated(cart, 'ABANDONED', trail),
      ),
      ...swept.expired.map((cart) => cartUpdated(cart, 'EXPIRED', trail)),
    ]);
    return swept;
  });
}

function toChange({ cart, kind, wakeAt }: SweepDecision & { readonly cart: DueCart }): object {
  const to = { abandon: 'ABANDONED', expire: 'EXPIRED', wait: null }[kind];
  return { id: cart.id, cause: to, status: to ?? cart.status, wake_at: wakeAt.toISOString() };
}

const PURGE: Statement = {
  name: 'cart_purge',
  text: `WITH old AS (
      SELECT id FROM cart WHERE wake_at <= now() AND status IN ('MERGED', 'EXPIRED') ORDER BY wake_at LIMIT $1::int FOR UPDATE SKIP LOCKED),
    e AS (DELETE FROM cart_event e USING old WHERE e.cart_id = old.id)
    DELETE FROM cart c USING old WHERE c.id = old.id RETURNING 1`,
};

/** Deletes carts for good whose time after their end is over, with lines, log and backups; returns how many. */
export async function purgeCarts(database: Queryable, limit: number): Promise<number> {
  return (await database.query(PURGE, [limit])).length;
}

interface DueRow {
  readonly id: string;
  readonly version: number;
  readonly status: CartStatus;
  readonly customer_id: string | null;
  readonly session_id: string | null;
  readonly store_id: string;
  readonly tenant_region: string;
  readonly currency_code: string;
  readonly line_count: number;
  readonly total_quantity: number;
  readonly total_minor: bigint;
  readonly last_activity_at: Date;
  readonly expires_at: Date;
}

function toDueCart(row: DueRow): DueCart {
  return {
    id: row.id,
    version: row.version,
    status: row.status,
    customerId: row.customer_id,
    sessionId: row.session_id,
    storeId: row.store_id,
    region: row.tenant_region,
    currency: row.currency_code,
    lineCount: row.line_count,
    totalQuantity: row.total_quantity,
    totalMinor: row.total_minor,
    lastActivityAt: row.last_activity_at,
    expiresAt: row.expires_at,
  };
}
