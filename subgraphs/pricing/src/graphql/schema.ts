import { BasicUserError, VersionConflictError, buildSubgraph } from '@agora/platform/schema';
import type { SubgraphSchema } from '@agora/platform/schema';
import type { PricingDeps } from '../application/ports';
import type { PricingReader } from '../application/reading';
import type { Redemptions } from '../application/redeem-promotions';
import { CouponMutations } from './coupon.mutations';
import { PriceLookup } from './price-lookup';
import type { PriceLookupDeps } from './price-lookup';
import { PricingMutations } from './pricing.mutations';
import { PriceBookConnectionFields, PricingQueries } from './pricing.queries';
import { ProductVariantFields } from './product-variant.fields';
import { RedemptionMutations } from './redemption.mutations';
import { variantReferences } from './references';
import { SimulationQueries } from './simulation.queries';
import { PromotionLoaders } from './promotion-loaders';
import {
  CouponConnectionFields,
  CouponFields,
  PriceRuleConnectionFields,
  PriceRuleFields,
  PromotionConnectionFields,
  PromotionFields,
} from './promotion.fields';
import { PromotionMutations } from './promotion.mutations';
import { PromotionQueries } from './promotion.queries';
import { RateQueries } from './rate.queries';
import { SettingMutations } from './setting.mutations';
import { ConditionError } from './types/condition-error.type';
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
  const instances = new Map<ResolverClass, object>([
    [PricingQueries, new PricingQueries(prices, lookup.index, reader)],
    [PriceBookConnectionFields, new PriceBookConnectionFields(reader)],
    [ProductVariantFields, new ProductVariantFields(prices)],
    [PricingMutations, new PricingMutations(writing, reader)],
    [RedemptionMutations, new RedemptionMutations(redemptions)],
    [SimulationQueries, new SimulationQueries(lookup.index, prices, lookup.clock)],
    ...administrationOf({ lookup, writing, reader }, prices),
  ]);
  return buildSubgraph({
    resolvers: [...instances.keys()],
    orphanedTypes: [ProductVariant, BasicUserError, VersionConflictError, ConditionError],
    instances,
    references: { ProductVariant: variantReferences },
  });
}

type ResolverClass = abstract new (...args: never[]) => object;

/** Rules, promotions, coupons, books and rates: what staff sees and changes of them. */
function administrationOf(
  { lookup, writing, reader }: Omit<PricingSchemaDeps, 'redemptions'>,
  prices: PriceLookup,
): [ResolverClass, object][] {
  const loaders = new PromotionLoaders(reader);
  return [
    [PromotionQueries, new PromotionQueries(reader, loaders)],
    [PromotionMutations, new PromotionMutations(writing, reader, loaders)],
    [CouponMutations, new CouponMutations(writing, reader, loaders)],
    [SettingMutations, new SettingMutations(writing, reader)],
    [RateQueries, new RateQueries(lookup.index, prices)],
    [PromotionFields, new PromotionFields(loaders)],
    [PriceRuleFields, new PriceRuleFields(loaders)],
    [CouponFields, new CouponFields(loaders)],
    [PriceRuleConnectionFields, new PriceRuleConnectionFields()],
    [PromotionConnectionFields, new PromotionConnectionFields()],
    [CouponConnectionFields, new CouponConnectionFields()],
  ];
}
