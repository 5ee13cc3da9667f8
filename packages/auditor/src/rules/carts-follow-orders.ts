import type { Rule } from '../rule';
import { settledOrders } from './settled-orders';
import type { SettledOrder } from './settled-orders';

interface OrderedCart {
  readonly id: string;
  readonly status: string;
  readonly locked_by_order_id: string | null;
}

const CARTS = `SELECT id, status, locked_by_order_id FROM cart WHERE id = ANY ($1::uuid[])`;

export const cartsFollowOrders: Rule = {
  name: 'carts-follow-orders',
  holds:
    'The cart of an order that was confirmed is checked out; the cart of one that was cancelled is not locked by it.',
  databases: ['order', 'cart'],
  check: async (world, findings) => {
    for await (const page of settledOrders(world)) {
      const orders = page.filter(({ cart_id }) => cart_id !== null);
      findings.look(orders.length);
      const ids = orders.map(({ cart_id }) => cart_id);
      const rows = await world.databases.rows<OrderedCart>('cart', CARTS, [ids]);
      const carts = new Map(rows.map((row) => [row.id, row]));
      for (const order of orders) {
        const wrong = wrongCart(order, carts.get(order.cart_id ?? ''));
        if (wrong !== undefined) findings.add([order.id, order.cart_id ?? ''], wrong);
      }
    }
  },
};

function wrongCart(order: SettledOrder, cart: OrderedCart | undefined): string | undefined {
  // Of an order that was cancelled right after its confirmation the cart may be closed or its owner's.
  if (order.status === 'CANCELLED') {
    const isLocked = cart?.status === 'LOCKED' && cart.locked_by_order_id === order.id;
    return isLocked ? 'is CANCELLED and its cart is LOCKED by it' : undefined;
  }
  if (cart === undefined) return `is ${order.status} and its cart is gone`;
  return cart.status === 'CHECKED_OUT' && cart.locked_by_order_id === order.id
    ? undefined
    : `is ${order.status} and its cart is ${cart.status}`;
}
