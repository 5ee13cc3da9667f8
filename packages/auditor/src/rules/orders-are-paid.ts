import type { Rule } from '../rule';

// RETURNED: all or a part of it went back, or is about to. What costs nothing needs no payment.
const UNPAID = `
  SELECT o.id, o.status, o.payment_status, o.total_minor, o.currency, p.status AS paid_status, p.amount_minor, p.authorized_minor,
         p.captured_minor, p.currency AS paid_currency
  FROM orders o LEFT JOIN payment p ON p.order_id = o.id
  WHERE (o.status IN ('CONFIRMED', 'FULFILLED', 'RETURNED') AND o.total_minor > 0 AND (
      p.status IS NULL OR p.status NOT IN ('AUTHORIZED', 'CAPTURED', 'PARTIALLY_REFUNDED', 'REFUNDED')
      OR p.amount_minor <> o.total_minor OR p.currency <> o.currency OR p.authorized_minor <> o.total_minor
      OR (p.status <> 'AUTHORIZED' AND p.captured_minor <> o.total_minor)
      OR (o.status = 'CONFIRMED' AND p.status = 'REFUNDED')))
    OR (o.updated_at < now() - $1::int * interval '1 s' AND p.status <> o.payment_status)
    OR (o.status = 'CANCELLED' AND o.total_minor > 0 AND o.updated_at < now() - $1::int * interval '1 s' AND p.status IN ('AUTHORIZED', 'CAPTURED', 'PARTIALLY_REFUNDED'))
  ORDER BY o.id`;

interface Unpaid {
  readonly id: string;
  readonly status: string;
  readonly payment_status: string;
  readonly total_minor: bigint;
  readonly currency: string;
  readonly paid_status: string | null;
  readonly amount_minor: bigint | null;
  readonly authorized_minor: bigint | null;
  readonly captured_minor: bigint | null;
  readonly paid_currency: string | null;
}

export const ordersArePaid: Rule = {
  name: 'orders-are-paid',
  holds:
    'Every order that is confirmed, fulfilled or returned has one payment, authorised or captured, of exactly its total; one ' +
    'that is cancelled keeps no money; orders and payments agree on their status.',
  databases: ['order'],
  check: async ({ databases, marginSeconds }, findings) => {
    const [count] = await databases.rows<{ count: number }>(
      'order',
      'SELECT count(*)::int AS count FROM orders',
    );
    findings.look(count?.count ?? 0);
    for (const row of await databases.rows<Unpaid>('order', UNPAID, [marginSeconds]))
      findings.add([row.id], textOf(row));
  },
};

function textOf(row: Unpaid): string {
  const order = `is ${row.status} (payment ${row.payment_status}) for ${String(row.total_minor)} ${row.currency}`;
  if (row.paid_status === null) return `${order} and has no payment`;
  return (
    `${order}; its payment is ${row.paid_status} of ${String(row.amount_minor)} ${String(row.paid_currency)}, ` +
    `authorised ${String(row.authorized_minor)}, captured ${String(row.captured_minor)}`
  );
}
