import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { PricingContext } from '../context';
import { VariantPriceArgs } from './inputs/variant-price.args';
import type { PriceLookup } from './price-lookup';
import { ProductVariant } from './types/product-variant.stub';
import { VariantPrice } from './types/variant-price.type';

/** What pricing contributes to the catalog's variants. */
@Resolver(() => ProductVariant)
export class ProductVariantFields {
  constructor(private readonly prices: PriceLookup) {}

  @FieldResolver(() => VariantPrice, {
    nullable: true,
    description: 'What it costs; null where it has no price. Arguments win over the shop of the headers.',
  })
  price(
    @Root() { sku }: ProductVariant,
    @Args(() => VariantPriceArgs) args: VariantPriceArgs,
    @Ctx() context: PricingContext,
  ): Promise<VariantPrice | null> {
    return this.prices.price(sku, args, context);
  }
}
