import { isUuid } from '@agora/platform/ids';
import type { Clock } from '@agora/platform/time';
import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { canRead } from '../application/visibility';
import type { OrderContext } from '../context';
import { presentOrder, presentSession } from './present';
import { CheckoutSession } from './types/checkout-session.type';
import { visibleOrder } from './visible-orders';
import { Order } from './types/order.type';

/** Reading checkout sessions. */
@Resolver(() => CheckoutSession)
export class CheckoutQueries {
  constructor(private readonly clock: Clock) {}

  @Query(() => CheckoutSession, {
    nullable: true,
    description: 'A checkout session, for its owner and staff. Null when missing or not theirs.',
  })
  async checkoutSession(
    @Arg('id', () => ID, { description: 'UUID.' }) id: string,
    @Ctx() { viewer, loaders }: OrderContext,
  ): Promise<CheckoutSession | null> {
    const session = isUuid(id) ? await loaders.sessionById.load(id) : null;
    return session !== null && canRead(viewer, session) ? presentSession(session, this.clock.now()) : null;
  }

  @FieldResolver(() => Order, {
    nullable: true,
    description: 'The order it is becoming or became; null before.',
  })
  async order(@Root() { orderId }: CheckoutSession, @Ctx() context: OrderContext): Promise<Order | null> {
    const found = orderId === null ? null : await context.loaders.orderById.load(orderId);
    const order = await visibleOrder(found, context);
    return order === null ? null : presentOrder(order);
  }
}
