import { pagesOf } from '../pages';
import type { Rule } from '../rule';

interface Allocation {
  readonly id: string;
  readonly order_id: string;
}

interface OrderOf {
  readonly id: string;
  readonly status: string;
  readonly is_settled: boolean;
}

const ALLOCATED = `
  SELECT id, owner_id AS order_id FROM hold
  WHERE id > $1::uuid AND type = 'ORDER' AND status = 'ALLOCATED' AND updated_at < now() - $3::int * interval '1 s'
  ORDER BY id LIMIT $2::int`;

const ORDERS = `
  SELECT id, status, updated_at < now() - $2::int * interval '1 s' AS is_settled FROM orders WHERE id = ANY ($1::uuid[])`;

const LIVE = ['PENDING', 'PENDING_REVIEW', 'CONFIRMED'];

export const allocationsHaveOrders: Rule = {
  name: 'allocations-have-orders',
  holds: 'Whatever stock is allocated is allocated to an order that is open or confirmed.',
  databases: ['inventory', 'order'],
  check: async ({ databases, marginSeconds }, findings) => {
    const query = { domain: 'inventory', text: ALLOCATED, values: [marginSeconds] } as const;
    for await (const page of pagesOf<Allocation>(databases, query)) {
      findings.look(page.length);
      const ids = page.map(({ order_id }) => order_id);
      const rows = await databases.rows<OrderOf>('order', ORDERS, [ids, marginSeconds]);
      const orders = new Map(rows.map((row) => [row.id, row]));
      for (const { order_id } of page) {
        const order = orders.get(order_id);
        if (order === undefined) findings.add([order_id], 'has stock allocated and there is no such order');
        else if (order.is_settled && !LIVE.includes(order.status))
          findings.add([order_id], `has stock allocated and is ${order.status}`);
      }
    }
  },
};
