import { AddressInput } from '@agora/platform/schema';
import { Field, ID, InputType, Int } from 'type-graphql';
import type { OrderStatus as OrderStatusValue } from '../../domain/order-status';
import { OrderStatus } from '../types/enums';

const EXPECTED = 'Refuse when the order has another version.';
const KEY = 'A repeat with the same key changes nothing more; 1 to 200 characters.';
const REASON = 'Why, as a code of upper case letters, digits and underscores, at most 32.';
const COMMENT = 'What a person adds, at most 500 characters.';

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
