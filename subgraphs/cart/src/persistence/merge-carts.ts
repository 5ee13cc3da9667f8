import type { Database, Queryable, Statement } from '@agora/platform/database';
import type { MergeCommit, TakeoverCommit } from '../application/ports';
import type { CartTerms } from '../domain/cart-life';
import type { MergeLine } from '../domain/merge';
import { cartUpdated } from '../events/published';
import { commitLines } from './commit-lines';
import { runCommit, tailSql, tailValues } from './commit-tail';
import { Moved, orMoved } from './or-moved';
import { lockInOrder } from './save-cart';

const OWN_SESSION = `UPDATE session s SET customer_id = $3 FROM c WHERE s.id = c.session_id`;

// $1 guest cart, $2 version decided on, $3 customer, $4 the cart its lines went into, $5 how long the row is kept in ms. Its
// lines stay, for the record.
const CLOSE_SOURCE: Statement = {
  name: 'cart_merge_source',
  text: `WITH c AS (
      UPDATE cart SET version = version + 1, priced_version = CASE WHEN priced_version = version THEN version + 1 ELSE priced_version END,
        status = 'MERGED', merged_into_id = $4::uuid, reserved_until = NULL, abandoned_at = NULL,
        wake_at = now() + $5::bigint * interval '1 ms', updated_at = now()
      WHERE id = $1::uuid AND version = $2::int AND customer_id IS NULL AND status IN ('ACTIVE', 'ABANDONED')
      RETURNING id, version, session_id),
    l AS (UPDATE cart_line l SET reserved_at = NULL FROM c WHERE l.cart_id = c.id AND l.reserved_at IS NOT NULL),
    s AS (${OWN_SESSION}),
    ${tailSql(6)}`,
};

// $1 guest cart, $2 version decided on, $3 customer, $4 life in ms.
const TAKE_OVER: Statement = {
  name: 'cart_take_over',
  text: `WITH c AS (
      UPDATE cart SET version = version + 1, priced_version = CASE WHEN priced_version = version THEN version + 1 ELSE priced_version END,
        status = 'ACTIVE', customer_id = $3, abandoned_at = NULL, wake_at = CASE WHEN status = 'ABANDONED' THEN now() ELSE wake_at END,
        last_activity_at = now(), updated_at = now(), expires_at = now() + $4::bigint * interval '1 ms'
      WHERE id = $1::uuid AND version = $2::int AND customer_id IS NULL AND status IN ('ACTIVE', 'ABANDONED')
      RETURNING id, version, session_id),
    s AS (${OWN_SESSION}),
    ${tailSql(5)}`,
};

/**
 * Writes both carts of a merge, and the session's customer, in one transaction.
 * @param complete Stores the idempotent outcome in that transaction.
 * @returns false when one of them moved on; nothing is written then.
 */
export async function commitMerge(
  database: Database,
  terms: CartTerms,
  { target, source, report }: MergeCommit,
  complete: (tx: Queryable) => Promise<void>,
): Promise<boolean> {
  const { trail } = target;
  const event = cartUpdated({ ...source, version: source.version + 1 }, 'MERGED', trail);
  const tail = tailValues({ cause: 'MERGED', changes: { report }, events: [event], claim: null, trail });
  const values = [source.id, source.version, target.cart.customerId, target.cart.id, terms.keptMs, ...tail];
  return orMoved(() =>
    database.inTransaction(async (tx) => {
      await lockInOrder(tx, [source.id, target.cart.id]);
      if ((await runCommit(tx, CLOSE_SOURCE, values)) === undefined) throw new Moved();
      if ((await commitLines(tx, target, terms.lifeMs)) === undefined) throw new Moved();
      await complete(tx);
    }),
  );
}

/**
 * Makes a guest cart the customer's as it is, and its session theirs.
 * @returns false when it moved on, or the customer has an open cart by now; nothing is written then.
 */
export async function commitTakeover(
  database: Database,
  lifeMs: number,
  { cart, customerId, report, trail }: TakeoverCommit,
  complete: (tx: Queryable) => Promise<void>,
): Promise<boolean> {
  const event = cartUpdated({ ...cart, customerId, version: cart.version + 1 }, 'MERGED', trail);
  const tail = tailValues({ cause: 'MERGED', changes: { report }, events: [event], claim: null, trail });
  return orMoved(() =>
    database.inTransaction(async (tx) => {
      const values = [cart.id, cart.version, customerId, lifeMs, ...tail];
      if ((await runCommit(tx, TAKE_OVER, values)) === undefined) throw new Moved();
      await complete(tx);
    }),
  );
}

const READ_REPORT: Statement = {
  name: 'cart_merge_report',
  text: `SELECT changes -> 'report' AS report FROM cart_event
    WHERE cart_id = $1::uuid AND cause = 'MERGED' AND jsonb_typeof(changes) = 'object' ORDER BY version DESC LIMIT 1`,
};

/** What became of the lines of a guest cart when it was merged; empty when it was not. */
export async function readMergeReport(queryable: Queryable, sourceCartId: string): Promise<MergeLine[]> {
  const [row] = await queryable.query<{ report: MergeLine[] }>(READ_REPORT, [sourceCartId]);
  return row?.report ?? [];
}

const OPEN_GUEST_CARTS: Statement = {
  name: 'cart_open_guest_carts',
  text: `SELECT c.id FROM cart c JOIN session s ON s.id = c.session_id
    WHERE c.session_id = $1::uuid AND c.customer_id IS NULL AND c.status IN ('ACTIVE', 'ABANDONED')
      AND s.token_version = $2::int AND s.expires_at > now() ORDER BY c.id LIMIT 20`,
};

/** The open guest carts of a session whose token is good. */
export async function openGuestCarts(
  queryable: Queryable,
  sessionId: string,
  tokenVersion: number,
): Promise<string[]> {
  const rows = await queryable.query<{ id: string }>(OPEN_GUEST_CARTS, [sessionId, tokenVersion]);
  return rows.map(({ id }) => id);
}
