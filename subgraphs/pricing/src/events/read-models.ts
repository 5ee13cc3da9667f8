import { catalogProductUpdatedV1 } from '@agora/contracts/catalog/product-updated';
import { customerCreatedV1 } from '@agora/contracts/customer/created';
import { customerUpdatedV1 } from '@agora/contracts/customer/updated';
import type { EventHandler, ReadModels } from '@agora/platform/inbox';
import { pricingHandlers } from './subscriptions';

/** Tables of pricing that events make, for filling them again: `npm run replay -- pricing <name>`. */
export const pricingReadModels: ReadModels = {
  catalog_variant: only(catalogProductUpdatedV1.type),
  customer_segment: only(customerCreatedV1.type, customerUpdatedV1.type),
};

// No shoppers are remembered in the process that fills a table.
function only(...types: readonly string[]): Record<string, EventHandler> {
  const handlers = pricingHandlers(() => undefined);
  return Object.fromEntries(Object.entries(handlers).filter(([name]) => types.includes(name)));
}
