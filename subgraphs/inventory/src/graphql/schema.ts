import { BasicUserError, VersionConflictError, buildSubgraph } from '@agora/platform/schema';
import type { SubgraphSchema } from '@agora/platform/schema';
import type { EndDeps } from '../application/end-reservation';
import type { StockDeps } from '../application/write-stock';
import {
  ProductVariantFields,
  ReservationFields,
  StockChangeConnectionFields,
  StockLevelConnectionFields,
} from './inventory.fields';
import { InventoryQueries } from './inventory.queries';
import type { InventoryQueryDeps } from './inventory.queries';
import { InventorySubscriptions } from './inventory.subscriptions';
import { LocationMutations } from './location.mutations';
import { variantReferences } from './references';
import { ReservationMutations } from './reservation.mutations';
import { StockMutations } from './stock.mutations';
import { StockQueries } from './stock.queries';
import type { StockQueryDeps } from './stock.queries';
import { ProductVariant } from './types/product-variant.type';

export interface InventorySchemaDeps extends InventoryQueryDeps, StockQueryDeps, EndDeps {
  readonly stock: StockDeps;
}

/** Inventory's part of the supergraph. */
export function buildInventorySchema(deps: InventorySchemaDeps): Promise<SubgraphSchema> {
  const instances = new Map<unknown, object>([
    [InventoryQueries, new InventoryQueries(deps)],
    [ProductVariantFields, new ProductVariantFields(deps)],
    [ReservationFields, new ReservationFields()],
    [StockLevelConnectionFields, new StockLevelConnectionFields()],
    [StockChangeConnectionFields, new StockChangeConnectionFields()],
    [StockQueries, new StockQueries(deps)],
    [LocationMutations, new LocationMutations(deps.stock.store)],
    [InventorySubscriptions, new InventorySubscriptions(deps.clock)],
    [StockMutations, new StockMutations({ ...deps.stock, reader: deps.reader })],
    [ReservationMutations, new ReservationMutations(deps)],
  ]);
  return buildSubgraph({
    resolvers: [
      InventoryQueries,
      StockQueries,
      ProductVariantFields,
      ReservationFields,
      StockLevelConnectionFields,
      StockChangeConnectionFields,
      StockMutations,
      LocationMutations,
      ReservationMutations,
      InventorySubscriptions,
    ],
    orphanedTypes: [BasicUserError, VersionConflictError, ProductVariant],
    instances,
    references: { ProductVariant: variantReferences },
  });
}
