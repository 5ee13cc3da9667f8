import type { OperationContext } from '@agora/platform/server';
import type { OrderLoaders } from './graphql/loaders';

/** What every resolver of order gets; made once per operation. */
export interface OrderContext extends OperationContext {
  readonly loaders: OrderLoaders;
}
