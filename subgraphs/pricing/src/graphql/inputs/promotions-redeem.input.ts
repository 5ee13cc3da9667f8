import { BigIntScalar } from '@agora/platform/schema';
import { Directive, Field, ID, InputType } from 'type-graphql';

@Directive('@inaccessible')
@InputType('PromotionRedemptionInput', { description: 'What an order uses of one promotion. For services.' })
export class PromotionRedemptionInput {
  @Field(() => ID, { description: 'The promotion.' })
  promotionId!: string;

  @Field(() => String, { nullable: true, description: 'The code that opened it; null when it needs none.' })
  couponCode?: string | null;

  @Field(() => BigIntScalar, { description: 'What it gives, smallest unit of the currency.' })
  amountMinor!: bigint;
}

@Directive('@inaccessible')
@InputType('PromotionsRedeemInput', { description: 'What an order uses of promotions. For services.' })
export class PromotionsRedeemInput {
  @Field(() => ID, { description: 'The order; the call has one effect per order.' })
  orderId!: string;

  @Field(() => ID, { nullable: true, description: 'Its customer; null for a guest.' })
  customerId?: string | null;

  @Field(() => String, { description: 'ISO 4217 code of the amounts.' })
  currencyCode!: string;

  @Field(() => [PromotionRedemptionInput], { description: 'By promotion, as the quote says; at most 100.' })
  items!: PromotionRedemptionInput[];
}
