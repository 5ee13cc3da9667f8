import type { Poke } from '@agora/platform/pubsub';
import type { OperationContext } from '@agora/platform/server';
import type { OrderLoaders } from './graphql/loaders';

/** What every resolver of order gets; made once per operation. */
export interface OrderContext extends OperationContext {
  readonly loaders: OrderLoaders;
  /** Follows an order on the pub/sub port; who may see it is decided at every message. */
  watchOrder(orderId: string, afterVersion: number | null): AsyncIterable<Poke>;
}
