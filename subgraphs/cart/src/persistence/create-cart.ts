import { uniqueViolation } from '@agora/platform/database';
import type { Database, Queryable, Statement } from '@agora/platform/database';
import { enqueue } from '@agora/platform/outbox';
import type { CommitTrail, NewCart } from '../application/ports';
import type { CartTerms } from '../domain/cart-life';
import { cartUpdated } from '../events/published';
import { SESSION_LIFE_MS } from './session-store';

const INSERT_SESSION: Statement = {
  name: 'session_insert',
  text: `INSERT INTO session (id, expires_at) VALUES ($1::uuid, now() + $2::bigint * interval '1 ms')`,
};

const INSERT_CART: Statement = {
  name: 'cart_insert',
  text: `WITH c AS (
      INSERT INTO cart (id, version, priced_version, customer_id, session_id, store_id, channel, tenant_region, currency_code, note, attributes, wake_at, expires_at, buyer)
      VALUES ($1::uuid, 1, 1, $2, $3::uuid, $4, $5, $6, $7, $8, $9::jsonb, now() + $10::bigint * interval '1 ms', now() + $11::bigint * interval '1 ms', $12::jsonb)
      RETURNING id)
    INSERT INTO cart_event (cart_id, version, cause, changes, session_id) SELECT c.id, 1, 'CREATED', '[]', $3::uuid FROM c`,
};

/**
 * Makes a cart (version 1), its session when it is new, its log entry and its event in one transaction.
 * @param complete Stores the idempotent outcome in that transaction.
 * @returns false when the shopper has an open cart in this store and channel already; nothing is written then.
 */
export async function createCart(
  { database, terms }: { readonly database: Database; readonly terms: CartTerms },
  cart: NewCart,
  trail: CommitTrail,
  complete: (tx: Queryable) => Promise<void>,
): Promise<boolean> {
  try {
    await database.inTransaction(async (tx) => {
      if (cart.isNewSession) await tx.query(INSERT_SESSION, [cart.sessionId, SESSION_LIFE_MS]);
      const values = [
        cart.id,
        cart.customerId,
        cart.sessionId,
        cart.storeId,
        cart.channel,
        cart.region,
        cart.currency,
        cart.note,
      ];
      const buyer = cart.buyer === null ? null : JSON.stringify(cart.buyer);
      const times = [terms.idleMs, terms.lifeMs];
      await tx.query(INSERT_CART, [...values, JSON.stringify(cart.attributes), ...times, buyer]);
      await enqueue(tx, [cartUpdated({ ...cart, version: 1 }, 'CREATED', trail)]);
      await complete(tx);
    });
    return true;
  } catch (error) {
    const index = uniqueViolation(error)?.index;
    if (index === 'cart_current_customer_uq' || index === 'cart_current_session_uq') return false;
    throw error;
  }
}

const SESSION: Statement = {
  name: 'session_read',
  text: `SELECT token_version FROM session WHERE id = $1::uuid AND expires_at > now()`,
};

/** The session's current token version; undefined when it ended or never was. */
export async function readSessionTokenVersion(
  database: Database,
  sessionId: string,
): Promise<number | undefined> {
  const [row] = await database.query<{ token_version: number }>(SESSION, [sessionId]);
  return row?.token_version;
}
