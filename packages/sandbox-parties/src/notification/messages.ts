import type { Queryable, Statement } from '@agora/platform/database';

/** A mail that a shop would send. Ids only: who reads mail addresses is no party of the sandbox. */
export interface Message {
  readonly eventId: string;
  readonly kind: MessageKind;
  readonly orderId: string | null;
  readonly cartId: string | null;
  /** Null for a guest. */
  readonly customerId: string | null;
  readonly template: string;
  /** Path of the cart to come back to; null for orders. */
  readonly restoreLink: string | null;
  readonly state: 'SENT';
  /** ISO 8601. */
  readonly createdAt: string;
}

export type MessageKind = 'ORDER_CONFIRMED' | 'ORDER_CANCELLED' | 'ORDER_SHIPPED' | 'CART_ABANDONED';

const TEMPLATES: Readonly<Record<MessageKind, string>> = {
  ORDER_CONFIRMED: 'order-confirmed',
  ORDER_CANCELLED: 'order-cancelled',
  ORDER_SHIPPED: 'order-shipped',
  CART_ABANDONED: 'cart-abandoned',
};

const WRITE: Statement = {
  name: 'message_write',
  text: `INSERT INTO message (event_id, kind, order_id, cart_id, customer_id, template, restore_link)
    VALUES ($1::uuid, $2, $3::uuid, $4::uuid, $5, $6, $7) ON CONFLICT DO NOTHING`,
};
const REMEMBER_OWNER: Statement = {
  name: 'message_remember_owner',
  text: `INSERT INTO order_owner (order_id, customer_id) VALUES ($1::uuid, $2) ON CONFLICT DO NOTHING`,
};
// Joined when it is read: topics keep no order among each other, so an owner may become known after the message.
const LIST: Statement = {
  name: 'message_list',
  text: `SELECT m.event_id AS "eventId", m.kind, m.order_id AS "orderId", m.cart_id AS "cartId",
      coalesce(m.customer_id, o.customer_id) AS "customerId", m.template, m.restore_link AS "restoreLink", m.state,
      m.created_at AS "createdAt"
    FROM message m LEFT JOIN order_owner o ON o.order_id = m.order_id
    WHERE ($1::uuid IS NULL OR m.order_id = $1) AND ($2::uuid IS NULL OR m.cart_id = $2)
    ORDER BY m.created_at DESC, m.event_id LIMIT $3::int`,
};

/** Writes the message of an event, at most one. */
export async function writeMessage(
  tx: Queryable,
  message: Pick<Message, 'eventId' | 'kind'> &
    Partial<Pick<Message, 'orderId' | 'cartId' | 'customerId' | 'restoreLink'>>,
): Promise<void> {
  const { eventId, kind, orderId = null, cartId = null, customerId = null, restoreLink = null } = message;
  await tx.query(WRITE, [eventId, kind, orderId, cartId, customerId, TEMPLATES[kind], restoreLink]);
}

/** Notes whose order it is. */
export async function rememberOwner(tx: Queryable, orderId: string, customerId: string): Promise<void> {
  await tx.query(REMEMBER_OWNER, [orderId, customerId]);
}

/** The newest messages, of one order or cart when named. */
export async function listMessages(
  database: Queryable,
  query: {
    readonly orderId: string | undefined;
    readonly cartId: string | undefined;
    readonly limit: number;
  },
): Promise<readonly Message[]> {
  const rows = await database.query<Omit<Message, 'createdAt'> & { readonly createdAt: Date }>(LIST, [
    query.orderId ?? null,
    query.cartId ?? null,
    query.limit,
  ]);
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
}
