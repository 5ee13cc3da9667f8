import { isStaff } from '@agora/platform/auth';
import { readPage } from '@agora/platform/paging';
import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { OrderContext } from '../context';
import { OwnOrdersArgs } from './inputs/order-list.args';
import { presentOrders, readCriteria } from './list-arguments';
import { visibleOrders } from './visible-orders';
import { Customer } from './types/customer.type';
import { OrderConnection } from './types/order-connection.type';

/** What order adds to a customer. */
@Resolver(() => Customer)
export class CustomerFields {
  @FieldResolver(() => OrderConnection, {
    nullable: true,
    description: 'What the customer ordered, newest first. For the customer and staff; null for others.',
  })
  async orders(
    @Root() { id: customerId }: Customer,
    @Args(() => OwnOrdersArgs) args: OwnOrdersArgs,
    @Ctx() context: OrderContext,
  ): Promise<OrderConnection | null> {
    const { viewer, loaders } = context;
    if (!isStaff(viewer) && viewer.customerId !== customerId) return null;
    const page = readPage(args);
    const { customerId: wanted, ...criteria } = readCriteria(args.filter);
    const isNobody = wanted !== undefined && wanted !== customerId;
    const orders = isNobody ? [] : await loaders.ordersOfCustomer.load({ customerId, criteria, page });
    await visibleOrders(orders, context);
    const countAll = (): Promise<number> =>
      isNobody ? Promise.resolve(0) : loaders.countOfCustomer.load({ customerId, criteria });
    return presentOrders(orders, { page, sort: 'CREATED_AT_DESC' }, countAll);
  }
}
