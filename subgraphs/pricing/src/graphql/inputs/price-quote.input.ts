import { AddressInput, AttributeInput, BigIntScalar } from '@agora/platform/schema';
import { Directive, Field, ID, InputType, Int } from 'type-graphql';
import { PriceContextInput } from './price-context.input';

@InputType('PriceQuoteLineInput', { description: 'A sku and how many of it.' })
export class PriceQuoteLineInput {
  @Field(() => String, { description: "The variant's sku." })
  sku!: string;

  @Field(() => Int, { description: '1 to 1,000.' })
  quantity!: number;

  @Field(() => [AttributeInput], {
    nullable: true,
    description: 'What makes the line personal; conditions of rules may look at it.',
  })
  attributes?: AttributeInput[] | null;

  @Directive('@inaccessible')
  @Field(() => BigIntScalar, {
    nullable: true,
    description:
      "A unit price that was promised and still holds, smallest unit of the quote's currency. For services.",
  })
  heldUnitPriceMinor?: bigint | null;

  @Directive('@inaccessible')
  @Field(() => Int, {
    nullable: true,
    description:
      'Units of the sku it was promised for: fewer have it only when so many cost the same. For services.',
  })
  heldForQuantity?: number | null;
}

@InputType('PriceQuoteInput', { description: 'What to quote, and for whom.' })
export class PriceQuoteInput {
  @Field(() => [PriceQuoteLineInput], { description: '1 to 250 lines; a sku may appear more than once.' })
  lines!: PriceQuoteLineInput[];

  @Field(() => [String], { nullable: true, description: 'Coupon codes, at most 5.' })
  couponCodes?: string[] | null;

  @Field(() => PriceContextInput, { nullable: true, description: 'For whom, where and when.' })
  context?: PriceContextInput | null;

  @Field(() => AddressInput, {
    nullable: true,
    description: 'Where it goes: with it the quote has shipping. The rates are those of the region.',
  })
  shipTo?: AddressInput | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Code of the shipping method; the first one of the region when not given.',
  })
  shippingCode?: string | null;
}
