import { DateTimeScalar, Money } from '@agora/platform/schema';
import { Field, Int, ObjectType } from 'type-graphql';
import { AppliedPriceRule } from './applied-price-rule.type';

@ObjectType('PriceTier', { description: 'What one unit costs from a quantity on.' })
export class PriceTier {
  @Field(() => Int, { description: 'From this quantity on.' })
  minimumQuantity!: number;

  @Field(() => Money, { description: 'What one unit costs.' })
  unitPrice!: Money;
}

@ObjectType('VariantPrice', { description: 'What a variant costs in a context.' })
export class VariantPrice {
  @Field(() => String, { description: 'Stock keeping unit.' })
  sku!: string;

  @Field(() => Money, { description: 'What one unit costs at the quantity asked about.' })
  unitPrice!: Money;

  @Field(() => Money, {
    nullable: true,
    description: 'A higher price to show struck through; null without one.',
  })
  compareAtPrice!: Money | null;

  @Field(() => Money, {
    nullable: true,
    description:
      'The lowest list price of one unit over the last 30 days; null when there was none. Rules and promotions are not in it.',
  })
  lowestPrice30Days!: Money | null;

  @Field(() => [AppliedPriceRule], { description: 'What changed the list price, in that order.' })
  appliedRules!: readonly AppliedPriceRule[];

  @Field(() => Boolean, { description: 'Whether the price already contains tax.' })
  taxIncluded!: boolean;

  @Field(() => [PriceTier], { description: 'All tiers, by rising quantity. At least one.' })
  tiers!: readonly PriceTier[];

  @Field(() => DateTimeScalar, {
    description: 'Until when the price is known to hold: its next planned change, at most 30 minutes.',
  })
  validUntil!: Date;
}
