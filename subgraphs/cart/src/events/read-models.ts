import { catalogProductUpdatedV1 } from '@agora/contracts/catalog/product-updated';
import type { EventHandler, ReadModels } from '@agora/platform/inbox';
import { cartEventHandlers } from './subscriptions';

/** Tables of cart that events make, for filling them again: `npm run replay -- cart <name>`. */
export const cartReadModels: ReadModels = {
  catalog_variant: only(cartEventHandlers(new Map()), catalogProductUpdatedV1.type),
};

function only(handlers: Readonly<Record<string, EventHandler>>, type: string): Record<string, EventHandler> {
  return Object.fromEntries(Object.entries(handlers).filter(([name]) => name === type));
}
