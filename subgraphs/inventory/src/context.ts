import type { OperationContext } from '@agora/platform/server';
import type { InventoryLoaders } from './graphql/loaders';
import type { AvailabilityNews } from './live/watch-availability';

/** What every resolver of inventory gets; made once per operation. */
export interface InventoryContext extends OperationContext {
  readonly loaders: InventoryLoaders;
  /** Follows skus in a region (default: the request's, else the shop's), see `live/watch-availability.ts`. */
  watchAvailability(skus: readonly string[], region: string | undefined): AsyncIterable<AvailabilityNews>;
}
