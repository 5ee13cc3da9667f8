import { AddressInput, AttributeInput, MoneyInput } from '@agora/platform/schema';
import { Field, ID, InputType, Int } from 'type-graphql';
import type { OrderStatus as OrderStatusValue } from '../../domain/order-status';
import { OrderStatus } from '../types/enums';

const EXPECTED = 'Refuse when the order has another version.';
const KEY = 'A repeat with the same key changes nothing more; 1 to 200 characters.';
const REASON = 'Why, as a code of upper case letters, digits and underscores, at most 32.';
const COMMENT = 'What a person adds, at most 500 characters.';

@InputType('OrderLineInput', { description: 'One line of an order that is made directly.' })
export class OrderLineInput {
  @Field(() => String, { description: 'The variant; once, unless the attributes differ.' })
  sku!: string;

  @Field(() => Int, { description: 'Units, 1 to 100.' })
  quantity!: number;

  @Field(() => MoneyInput, {
    nullable: true,
    description:
      'What the customer was told a unit costs, in `currencyCode`: refused when it costs more now. It never sets the price.',
  })
  unitPrice?: MoneyInput | null;

  @Field(() => [AttributeInput], {
    nullable: true,
    description: 'What the buyer chose, e.g. an engraving, at most 20.',
  })
  attributes?: AttributeInput[] | null;
}

@InputType('OrderCreateInput', {
  description: 'What `orderCreate` needs. Names, prices and promotions are those of the shop at this moment.',
})
export class OrderCreateInput {
  @Field(() => ID, { nullable: true, description: 'Whose order it is; nobody’s in particular when null.' })
  customerId?: string | null;

  @Field(() => String, { nullable: true, description: 'Where news about it go.' })
  email?: string | null;

  @Field(() => ID, { nullable: true, defaultValue: 'main', description: 'The store it belongs to.' })
  storeId?: string | null;

  @Field(() => String, { nullable: true, defaultValue: 'support', description: 'How it came in.' })
  channel?: string | null;

  @Field(() => String, { description: 'Tenant region: of prices, taxes and stock.' })
  region!: string;

  @Field(() => String, { description: 'ISO 4217 code of every amount of the order.' })
  currencyCode!: string;

  @Field(() => [OrderLineInput], { description: 'What is ordered, 1 to 250 lines.' })
  lines!: OrderLineInput[];

  @Field(() => AddressInput, {
    description: 'Where it goes; tax follows it. It is sent the first way that is offered there.',
  })
  shippingAddress!: AddressInput;

  @Field(() => AddressInput, {
    nullable: true,
    description: 'Whom the invoice is for, when not the shipping address.',
  })
  billingAddress?: AddressInput | null;

  @Field(() => String, {
    nullable: true,
    description:
      "From the payment party's form, not stored; needed unless the order costs nothing. In the sandbox as in `checkoutComplete`.",
  })
  paymentToken?: string | null;

  @Field(() => String, {
    description: 'Makes the order at most once, however often it is sent; 1 to 200 characters.',
  })
  idempotencyKey!: string;
}

@InputType('OrderTransitionInput', { description: 'What `orderTransition` needs.' })
export class OrderTransitionInput {
  @Field(() => ID, { description: 'The order.' })
  orderId!: string;

  @Field(() => OrderStatus, {
    description: 'One of its `allowedTransitions`; RETURNED is made by `orderReturn`.',
  })
  to!: OrderStatusValue;

  @Field(() => String, { nullable: true, description: REASON })
  reasonCode?: string | null;

  @Field(() => String, { nullable: true, description: COMMENT })
  comment?: string | null;

  @Field(() => Int, { nullable: true, description: EXPECTED })
  expectedVersion?: number | null;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string | null;
}

@InputType('OrderCancelInput', { description: 'What `orderCancel` needs.' })
export class OrderCancelInput {
  @Field(() => ID, { description: 'An order of the viewer that is not fulfilled yet; staff: any.' })
  orderId!: string;

  @Field(() => String, {
    nullable: true,
    description: `${REASON} Default: CANCELLED_BY_CUSTOMER or CANCELLED_BY_STAFF.`,
  })
  reasonCode?: string | null;

  @Field(() => String, { nullable: true, description: COMMENT })
  comment?: string | null;

  @Field(() => Int, { nullable: true, description: EXPECTED })
  expectedVersion?: number | null;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string | null;
}

@InputType('OrderUpdateInput', { description: 'What `orderUpdate` needs: what is left out stays as it is.' })
export class OrderUpdateInput {
  @Field(() => ID, { description: 'An order of the viewer that is not fulfilled yet; staff: any.' })
  orderId!: string;

  @Field(() => String, { nullable: true, description: 'Where news about it go.' })
  email?: string | null;

  @Field(() => AddressInput, { nullable: true, description: 'Where it goes.' })
  shippingAddress?: AddressInput | null;

  @Field(() => AddressInput, { nullable: true, description: 'Whom the invoice is for.' })
  billingAddress?: AddressInput | null;

  @Field(() => Int, { nullable: true, description: EXPECTED })
  expectedVersion?: number | null;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string | null;
}

@InputType('OrderReturnLineInput', { description: 'Units of one line that come back.' })
export class OrderReturnLineInput {
  @Field(() => ID, { description: 'A line of the order, once.' })
  lineId!: string;

  @Field(() => Int, { description: 'How many, 1 or more; at most what did not come back yet.' })
  quantity!: number;

  @Field(() => String, { nullable: true, description: REASON })
  reasonCode?: string | null;
}

@InputType('OrderReturnInput', { description: 'What `orderReturn` needs.' })
export class OrderReturnInput {
  @Field(() => ID, { description: 'A FULFILLED order.' })
  orderId!: string;

  @Field(() => [OrderReturnLineInput], { description: 'What comes back, 1 to 250 lines.' })
  lines!: OrderReturnLineInput[];

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: true,
    description: 'Whether the goods can be sold again: then they are put on the shelves they left from.',
  })
  restock?: boolean | null;

  @Field(() => String, {
    description: 'Takes it back at most once, however often it is sent; 1 to 200 characters.',
  })
  idempotencyKey!: string;
}
