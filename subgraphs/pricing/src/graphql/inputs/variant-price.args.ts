import { ArgsType, Field, Int } from 'type-graphql';

/** Arguments of `ProductVariant.price`. */
@ArgsType()
export class VariantPriceArgs {
  @Field(() => String, { nullable: true, description: "ISO 4217 code; default the region's." })
  currencyCode?: string | null;

  @Field(() => String, { nullable: true, description: 'Tenant region.' })
  region?: string | null;

  @Field(() => String, { nullable: true, description: 'Sales channel.' })
  channel?: string | null;

  @Field(() => Int, {
    nullable: true,
    defaultValue: 1,
    description: 'How many are bought, 1 to 1,000: decides the tier.',
  })
  quantity?: number | null;
}
