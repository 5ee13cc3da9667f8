import { pagesOf } from '../pages';
import type { Rule } from '../rule';

interface LockedCart {
  readonly id: string;
  readonly order_id: string;
  /** Whether it has been locked longer than an attempt to check out may take. */
  readonly is_old: boolean;
}

interface LockingOrder {
  readonly id: string;
  readonly status: string;
  readonly is_overdue: boolean;
}

/** An attempt that has made no order within a minute is undone. */
const ATTEMPT_SECONDS = 60;

const LOCKED = `
  SELECT c.id, c.locked_by_order_id AS order_id, c.updated_at < now() - $3::int * interval '1 s' AS is_old FROM cart c
  WHERE c.id > $1::uuid AND c.status = 'LOCKED' ORDER BY c.id LIMIT $2::int`;

// An order under review waits for a person, and one without a date for nobody.
const ORDERS = `
  SELECT id, status, status <> 'PENDING_REVIEW' AND COALESCE(payment_due_at, updated_at) < now() - $2::int * interval '1 s' AS is_overdue
  FROM orders WHERE id = ANY ($1::uuid[])`;

export const cartsUnlockInTime: Rule = {
  name: 'carts-unlock-in-time',
  holds:
    'No cart stays locked longer than its order may wait for its payment, nor without an order longer than an attempt to check out takes.',
  databases: ['cart', 'order'],
  check: async ({ databases, marginSeconds }, findings) => {
    const values = [marginSeconds + ATTEMPT_SECONDS];
    for await (const page of pagesOf<LockedCart>(databases, { domain: 'cart', text: LOCKED, values })) {
      findings.look(page.length);
      const ids = page.map(({ order_id }) => order_id);
      const rows = await databases.rows<LockingOrder>('order', ORDERS, [ids, marginSeconds]);
      const orders = new Map(rows.map((row) => [row.id, row]));
      for (const { id, order_id, is_old } of page) {
        const order = orders.get(order_id);
        if (order === undefined && is_old)
          findings.add([id, order_id], 'is locked for an order that was never made');
        if (order?.is_overdue === true && is_old)
          findings.add(
            [id, order_id],
            `is locked and the time of its order, which is ${order.status}, is over`,
          );
      }
    }
  },
};
