import { BasicUserError, VersionConflictError, buildSubgraph } from '@agora/platform/schema';
import type { SubgraphSchema } from '@agora/platform/schema';
import type { PricingDeps } from '../application/ports';
import type { PricingReader } from '../application/reading';
import { PriceLookup } from './price-lookup';
import type { PriceLookupDeps } from './price-lookup';
import { PricingMutations } from './pricing.mutations';
import { PriceBookConnectionFields, PricingQueries } from './pricing.queries';
import { ProductVariantFields } from './product-variant.fields';
import { variantReferences } from './references';
import { ProductVariant } from './types/product-variant.stub';

export interface PricingSchemaDeps {
  readonly lookup: PriceLookupDeps;
  readonly writing: PricingDeps;
  readonly reader: PricingReader;
}

/** Pricing's part of the supergraph. */
export function buildPricingSchema({ lookup, writing, reader }: PricingSchemaDeps): Promise<SubgraphSchema> {
  const prices = new PriceLookup(lookup);
  const instances = new Map<unknown, object>([
    [PricingQueries, new PricingQueries(prices, lookup.index, reader)],
    [PriceBookConnectionFields, new PriceBookConnectionFields(reader)],
    [ProductVariantFields, new ProductVariantFields(prices)],
    [PricingMutations, new PricingMutations(writing, reader)],
  ]);
  return buildSubgraph({
    resolvers: [PricingQueries, PriceBookConnectionFields, ProductVariantFields, PricingMutations],
    orphanedTypes: [ProductVariant, BasicUserError, VersionConflictError],
    instances,
    references: { ProductVariant: variantReferences },
  });
}
