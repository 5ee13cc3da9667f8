import { DateTimeScalar, Money } from '@agora/platform/schema';
import { Field, ID, Int, ObjectType } from 'type-graphql';

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

  @Field(() => Money, { description: 'Unit price times quantity.' })
  subtotal!: Money;

  @Field(() => Money, { description: 'What is taken off the subtotal.' })
  discount!: Money;

  @Field(() => Money, { description: "Tax: inside the subtotal or on top of it, as the region's rate says." })
  tax!: Money;

  @Field(() => Money, { description: 'What is paid for the line.' })
  total!: Money;
}

@ObjectType('PriceQuote', {
  description: 'A signed promise of prices. Each amount is the sum over the lines.',
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

  @Field(() => Money, { description: 'What is paid.' })
  total!: Money;

  @Field(() => DateTimeScalar, { description: 'Until when the quote holds: 30 minutes.' })
  validUntil!: Date;

  @Field(() => String, { description: 'HMAC by which cart and order know that the quote is genuine.' })
  signature!: string;
}
