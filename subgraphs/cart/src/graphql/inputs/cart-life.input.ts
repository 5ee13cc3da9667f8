import { Field, ID, InputType, Int } from 'type-graphql';
import { AttributeInput } from '@agora/platform/schema';
import { CartBuyerInput, EXPECTED, KEY } from './cart-write.input';

@InputType('CartUpdateInput', {
  description: 'What a cart says beside its lines. What is left out stays; null removes it.',
})
export class CartUpdateInput {
  @Field(() => ID, { description: 'The cart.' })
  cartId!: string;

  @Field(() => String, { nullable: true, description: 'A note of the shopper, at most 1,000 characters.' })
  note?: string | null;

  @Field(() => [AttributeInput], { nullable: true, description: 'What the shop attaches, at most 20.' })
  attributes?: AttributeInput[] | null;

  @Field(() => CartBuyerInput, { nullable: true, description: 'Who buys.' })
  buyer?: CartBuyerInput | null;

  @Field(() => String, {
    nullable: true,
    description: 'The region it is in: a cart never moves to another one. Null says nothing.',
  })
  region?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'ISO 4217 code; another one prices all lines again. Null says nothing.',
  })
  currencyCode?: string | null;

  @Field(() => Int, { nullable: true, description: EXPECTED })
  expectedVersion?: number | null;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string | null;
}

@InputType('CartReservationExtendInput', { description: 'A cart whose stock is to be held for longer.' })
export class CartReservationExtendInput {
  @Field(() => ID, { description: 'The cart.' })
  cartId!: string;

  @Field(() => Int, { nullable: true, description: EXPECTED })
  expectedVersion?: number | null;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string | null;
}

@InputType('CartDeleteInput', { description: 'A cart to throw away.' })
export class CartDeleteInput {
  @Field(() => ID, { description: 'The cart.' })
  cartId!: string;

  @Field(() => Int, { nullable: true, description: EXPECTED })
  expectedVersion?: number | null;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string | null;
}
