import type { OperationContext } from '@agora/platform/server';
import type { CustomerLoaders } from './graphql/loaders';

/** What every resolver of the customer subgraph gets; made once per operation. */
export interface CustomerContext extends OperationContext {
  readonly loaders: CustomerLoaders;
}
