import { BasicUserError, VersionConflictError, buildSubgraph } from '@agora/platform/schema';
import type { SubgraphSchema } from '@agora/platform/schema';
import type { PricingDeps } from '../application/ports';
import type { PricingReader } from '../application/reading';
import type { Redemptions } from '../application/redeem-promotions';
import { PriceLookup } from './price-lookup';
import type { PriceLookupDeps } from './price-lookup';
import { PricingMutations } from './pricing.mutations';
import { PriceBookConnectionFields, PricingQueries } from './pricing.queries';
import { ProductVariantFields } from './product-variant.fields';
import { RedemptionMutations } from './redemption.mutations';
import { variantReferences } from './references';
import { SimulationQueries } from './simulation.queries';
import { ProductVariant } from './types/product-variant.stub';

export interface PricingSchemaDeps {
  readonly lookup: PriceLookupDeps;
  readonly writing: PricingDeps;
  readonly reader: PricingReader;
  readonly redemptions: Redemptions;
}

/** Pricing's part of the supergraph. */
export function buildPricingSchema({
  lookup,
  writing,
  reader,
  redemptions,
}: PricingSchemaDeps): Promise<SubgraphSchema> {
  const prices = new PriceLookup(lookup);
  const instances = new Map<unknown, object>([
    [PricingQueries, new PricingQueries(prices, lookup.index, reader)],
    [PriceBookConnectionFields, new PriceBookConnectionFields(reader)],
    [ProductVariantFields, new ProductVariantFields(prices)],
    [PricingMutations, new PricingMutations(writing, reader)],
    [RedemptionMutations, new RedemptionMutations(redemptions)],
    [SimulationQueries, new SimulationQueries(lookup.index, prices)],
  ]);
  return buildSubgraph({
    resolvers: [
      PricingQueries,
      PriceBookConnectionFields,
      ProductVariantFields,
      PricingMutations,
      RedemptionMutations,
      SimulationQueries,
    ],
    orphanedTypes: [ProductVariant, BasicUserError, VersionConflictError],
    instances,
    references: { ProductVariant: variantReferences },
  });
}
