import type { ReferenceBatch } from '@agora/platform/schema';
import { isUuid } from '@agora/platform/ids';
import type { Clock } from '@agora/platform/time';
import { canRead } from '../application/visibility';
import type { OrderContext } from '../context';
import type { Order } from '../domain/order';
import { presentOrder, presentSession } from './present';
import { visibleOrders } from './visible-orders';

type Representations = readonly Readonly<Record<string, unknown>>[];

/** Orders by id or number, one statement per key. Null for what is missing or not the viewer's. */
export async function orderReferences(
  representations: Representations,
  context: OrderContext,
): Promise<(object | null)[]> {
  const orders = await Promise.all(
    representations.map((representation) => loadOrder(representation, context)),
  );
  const visible = await visibleOrders(orders, context);
  return visible.map((order) => (order === null ? null : presentOrder(order)));
}

async function loadOrder(
  { id, orderNumber }: Representations[number],
  { loaders }: OrderContext,
): Promise<Order | null> {
  if (isUuid(id)) return loaders.orderById.load(id);
  return typeof orderNumber === 'string' ? loaders.orderByNumber.load(orderNumber) : null;
}

/** Checkout sessions by id, in one statement. Null for what is missing or not the viewer's. */
export function sessionReferences(clock: Clock): ReferenceBatch {
  return async (representations, context: OrderContext) => {
    const { viewer, loaders } = context;
    const sessions = await Promise.all(
      representations.map(({ id }) => (isUuid(id) ? loaders.sessionById.load(id) : Promise.resolve(null))),
    );
    return sessions.map((session) =>
      session !== null && canRead(viewer, session) ? presentSession(session, clock.now()) : null,
    );
  };
}

/** Customers are the customer subgraph's: here only the key comes back, and the fields check who asks. */
export function customerReferences(representations: Representations): Promise<(object | null)[]> {
  return Promise.resolve(representations.map(({ id }) => (typeof id === 'string' ? { id } : null)));
}
