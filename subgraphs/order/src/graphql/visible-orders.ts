import { isStaff } from '@agora/platform/auth';
import { isOwner } from '../application/visibility';
import type { OrderContext } from '../context';
import type { Order } from '../domain/order';

/** The orders the viewer may see, null for the others; what staff sees of others is written down first. */
export async function visibleOrders(
  orders: readonly (Order | null)[],
  { viewer, loaders }: OrderContext,
): Promise<(Order | null)[]> {
  return Promise.all(
    orders.map(async (order) => {
      if (order === null || isOwner(viewer, order)) return order;
      if (!isStaff(viewer)) return null;
      await loaders.staffReadOfOrder.load(order.id);
      return order;
    }),
  );
}

/** {@link visibleOrders} for one. */
export async function visibleOrder(order: Order | null, context: OrderContext): Promise<Order | null> {
  return (await visibleOrders([order], context))[0] ?? null;
}
