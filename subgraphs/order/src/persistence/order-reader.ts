import type { Queryable } from '@agora/platform/database';
import type { Order, StatusChange } from '../domain/order';
import type { OrderLine } from '../domain/order-line';
import type { Payment } from '../domain/payment';
import type { Saga } from '../domain/saga';
import type { PrismaClient } from './client';
import { sagasOfOrders } from './saga-store';
import { toChange, toLine, toOrder, toPayment, toSession } from './mapping';
import type { CheckoutSession } from '../domain/checkout-session';

/**
 * Batched reads for the GraphQL layer: one statement for any number of ids (at most 500 by the loaders). Missing
 * ones are left out; ownership is the caller's.
 */
export interface OrderReader {
  ordersById(ids: readonly string[]): Promise<ReadonlyMap<string, Order>>;
  ordersByNumber(numbers: readonly string[]): Promise<ReadonlyMap<string, Order>>;
  /** By line position. */
  linesOf(orderIds: readonly string[]): Promise<ReadonlyMap<string, readonly OrderLine[]>>;
  /** Oldest first. */
  historyOf(orderIds: readonly string[]): Promise<ReadonlyMap<string, readonly StatusChange[]>>;
  paymentsOf(orderIds: readonly string[]): Promise<ReadonlyMap<string, Payment>>;
  sessionsById(ids: readonly string[]): Promise<ReadonlyMap<string, CheckoutSession>>;
  /** With their logs, oldest first. */
  sagasOf(orderIds: readonly string[]): Promise<ReadonlyMap<string, readonly Saga[]>>;
}

export function createOrderReader(prisma: PrismaClient, database: Queryable): OrderReader {
  return {
    ordersById: async (ids) => {
      const rows = await prisma.order.findMany({ where: { id: { in: [...ids] } } });
      return new Map(rows.map((row) => [row.id, toOrder(row)]));
    },
    ordersByNumber: async (numbers) => {
      const rows = await prisma.order.findMany({ where: { orderNumber: { in: [...numbers] } } });
      return new Map(rows.map((row) => [row.orderNumber, toOrder(row)]));
    },
    linesOf: async (orderIds) => {
      const rows = await prisma.orderLine.findMany({
        where: { orderId: { in: [...orderIds] } },
        orderBy: { position: 'asc' },
      });
      return grouped(rows.map(toLine));
    },
    historyOf: async (orderIds) => {
      const rows = await prisma.orderStatusChange.findMany({
        where: { orderId: { in: [...orderIds] } },
        orderBy: { version: 'asc' },
      });
      return grouped(rows.map(toChange));
    },
    paymentsOf: async (orderIds) => {
      const rows = await prisma.payment.findMany({ where: { orderId: { in: [...orderIds] } } });
      return new Map(rows.map((row) => [row.orderId, toPayment(row)]));
    },
    sessionsById: async (ids) => {
      const rows = await prisma.checkoutSession.findMany({ where: { id: { in: [...ids] } } });
      return new Map(rows.map((row) => [row.id, toSession(row)]));
    },
    sagasOf: (orderIds) => sagasOfOrders(database, orderIds),
  };
}

function grouped<T extends { readonly orderId: string }>(
  items: readonly T[],
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(item.orderId);
    if (group === undefined) groups.set(item.orderId, [item]);
    else group.push(item);
  }
  return groups;
}
