import { opensOrder } from '@agora/platform/auth';
import { AppError, badInput } from '@agora/platform/errors';
import { isUuid } from '@agora/platform/ids';
import { readPage } from '@agora/platform/paging';
import { Arg, Args, Ctx, Directive, ID, Query, Resolver } from 'type-graphql';
import type { OrderContext } from '../context';
import type { Order as OrderValue } from '../domain/order';
import { parseOrderNumber } from '../domain/order-number';
import { MAX_SEARCH_LENGTH, readSearch } from '../domain/order-search';
import type { SearchTerm } from '../domain/order-search';
import type { OrderCriteria, OrderSort } from '../persistence/order-list-query';
import type { OrderLists } from '../persistence/order-lists';
import { OrderListArgs, OwnOrdersArgs } from './inputs/order-list.args';
import { presentOrders, readCriteria } from './list-arguments';
import { presentOrder } from './present';
import { visibleOrder } from './visible-orders';
import { OrderConnection } from './types/order-connection.type';
import { Order } from './types/order.type';

const STAFF = '@requiresScopes(scopes: [["support"], ["admin"]])';

/** Reading orders. */
@Resolver()
export class OrderQueries {
  constructor(
    private readonly lists: OrderLists,
    private readonly accessSecret: string,
  ) {}

  @Query(() => Order, {
    nullable: true,
    description:
      'An order by id or number, for its owner, staff, or whoever holds its access token. Null when missing or not theirs.',
  })
  async order(
    @Arg('id', () => ID, { nullable: true, description: 'UUID.' }) id: string | null | undefined,
    @Arg('orderNumber', () => String, { nullable: true, description: 'The number for people.' })
    orderNumber: string | null | undefined,
    @Arg('accessToken', () => String, {
      nullable: true,
      description: 'From the payload of `checkoutComplete`.',
    })
    accessToken: string | null | undefined,
    @Ctx() context: OrderContext,
  ): Promise<Order | null> {
    const order = await find(context, id, orderNumber);
    if (order === null) return null;
    const isOpened = accessToken != null && opensOrder(this.accessSecret, order.id, accessToken);
    const seen = isOpened ? order : await visibleOrder(order, context);
    return seen === null ? null : presentOrder(seen);
  }

  @Query(() => OrderConnection, {
    nullable: true,
    description: "The viewer's own orders, newest first: of the customer, else of the guest's session.",
  })
  myOrders(
    @Args(() => OwnOrdersArgs) args: OwnOrdersArgs,
    @Ctx() { viewer }: OrderContext,
  ): Promise<OrderConnection> {
    const { customerId, sessionId } = viewer;
    const criteria = readCriteria(args.filter);
    if (customerId !== null) return this.page(args, { ...criteria, customerId });
    if (sessionId === null)
      throw new AppError('UNAUTHENTICATED', 'Sign in as a customer or send a session token');
    return this.page(args, { ...criteria, customerId: undefined, guestSessionId: sessionId });
  }

  @Directive(STAFF)
  @Query(() => OrderConnection, { nullable: true, description: 'All orders. Staff only.' })
  orders(@Args(() => OrderListArgs) args: OrderListArgs): Promise<OrderConnection> {
    const criteria = { ...readCriteria(args.filter), terms: termsOf(args.query ?? '') };
    return this.page(args, criteria, args.sort ?? 'CREATED_AT_DESC');
  }

  private async page(
    args: OrderListArgs,
    criteria: OrderCriteria,
    sort: OrderSort = 'CREATED_AT_DESC',
  ): Promise<OrderConnection> {
    const page = readPage(args);
    const orders = await this.lists.page(criteria, sort, page);
    return presentOrders(orders, { page, sort }, () => this.lists.count(criteria));
  }
}

function termsOf(query: string): readonly SearchTerm[] {
  if (query.length > MAX_SEARCH_LENGTH)
    throw badInput('query', `must have at most ${String(MAX_SEARCH_LENGTH)} characters`);
  return readSearch(query);
}

async function find(
  { loaders }: OrderContext,
  id: string | null | undefined,
  orderNumber: string | null | undefined,
): Promise<OrderValue | null> {
  if (id != null) return isUuid(id) ? loaders.orderById.load(id) : null;
  if (orderNumber == null) throw badInput('id', 'give id or orderNumber');
  const number = parseOrderNumber(orderNumber);
  return number === undefined ? null : loaders.orderByNumber.load(number);
}
