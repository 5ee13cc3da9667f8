import { pagesOf } from '../pages';
import type { Rule } from '../rule';

interface Redeemed {
  readonly id: string;
  readonly order_id: string;
  readonly state: string;
  readonly is_settled: boolean;
}

interface OrderOf {
  readonly id: string;
  readonly status: string;
  readonly is_settled: boolean;
}

const REDEMPTIONS = `
  SELECT id, order_id, state, updated_at < now() - $3::int * interval '1 s' AS is_settled FROM redemption
  WHERE id > $1::uuid ORDER BY id LIMIT $2::int`;

const ORDERS = `
  SELECT id, status, updated_at < now() - $2::int * interval '1 s' AS is_settled FROM orders WHERE id = ANY ($1::uuid[])`;

const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  PENDING: ['HELD'],
  PENDING_REVIEW: ['HELD', 'CONFIRMED'],
  CONFIRMED: ['CONFIRMED'],
  FULFILLED: ['CONFIRMED'],
  RETURNED: ['CONFIRMED', 'RELEASED'],
  CANCELLED: ['RELEASED'],
};

export const redemptionsFollowOrders: Rule = {
  name: 'redemptions-follow-orders',
  holds:
    'A use of a promotion is held while its order is open, confirmed with it and given back when it is cancelled; none is without an order.',
  databases: ['pricing', 'order'],
  check: async ({ databases, marginSeconds }, findings) => {
    const query = { domain: 'pricing', text: REDEMPTIONS, values: [marginSeconds] } as const;
    for await (const page of pagesOf<Redeemed>(databases, query)) {
      findings.look(page.length);
      const ids = page.map(({ order_id }) => order_id);
      const rows = await databases.rows<OrderOf>('order', ORDERS, [ids, marginSeconds]);
      const orders = new Map(rows.map((row) => [row.id, row]));
      for (const { order_id, state, is_settled } of page) {
        const order = orders.get(order_id);
        if (!is_settled || order?.is_settled === false) continue;
        if (order === undefined) {
          if (state !== 'RELEASED')
            findings.add([order_id], `has a use that is ${state} and there is no such order`);
        } else if (EXPECTED[order.status]?.includes(state) !== true)
          findings.add([order_id], `is ${order.status} and its use of a promotion is ${state}`);
      }
    }
  },
};
