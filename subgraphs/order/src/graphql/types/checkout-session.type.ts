import { Address, DateTimeScalar, Money } from '@agora/platform/schema';
import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import type { CheckoutSessionStatus as CheckoutSessionStatusValue } from '../../domain/checkout-session';
import { Cart } from './cart.stub';
import { CheckoutSessionStatus } from './enums';
import { OrderLine } from './order-line.type';
import { ShippingOption } from './shipping-option.type';

@Directive('@key(fields: "id")')
@ObjectType('CheckoutSession', {
  description:
    'A cart that is being paid for: lines and totals as priced for one version of it. Seen by its owner and by staff.',
})
export class CheckoutSession {
  @Field(() => ID, { description: 'UUID.' })
  id!: string;

  @Field(() => CheckoutSessionStatus, { description: 'Where it stands.' })
  status!: CheckoutSessionStatusValue;

  @Field(() => Cart, { nullable: true, description: 'The cart as it is now.' })
  cart!: Cart | null;

  @Field(() => Int, {
    description: 'The version of the cart that was priced. A cart that changed since needs a new session.',
  })
  cartVersion!: number;

  @Field(() => String, { nullable: true, description: 'Where news about the order go; null when not given.' })
  email!: string | null;

  @Field(() => Address, { description: 'Where it goes.' })
  shippingAddress!: Address;

  @Field(() => Address, {
    nullable: true,
    description: 'Whom the invoice is for; null when it is the shipping address.',
  })
  billingAddress!: Address | null;

  @Field(() => [ShippingOption], { description: 'The ways it can be sent; empty where none is needed.' })
  shippingOptions!: readonly ShippingOption[];

  @Field(() => ID, {
    nullable: true,
    description:
      'The one the total has: the first, until `checkoutSessionUpdate` chooses another. Null without any.',
  })
  selectedShippingOptionId!: string | null;

  @Field(() => [OrderLine], { description: 'The priced lines, at most 250.' })
  lines!: readonly OrderLine[];

  @Field(() => Money, { description: 'Sum of the lines before discounts.' })
  subtotal!: Money;

  @Field(() => Money, { description: 'What discounts take off, not negative.' })
  discount!: Money;

  @Field(() => Money, { description: 'Tax in it or on it, by the region.' })
  tax!: Money;

  @Field(() => Money, { nullable: true, description: 'Shipping; null when none was chosen.' })
  shipping!: Money | null;

  @Field(() => Money, { description: 'What completing it charges.' })
  total!: Money;

  @Field(() => Boolean, {
    description:
      'Whether the total or the price of a unit rose since it was offered: `checkoutComplete` then needs `acceptedTotal`.',
  })
  requiresConsent!: boolean;

  @Field(() => DateTimeScalar, { description: 'Until when it can be completed.' })
  expiresAt!: Date;

  @Field(() => DateTimeScalar, { description: 'When it was opened.' })
  createdAt!: Date;

  /** Not in the API: what `order` is looked up by. */
  orderId!: string | null;
}
