import type { Queryable, Statement } from '@agora/platform/database';
import { effectStatement } from '@agora/platform/inbox';
import type { EventEffect } from '@agora/platform/inbox';

type CartMoment = 'filled_at' | 'abandoned_at' | 'checked_out_at';

const NOTE_CART = effectStatement(
  'analytics_note_cart',
  `INSERT INTO analytics_cart AS c (cart_id, filled_at, abandoned_at, checked_out_at)
    SELECT $1::uuid, $2::timestamptz, $3::timestamptz, $4::timestamptz FROM fresh
    ON CONFLICT (cart_id) DO UPDATE SET filled_at = least(c.filled_at, excluded.filled_at),
      abandoned_at = greatest(c.abandoned_at, excluded.abandoned_at),
      checked_out_at = coalesce(c.checked_out_at, excluded.checked_out_at)
    RETURNING 1`,
  4,
);
const NOTE_ORDER: Statement = {
  name: 'analytics_note_order',
  text: `INSERT INTO analytics_order (order_id, status, version, currency_code, total_minor)
    VALUES ($1::uuid, 'PENDING', -1, $2, $3::bigint)
    ON CONFLICT (order_id) DO UPDATE SET currency_code = excluded.currency_code, total_minor = excluded.total_minor`,
};
const NOTE_LINES: Statement = {
  name: 'analytics_note_lines',
  text: `INSERT INTO analytics_line (order_id, sku, quantity)
    SELECT $1::uuid, l.sku, sum(l.quantity) FROM unnest($2::text[], $3::int[]) AS l (sku, quantity) GROUP BY l.sku
    ON CONFLICT DO NOTHING`,
};
const NOTE_STATUS: Statement = {
  name: 'analytics_note_status',
  text: `INSERT INTO analytics_order AS o (order_id, status, version) VALUES ($1::uuid, $2, $3)
    ON CONFLICT (order_id) DO UPDATE SET status = excluded.status, version = excluded.version
      WHERE o.version < excluded.version`,
};

/** Something happened to a cart. @param at ISO 8601. */
export function cartMoment(cartId: string, moment: CartMoment, at: string): EventEffect {
  const when = (name: CartMoment): string | null => (name === moment ? at : null);
  const values = [cartId, when('filled_at'), when('abandoned_at'), when('checked_out_at')];
  return { statement: NOTE_CART, values };
}

/** What an order is worth and of what it is. */
export async function noteOrder(
  tx: Queryable,
  order: {
    readonly orderId: string;
    readonly currency: string;
    readonly totalMinor: string;
    readonly lines: readonly { readonly sku: string; readonly quantity: number }[];
  },
): Promise<void> {
  await tx.query(NOTE_ORDER, [order.orderId, order.currency, order.totalMinor]);
  const skus = order.lines.map((line) => line.sku);
  const quantities = order.lines.map((line) => line.quantity);
  await tx.query(NOTE_LINES, [order.orderId, skus, quantities]);
}

/** What became of an order; an older version changes nothing. */
export async function noteStatus(
  tx: Queryable,
  order: { readonly orderId: string; readonly status: string; readonly version: number },
): Promise<void> {
  await tx.query(NOTE_STATUS, [order.orderId, order.status, order.version]);
}
