import { Field, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar, Money } from '@agora/platform/schema';

@ObjectType('CartLineCost', {
  description: 'What a line costs. `total` = subtotal - discount + tax where tax is not included.',
})
export class CartLineCost {
  @Field(() => Money, { description: 'Unit price times quantity.' })
  subtotal!: Money;

  @Field(() => Money, { description: 'What is taken off.' })
  discount!: Money;

  @Field(() => Money, { description: 'Tax; already inside the subtotal where prices include it.' })
  tax!: Money;

  @Field(() => Money, { description: 'What is to pay.' })
  total!: Money;
}

@ObjectType('CartCost', {
  description: 'What a cart costs: the sums of its lines, exact to the smallest unit.',
})
export class CartCost {
  @Field(() => Money, { description: 'Sum of the lines before discounts.' })
  subtotal!: Money;

  @Field(() => Money, { description: 'What is taken off.' })
  discount!: Money;

  @Field(() => Money, { description: 'Tax; already inside the subtotal where prices include it.' })
  tax!: Money;

  @Field(() => Money, {
    nullable: true,
    description: 'Shipping, inside the total; null while it is not known where to.',
  })
  shipping!: Money | null;

  @Field(() => Money, { description: 'What is to pay.' })
  total!: Money;

  @Field(() => Boolean, {
    description: 'True while a newer quote is on its way: the lines changed since `pricedVersion`.',
  })
  isEstimated!: boolean;

  @Field(() => Int, { description: 'The cart version these amounts were quoted for.' })
  pricedVersion!: number;

  @Field(() => DateTimeScalar, { description: 'Until when the quote holds.' })
  quotedUntil!: Date;
}
