import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { PricingContext } from '../context';
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
    @Arg('currencyCode', () => String, {
      nullable: true,
      description: "ISO 4217 code; default the region's.",
    })
    currencyCode: string | null,
    @Arg('region', () => String, { nullable: true, description: 'Tenant region.' }) region: string | null,
    @Arg('channel', () => String, { nullable: true, description: 'Sales channel.' }) channel: string | null,
    @Arg('quantity', () => Int, {
      nullable: true,
      defaultValue: 1,
      description: 'How many are bought, 1 to 1,000: decides the tier.',
    })
    quantity: number | null,
    @Ctx() context: PricingContext,
  ): VariantPrice | null {
    return this.prices.price(sku, { currencyCode, region, channel, quantity }, context);
  }
}
