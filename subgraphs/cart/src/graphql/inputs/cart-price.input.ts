import { Field, ID, InputType, Int } from 'type-graphql';
import { AddressInput } from '@agora/platform/schema';
import { CartLineInput, EXPECTED, KEY } from './cart-write.input';

@InputType('CartCouponApplyInput', { description: 'A code for a cart.' })
export class CartCouponApplyInput {
  @Field(() => ID, { description: 'The cart.' })
  cartId!: string;

  @Field(() => String, { description: 'As the shopper typed it: spaces around it and case do not matter.' })
  code!: string;

  @Field(() => Int, { nullable: true, description: EXPECTED })
  expectedVersion?: number | null;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string | null;
}

@InputType('CartCouponRemoveInput', { description: 'A code to take out of a cart.' })
export class CartCouponRemoveInput {
  @Field(() => ID, { description: 'The cart.' })
  cartId!: string;

  @Field(() => String, { description: 'The code; case does not matter.' })
  code!: string;

  @Field(() => Int, { nullable: true, description: EXPECTED })
  expectedVersion?: number | null;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string | null;
}

@InputType('CartPricesAcceptInput', { description: 'Prices that the shopper agrees to.' })
export class CartPricesAcceptInput {
  @Field(() => ID, { description: 'The cart.' })
  cartId!: string;

  @Field(() => [ID], { nullable: true, description: 'Of these lines; null for all.' })
  lineIds?: string[] | null;

  @Field(() => Int, { nullable: true, description: EXPECTED })
  expectedVersion?: number | null;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string | null;
}

@InputType('CartCostEstimateInput', { description: 'A question what a cart would cost.' })
export class CartCostEstimateInput {
  @Field(() => ID, { description: 'The cart.' })
  cartId!: string;

  @Field(() => [CartLineInput], { nullable: true, description: 'With these lines more, at most 250.' })
  addLines?: CartLineInput[] | null;

  @Field(() => [String], {
    nullable: true,
    description: "With these codes instead of the cart's, at most 5; null for the cart's.",
  })
  couponCodes?: string[] | null;

  @Field(() => AddressInput, { nullable: true, description: 'Sent there: with it the cost has shipping.' })
  shipTo?: AddressInput | null;
}
