import { DateTimeScalar, MoneyInput } from '@agora/platform/schema';
import { Field, ID, InputType, Int } from 'type-graphql';

@InputType('PriceSetInput', {
  description: 'A new price of a sku in a price book: the standing one, or one for a time.',
})
export class PriceSetInput {
  @Field(() => ID, { description: 'The price book.' })
  priceBookId!: string;

  @Field(() => String, { description: "The variant's sku." })
  sku!: string;

  @Field(() => MoneyInput, { description: "What one unit costs, in the book's currency." })
  amount!: MoneyInput;

  @Field(() => Int, { defaultValue: 1, description: 'From which quantity on, 1 to 1,000.' })
  minimumQuantity!: number;

  @Field(() => MoneyInput, {
    nullable: true,
    description: 'A higher price to show struck through. Left out it stays, null takes it away.',
  })
  compareAtPrice?: MoneyInput | null;

  @Field(() => MoneyInput, {
    nullable: true,
    description: 'No rule takes a unit below it; at most the price. Left out it stays, null takes it away.',
  })
  floorPrice?: MoneyInput | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'First moment it counts. With this or an end it is a price for a time, known by its beginning.',
  })
  validFrom?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'First moment it no longer counts.' })
  validUntil?: Date | null;

  @Field(() => Int, {
    nullable: true,
    description:
      "The price's version as last seen, 0 when there was none; refused when it is another one by now.",
  })
  expectedVersion?: number | null;

  @Field(() => String, { nullable: true, description: 'Makes the request repeatable, 1 to 200 characters.' })
  idempotencyKey?: string | null;
}
