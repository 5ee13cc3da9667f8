import { AddressInput, MoneyInput } from '@agora/platform/schema';
import { Field, ID, InputType, Int } from 'type-graphql';

@InputType('CheckoutSessionCreateInput', { description: 'What `checkoutSessionCreate` needs.' })
export class CheckoutSessionCreateInput {
  @Field(() => ID, { description: 'A cart of the viewer, with at least one line.' })
  cartId!: string;

  @Field(() => String, { nullable: true, description: 'Where news about the order go.' })
  email?: string | null;

  @Field(() => AddressInput, { description: 'Where it goes; tax follows it.' })
  shippingAddress!: AddressInput;

  @Field(() => AddressInput, {
    nullable: true,
    description: 'Whom the invoice is for, when not the shipping address.',
  })
  billingAddress?: AddressInput | null;

  @Field(() => Int, { nullable: true, description: 'Refuse when the cart has another version.' })
  expectedVersion?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'A repeat with the same key gives the same session; 1 to 200 characters.',
  })
  idempotencyKey?: string | null;
}

@InputType('CheckoutSessionUpdateInput', {
  description: 'What `checkoutSessionUpdate` needs: what is left out stays as it is.',
})
export class CheckoutSessionUpdateInput {
  @Field(() => ID, { description: 'An OPEN session of the viewer.' })
  checkoutSessionId!: string;

  @Field(() => String, { nullable: true, description: 'Where news about the order go.' })
  email?: string | null;

  @Field(() => AddressInput, { nullable: true, description: 'Where it goes.' })
  shippingAddress?: AddressInput | null;

  @Field(() => AddressInput, { nullable: true, description: 'Whom the invoice is for.' })
  billingAddress?: AddressInput | null;

  @Field(() => ID, { nullable: true, description: 'One of the `shippingOptions` of the session.' })
  shippingOptionId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Not needed: the same update sent again changes nothing more; 1 to 200 characters.',
  })
  idempotencyKey?: string | null;
}

@InputType('CheckoutSessionCancelInput', { description: 'What `checkoutSessionCancel` needs.' })
export class CheckoutSessionCancelInput {
  @Field(() => ID, { description: 'An OPEN session of the viewer.' })
  checkoutSessionId!: string;
}

@InputType('CheckoutCompleteInput', { description: 'What `checkoutComplete` needs.' })
export class CheckoutCompleteInput {
  @Field(() => ID, { description: 'An OPEN session of the viewer.' })
  checkoutSessionId!: string;

  @Field(() => String, {
    description:
      "From the payment party's form; in the sandbox tok_ok, tok_declined, tok_timeout or tok_review.",
  })
  paymentToken!: string;

  @Field(() => MoneyInput, {
    nullable: true,
    description:
      'The highest total the shopper agrees to, in the currency of the session. Default: the total first offered.',
  })
  acceptedTotal?: MoneyInput | null;

  @Field(() => String, {
    description: 'Makes the order at most once, however often it is sent; 1 to 200 characters.',
  })
  idempotencyKey!: string;
}
