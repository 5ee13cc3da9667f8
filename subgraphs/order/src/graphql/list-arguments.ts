import { toConnection } from '@agora/platform/paging';
import type { PageRequest } from '@agora/platform/paging';
import type { Order } from '../domain/order';
import { orderCursor } from '../persistence/order-list-query';
import type { OrderCriteria, OrderSort } from '../persistence/order-list-query';
import type { OrderFilter } from './inputs/order-list.args';
import { presentOrder } from './present';
import type { OrderConnection } from './types/order-connection.type';

/** The conditions a caller's filter means. A condition that is null or left out does not count. */
export function readCriteria(filter: OrderFilter | null | undefined): OrderCriteria {
  const { createdAt, updatedAt, ...rest } = filter ?? {};
  return {
    ...given(rest),
    ...given({ createdFrom: createdAt?.from, createdTo: createdAt?.to }),
    ...given({ updatedFrom: updatedAt?.from, updatedTo: updatedAt?.to }),
  };
}

type Given<T> = { [K in keyof T]?: NonNullable<T[K]> };

function given<T extends object>(conditions: T): Given<T> {
  return Object.fromEntries(Object.entries(conditions).filter(([, value]) => value != null)) as Given<T>;
}

/** A connection of the rows of one page. */
export function presentOrders(
  orders: readonly Order[],
  { page, sort }: { readonly page: PageRequest; readonly sort: OrderSort },
  countAll: () => Promise<number>,
): OrderConnection {
  const { edges, pageInfo } = toConnection(orders, page, (order) => orderCursor(order, sort));
  const presented = edges.map(({ cursor, node }) => ({ cursor, node: presentOrder(node) }));
  return { edges: presented, nodes: presented.map(({ node }) => node), pageInfo, countAll };
}
