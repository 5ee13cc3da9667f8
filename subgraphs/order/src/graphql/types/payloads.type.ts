import { UserError } from '@agora/platform/schema';
import { Field, ObjectType } from 'type-graphql';
import { CheckoutSession } from './checkout-session.type';
import { Order } from './order.type';

@ObjectType('CheckoutSessionPayload', { description: 'Answer to a change of a checkout session.' })
export class CheckoutSessionPayload {
  @Field(() => CheckoutSession, {
    nullable: true,
    description: 'The session as it is now; null when none was opened.',
  })
  session!: CheckoutSession | null;

  @Field(() => [UserError], { description: 'Why nothing was changed; empty on success.' })
  userErrors!: readonly UserError[];
}

@ObjectType('CheckoutCompletePayload', { description: 'Answer to the completion of a checkout session.' })
export class CheckoutCompletePayload {
  @Field(() => Order, {
    nullable: true,
    description:
      'The order as it is now; PENDING is normal while the payment is undecided. Null when none was made.',
  })
  order!: Order | null;

  @Field(() => CheckoutSession, { nullable: true, description: 'The session as it is now.' })
  session!: CheckoutSession | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Opens the order without signing in: `order(orderNumber:, accessToken:)`. Null without an order. Keep it secret.',
  })
  accessToken!: string | null;

  @Field(() => Boolean, {
    description: 'Whether this is the answer to an earlier request with the same key.',
  })
  replayed!: boolean;

  @Field(() => [UserError], { description: 'Why the order was not made or was cancelled; empty on success.' })
  userErrors!: readonly UserError[];
}

@ObjectType('OrderPayload', { description: 'Answer to a change of an order.' })
export class OrderPayload {
  @Field(() => Order, { nullable: true, description: 'The order as it is now; null when there is none.' })
  order!: Order | null;

  @Field(() => Boolean, {
    description: 'Whether this is the answer to an earlier request with the same key.',
  })
  replayed!: boolean;

  @Field(() => [UserError], { description: 'Why nothing was changed; empty on success.' })
  userErrors!: readonly UserError[];
}
