import { Address, DateTimeScalar, Money } from '@agora/platform/schema';
import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import type {
  FulfillmentStatus as FulfillmentStatusValue,
  OrderStatus as OrderStatusValue,
  PaymentStatus as PaymentStatusValue,
} from '../../domain/order-status';
import { FulfillmentStatus, OrderStatus, PaymentStatus } from './enums';

@ObjectType('PaymentSummary', { description: 'What order knows about its payment; no card data is kept.' })
export class PaymentSummary {
  @Field(() => PaymentStatus, { description: 'Where the payment stands.' })
  status!: PaymentStatusValue;

  @Field(() => Money, { nullable: true, description: 'Reserved; null before the payment was authorised.' })
  authorized!: Money | null;

  @Field(() => Money, { nullable: true, description: 'Taken; null before money was taken.' })
  captured!: Money | null;

  @Field(() => Money, { nullable: true, description: 'Given back; null before money was given back.' })
  refunded!: Money | null;

  @Field(() => String, { nullable: true, description: 'Why the payment failed, as a code; null otherwise.' })
  failureCode!: string | null;

  @Field(() => ID, { nullable: true, description: "The payment party's id; null until it has answered." })
  intentId!: string | null;
}

@ObjectType('OrderStatusChange', { description: 'One step in the history of an order.' })
export class OrderStatusChange {
  @Field(() => ID, { description: 'UUID.' })
  id!: string;

  @Field(() => Int, { description: 'The version of the order that this step made.' })
  version!: number;

  @Field(() => String, { description: 'Why, in one word: the reason code, else the status after.' })
  cause!: string;

  @Field(() => OrderStatus, { nullable: true, description: 'Status before; null for the creation.' })
  from!: OrderStatusValue | null;

  @Field(() => OrderStatus, { description: 'Status after.' })
  to!: OrderStatusValue;

  @Field(() => String, {
    nullable: true,
    description: 'Why, as a code, e.g. PAYMENT_DECLINED; null when it needs no reason.',
  })
  reasonCode!: string | null;

  @Field(() => String, { nullable: true, description: 'What a person added; null mostly.' })
  comment!: string | null;

  @Field(() => String, {
    description: 'Who did it: `customer:<id>`, `session:<id>`, `support:<id>`, `service:order`.',
  })
  actor!: string;

  @Field(() => DateTimeScalar, { description: 'When.' })
  at!: Date;
}

@Directive('@key(fields: "id")')
@Directive('@key(fields: "orderNumber")')
@ObjectType('Order', {
  description: 'An order. Seen by its owner, by staff and by whoever holds its access token.',
})
export class Order {
  @Field(() => ID, { description: 'UUID.' })
  id!: string;

  @Field(() => String, { description: 'The number for people, e.g. AG-2026-7K3F9Q; cannot be guessed.' })
  orderNumber!: string;

  @Field(() => OrderStatus, { description: 'Where it stands.' })
  status!: OrderStatusValue;

  @Field(() => PaymentStatus, { description: 'Where its payment stands.' })
  paymentStatus!: PaymentStatusValue;

  @Field(() => FulfillmentStatus, { description: 'Where its parcels stand.' })
  fulfillmentStatus!: FulfillmentStatusValue;

  @Field(() => Int, { description: 'Grows by one with every status change.' })
  version!: number;

  @Field(() => ID, { description: 'The store it was placed in.' })
  storeId!: string;

  @Field(() => String, { description: 'The sales channel, e.g. "web".' })
  channel!: string;

  @Field(() => String, { description: 'The tenant region of its cart.' })
  region!: string;

  @Field(() => String, { nullable: true, description: 'Where news about it go; null when not given.' })
  email!: string | null;

  @Field(() => Money, { description: 'Sum of the lines before discounts.' })
  subtotal!: Money;

  @Field(() => Money, { description: 'What discounts take off, not negative.' })
  discount!: Money;

  @Field(() => Money, { description: 'Tax in it or on it, by the region.' })
  tax!: Money;

  @Field(() => Money, { description: 'What is paid.' })
  total!: Money;

  @Field(() => Address, { nullable: true, description: 'Where it goes; null after erasure.' })
  shippingAddress!: Address | null;

  @Field(() => Address, {
    nullable: true,
    description: 'Whom the invoice is for; null when it is the shipping address.',
  })
  billingAddress!: Address | null;

  @Field(() => [OrderStatus], { description: 'What it may become from here; empty when final.' })
  allowedTransitions!: readonly OrderStatusValue[];

  @Field(() => DateTimeScalar, { description: 'When it was placed.' })
  createdAt!: Date;

  @Field(() => DateTimeScalar, { description: 'When its status changed last.' })
  updatedAt!: Date;

  /** Not in the API: what `customer` and `cart` are made of. */
  customerId!: string | null;
  cartId!: string | null;
}
