import { BasicUserError, VersionConflictError, buildSubgraph } from '@agora/platform/schema';
import type { SubgraphSchema } from '@agora/platform/schema';
import type { CatalogDeps } from '../application/ports';
import type { CatalogReader } from '../application/reading';
import { CatalogQueries } from './catalog.queries';
import { CategoryConnectionFields, CategoryFields } from './category.fields';
import { CategoryMutations } from './category.mutations';
import { ProductConnectionFields, ProductFields, ProductVariantFields } from './product.fields';
import { ProductMutations } from './product.mutations';
import { categoryReferences, productReferences, variantReferences } from './references';

/** The catalog's part of the supergraph. */
export function buildCatalogSchema(deps: CatalogDeps, reader: CatalogReader): Promise<SubgraphSchema> {
  const instances = new Map<unknown, object>([
    [CatalogQueries, new CatalogQueries(reader)],
    [ProductFields, new ProductFields()],
    [ProductVariantFields, new ProductVariantFields()],
    [ProductConnectionFields, new ProductConnectionFields()],
    [CategoryFields, new CategoryFields()],
    [CategoryConnectionFields, new CategoryConnectionFields()],
    [ProductMutations, new ProductMutations(deps, reader)],
    [CategoryMutations, new CategoryMutations(deps, reader)],
  ]);
  return buildSubgraph({
    resolvers: [
      CatalogQueries,
      ProductFields,
      ProductVariantFields,
      ProductConnectionFields,
      CategoryFields,
      CategoryConnectionFields,
      ProductMutations,
      CategoryMutations,
    ],
    orphanedTypes: [BasicUserError, VersionConflictError],
    instances,
    references: {
      Product: productReferences,
      ProductVariant: variantReferences,
      Category: categoryReferences,
    },
  });
}
