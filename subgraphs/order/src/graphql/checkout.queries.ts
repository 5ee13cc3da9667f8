import { isUuid } from '@agora/platform/ids';
import type { Clock } from '@agora/platform/time';
import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { canRead } from '../application/visibility';
import type { OrderContext } from '../context';
import { presentOrder, presentSession } from './present';
import { CheckoutSession } from './types/checkout-session.type';
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
  async order(
    @Root() { orderId }: CheckoutSession,
    @Ctx() { viewer, loaders }: OrderContext,
  ): Promise<Order | null> {
    const order = orderId === null ? null : await loaders.orderById.load(orderId);
    return order !== null && canRead(viewer, order) ? presentOrder(order) : null;
  }
}
