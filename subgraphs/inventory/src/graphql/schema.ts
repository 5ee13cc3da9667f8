import { BasicUserError, buildSubgraph } from '@agora/platform/schema';
import type { SubgraphSchema } from '@agora/platform/schema';
import type { EndDeps } from '../application/end-reservation';
import type { StockDeps } from '../application/write-stock';
import { ProductVariantFields, ReservationFields, StockLevelConnectionFields } from './inventory.fields';
import { InventoryQueries } from './inventory.queries';
import type { InventoryQueryDeps } from './inventory.queries';
import { variantReferences } from './references';
import { ReservationMutations } from './reservation.mutations';
import { StockMutations } from './stock.mutations';
import { ProductVariant } from './types/product-variant.type';

export interface InventorySchemaDeps extends InventoryQueryDeps, EndDeps {
  readonly stock: StockDeps;
}

/** Inventory's part of the supergraph. */
export function buildInventorySchema(deps: InventorySchemaDeps): Promise<SubgraphSchema> {
  const instances = new Map<unknown, object>([
    [InventoryQueries, new InventoryQueries(deps)],
    [ProductVariantFields, new ProductVariantFields(deps)],
    [ReservationFields, new ReservationFields()],
    [StockLevelConnectionFields, new StockLevelConnectionFields()],
    [StockMutations, new StockMutations({ ...deps.stock, reader: deps.reader })],
    [ReservationMutations, new ReservationMutations(deps)],
  ]);
  return buildSubgraph({
    resolvers: [
      InventoryQueries,
      ProductVariantFields,
      ReservationFields,
      StockLevelConnectionFields,
      StockMutations,
      ReservationMutations,
    ],
    orphanedTypes: [BasicUserError, ProductVariant],
    instances,
    references: { ProductVariant: variantReferences },
  });
}
