import { DateTimeScalar, DecimalScalar, Money } from '@agora/platform/schema';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { AppliedPriceRule } from './applied-price-rule.type';

@ObjectType('PriceQuoteLine', { description: 'What one line of a quote costs.' })
export class PriceQuoteLine {
  @Field(() => String, { description: 'Stock keeping unit.' })
  sku!: string;

  @Field(() => Int, { description: 'How many.' })
  quantity!: number;

  @Field(() => Money, {
    description: "What one unit costs; the tier goes by the sku's quantity over all lines.",
  })
  unitPrice!: Money;

  @Field(() => Money, {
    description: 'What one unit costs now: above the unit price while a promised price holds.',
  })
  currentUnitPrice!: Money;

  @Field(() => Money, { description: 'Unit price times quantity.' })
  subtotal!: Money;

  @Field(() => Money, { description: 'What is taken off the subtotal.' })
  discount!: Money;

  @Field(() => Money, { description: "Tax: inside the subtotal or on top of it, as the region's rate says." })
  tax!: Money;

  @Field(() => Money, { description: 'What is paid for the line.' })
  total!: Money;

  @Field(() => [AppliedPriceRule], { description: 'What changed the price of its unit, then of the line.' })
  appliedRules!: readonly AppliedPriceRule[];
}

@ObjectType('CouponDecision', { description: 'What became of an entered code.' })
export class CouponDecision {
  @Field(() => String, { description: 'As it was entered.' })
  code!: string;

  @Field(() => Boolean, {
    description: 'Whether it gave something. Never why not: codes cannot be explored.',
  })
  applied!: boolean;

  @Field(() => Money, { description: 'What it gave.' })
  discount!: Money;
}

@ObjectType('QuotedPromotion', { description: 'What a promotion gives on a whole quote.' })
export class QuotedPromotion {
  @Field(() => ID, { description: 'The promotion.' })
  promotionId!: string;

  @Field(() => String, { description: 'Its title.' })
  title!: string;

  @Field(() => String, { nullable: true, description: 'The code that opened it, upper case; null without.' })
  couponCode!: string | null;

  @Field(() => Money, { description: 'What it gives, over all lines.' })
  amount!: Money;
}

@ObjectType('ShippingOffer', {
  description: 'A way to send the goods, and what it costs with this value of goods.',
})
export class ShippingOffer {
  @Field(() => ID, { description: 'Its code, unique in the region.' })
  code!: string;

  @Field(() => String, { description: 'What it is called.' })
  title!: string;

  @Field(() => Money, { description: 'What it costs.' })
  price!: Money;

  @Field(() => Int, { nullable: true, description: 'About how long it takes; null when not known.' })
  estimatedDays!: number | null;
}

@ObjectType('PriceQuote', {
  description:
    'A signed promise of prices. Each amount is the sum over the lines; the total has the shipping, too.',
})
export class PriceQuote {
  @Field(() => ID, { description: 'Names this quote.' })
  id!: string;

  @Field(() => [PriceQuoteLine], { description: 'In the order they were asked for.' })
  lines!: readonly PriceQuoteLine[];

  @Field(() => Money, { description: 'Before discount.' })
  subtotal!: Money;

  @Field(() => Money, { description: 'What is taken off.' })
  discount!: Money;

  @Field(() => Money, { description: 'Tax, inside the total.' })
  tax!: Money;

  @Field(() => Money, {
    nullable: true,
    description: 'Shipping, inside the total; null while it is not known where to.',
  })
  shipping!: Money | null;

  @Field(() => [ShippingOffer], {
    description: 'How it can be sent, the first choice first; empty while it is not known where to.',
  })
  shippingOffers!: readonly ShippingOffer[];

  @Field(() => Money, { description: 'What is paid.' })
  total!: Money;

  @Field(() => [CouponDecision], { description: 'In the order the codes were entered.' })
  coupons!: readonly CouponDecision[];

  @Field(() => [QuotedPromotion], { description: 'What an order with these lines redeems, by promotion.' })
  promotions!: readonly QuotedPromotion[];

  @Field(() => DecimalScalar, {
    nullable: true,
    description: "The exchange rate it was converted at; null when it is in the book's own currency.",
  })
  fxRate!: string | null;

  @Field(() => DateTimeScalar, { description: 'Until when the quote holds: 30 minutes.' })
  validUntil!: Date;

  @Field(() => String, { description: 'HMAC by which cart and order know that the quote is genuine.' })
  signature!: string;
}
