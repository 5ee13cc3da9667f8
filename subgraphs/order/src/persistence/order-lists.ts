import type { Queryable } from '@agora/platform/database';
import type { PageRequest } from '@agora/platform/paging';
import type { Order } from '../domain/order';
import {
  countOrders,
  countOrdersOfCustomers,
  listOrderIds,
  listOrderIdsOfCustomers,
} from './order-list-query';
import type { OrderCriteria, OrderSort } from './order-list-query';
import type { OrderReader } from './order-reader';

/** Pages of orders, up to `size + 1` each, in the order the page wants them: two statements whatever the size. */
export interface OrderLists {
  page(criteria: OrderCriteria, sort: OrderSort, page: PageRequest): Promise<readonly Order[]>;
  count(criteria: OrderCriteria): Promise<number>;
  /** The same page for several customers, newest first. */
  pagesOfCustomers(
    customerIds: readonly string[],
    criteria: OrderCriteria,
    page: PageRequest,
  ): Promise<ReadonlyMap<string, readonly Order[]>>;
  countOfCustomers(
    customerIds: readonly string[],
    criteria: OrderCriteria,
  ): Promise<ReadonlyMap<string, number>>;
}

export function createOrderLists(db: Queryable, reader: OrderReader): OrderLists {
  return {
    page: async (criteria, sort, page) => {
      const ids = await listOrderIds(db, criteria, sort, page);
      return inOrder(ids, await reader.ordersById(ids));
    },
    count: (criteria) => countOrders(db, criteria),
    pagesOfCustomers: async (customerIds, criteria, page) => {
      const pages = await listOrderIdsOfCustomers(db, customerIds, criteria, page);
      const orders = await reader.ordersById([...pages.values()].flat());
      return new Map([...pages].map(([customerId, ids]) => [customerId, inOrder(ids, orders)]));
    },
    countOfCustomers: (customerIds, criteria) => countOrdersOfCustomers(db, customerIds, criteria),
  };
}

function inOrder(ids: readonly string[], orders: ReadonlyMap<string, Order>): readonly Order[] {
  return ids.map((id) => orders.get(id)).filter((order) => order !== undefined);
}
