import type { Rule } from '../rule';
import { settledOrders } from './settled-orders';
import type { SettledOrder } from './settled-orders';

interface Reservation {
  readonly order_id: string;
  readonly status: string;
  readonly units: Readonly<Record<string, number>>;
  /** Units that left the shelves and did not come back. */
  readonly gone: number;
}

const RESERVATIONS = `
  SELECT h.owner_id AS order_id, h.status,
         COALESCE((SELECT jsonb_object_agg(u.sku, u.units) FROM (SELECT sku, sum(quantity + backordered)::int AS units FROM hold_line
                   WHERE hold_id = h.id GROUP BY sku) u), '{}') AS units,
         COALESCE((SELECT -sum(a.delta) FROM stock_adjustment a WHERE a.reference = h.owner_id::text AND a.kind IN ('COMMIT', 'RETURN')), 0)::int AS gone
  FROM hold h WHERE h.owner_id = ANY ($1::uuid[]) AND h.type = 'ORDER'`;

export const stockFollowsOrders: Rule = {
  name: 'stock-follows-orders',
  holds:
    'Stock of an order that was confirmed is committed, and not more of it than was ordered; stock of one that was cancelled is ' +
    'released, or came back.',
  databases: ['order', 'inventory'],
  check: async (world, findings) => {
    for await (const orders of settledOrders(world)) {
      findings.look(orders.length);
      const ids = orders.map(({ id }) => id);
      const rows = await world.databases.rows<Reservation>('inventory', RESERVATIONS, [ids]);
      const reservations = new Map(rows.map((row) => [row.order_id, row]));
      for (const order of orders) {
        const wrong = wrongStock(order, reservations.get(order.id));
        if (wrong !== undefined) findings.add([order.id], wrong);
      }
    }
  },
};

function wrongStock(order: SettledOrder, reservation: Reservation | undefined): string | undefined {
  const status = reservation?.status ?? 'missing';
  if (order.status === 'CANCELLED') return wrongAfterCancel(order, reservation);
  const isBroughtIn = order.cart_id === null && !order.was_made_here;
  if (isBroughtIn && reservation === undefined) return undefined;
  if (status !== 'COMMITTED') return `is ${order.status} and its stock is ${status}`;
  return tooMuch(order, reservation?.units ?? {});
}

function wrongAfterCancel(
  { was_confirmed }: SettledOrder,
  reservation: Reservation | undefined,
): string | undefined {
  if (reservation === undefined || reservation.status === 'RELEASED') return undefined;
  if (reservation.status !== 'COMMITTED' || !was_confirmed)
    return `is CANCELLED and its stock is ${reservation.status}`;
  return reservation.gone > 0 ? `is CANCELLED and ${reservation.gone} units did not come back` : undefined;
}

function tooMuch(order: SettledOrder, taken: Reservation['units']): string | undefined {
  for (const [sku, units] of Object.entries(taken)) {
    const ordered = order.units[sku] ?? 0;
    if (units > ordered) return `took ${units} of ${sku} and ordered ${ordered}`;
  }
  return undefined;
}
