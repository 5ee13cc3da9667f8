import { MoneyInput } from '@agora/platform/schema';
import { Field, ID, InputType, Int } from 'type-graphql';

@InputType('PriceSetInput', { description: 'A new standing price of a sku in a price book.' })
export class PriceSetInput {
  @Field(() => ID, { description: 'The price book.' })
  priceBookId!: string;

  @Field(() => String, { description: "The variant's sku." })
  sku!: string;

  @Field(() => MoneyInput, { description: "What one unit costs, in the book's currency." })
  amount!: MoneyInput;

  @Field(() => Int, { defaultValue: 1, description: 'From which quantity on, 1 to 1,000.' })
  minimumQuantity!: number;

  @Field(() => Int, {
    nullable: true,
    description:
      "The price's version as last seen, 0 when there was none; refused when it is another one by now.",
  })
  expectedVersion?: number | null;

  @Field(() => String, { nullable: true, description: 'Makes the request repeatable, 1 to 200 characters.' })
  idempotencyKey?: string | null;
}
