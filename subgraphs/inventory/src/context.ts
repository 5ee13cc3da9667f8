import type { OperationContext } from '@agora/platform/server';
import type { InventoryLoaders } from './graphql/loaders';

/** What every resolver of inventory gets; made once per operation. */
export interface InventoryContext extends OperationContext {
  readonly loaders: InventoryLoaders;
}
