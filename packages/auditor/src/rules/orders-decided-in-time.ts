import type { Rule } from '../rule';

const OVERDUE = `
  SELECT id, 'is PENDING and had to be paid by ' || payment_due_at AS text FROM orders
  WHERE status = 'PENDING' AND payment_due_at < now() - $1::int * interval '1 s'
  UNION ALL
  SELECT id, 'is a checkout session under completion since ' || updated_at FROM checkout_session
  WHERE status = 'COMPLETING' AND completing_until < now() - $1::int * interval '1 s'
    AND NOT EXISTS (SELECT FROM orders o WHERE o.id = order_id AND o.status IN ('PENDING', 'PENDING_REVIEW'))
  UNION ALL
  SELECT id, 'has a saga that is ' || state || ' and had to be looked at by ' || wake_at FROM saga
  WHERE GREATEST(wake_at, lease_until) < now() - $1::int * interval '1 s'
  ORDER BY 1`;

const OPEN = `
  SELECT ((SELECT count(*) FROM orders WHERE status = 'PENDING') + (SELECT count(*) FROM checkout_session WHERE status = 'COMPLETING')
        + (SELECT count(*) FROM saga WHERE wake_at IS NOT NULL))::int AS count`;

export const ordersDecidedInTime: Rule = {
  name: 'orders-decided-in-time',
  holds:
    'No order waits for its payment beyond the time it has for it, no checkout session is under completion without an open order, ' +
    'and no saga is left alone when it is due.',
  databases: ['order'],
  check: async ({ databases, marginSeconds }, findings) => {
    const [open] = await databases.rows<{ count: number }>('order', OPEN);
    findings.look(open?.count ?? 0);
    const rows = await databases.rows<{ id: string; text: string }>('order', OVERDUE, [marginSeconds]);
    for (const { id, text } of rows) findings.add([id], text);
  },
};
