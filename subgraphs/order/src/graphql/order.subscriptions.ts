import { Arg, Ctx, Directive, ID, Int, Resolver, Root, Subscription } from 'type-graphql';
import { AppError } from '@agora/platform/errors';
import { isUuid } from '@agora/platform/ids';
import type { Poke } from '@agora/platform/pubsub';
import type { OrderContext } from '../context';
import { presentChange, presentOrder } from './present';
import { visibleOrder } from './visible-orders';
import { OrderChange } from './types/order-change.type';

const LIVE =
  '@live(channel: "order.{orderId}", type: "Order", key: "id", keyArgument: "orderId", version: "version", envelope: "order", changes: "history")';

/** Live orders on this subgraph's own socket. The gateway reads the entity instead when its channel is poked. */
@Resolver()
export class OrderSubscriptions {
  @Directive(LIVE)
  @Subscription(() => OrderChange, {
    nullable: true,
    description: 'The order now, then every step. Only for its owner and staff.',
    subscribe: ({ args, context }) => {
      const { orderId, afterVersion } = args as { orderId: string; afterVersion?: number | null };
      return (context as OrderContext).watchOrder(orderId, afterVersion ?? null);
    },
  })
  async orderChanged(
    @Root() poke: Poke,
    @Arg('orderId', () => ID, { description: 'The order.' }) orderId: string,
    @Arg('afterVersion', () => Int, {
      nullable: true,
      description: 'The version the client has: the first message then says what it missed.',
    })
    _afterVersion: number | null,
    @Ctx() context: OrderContext,
  ): Promise<OrderChange> {
    const { loaders } = context;
    const found = isUuid(orderId) ? await loaders.orderById.load(orderId) : null;
    const order = await visibleOrder(found, context);
    if (order === null) throw new AppError('NOT_FOUND', 'There is no such order');
    // Read after the order: a step in between is told with the next message.
    const history = (await loaders.historyOfOrder.load(orderId)) ?? [];
    const steps = history.filter(({ version }) => version <= order.version).map(presentChange);
    const { after } = poke;
    poke.delivered(order.version);
    return {
      version: order.version,
      cause: steps.at(-1)?.cause ?? order.status,
      snapshot: after === null,
      changes: after === null ? [] : steps.filter(({ version }) => version > after),
      order: presentOrder(order),
    };
  }
}
