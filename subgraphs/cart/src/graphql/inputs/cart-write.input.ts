import { Directive, Field, ID, InputType, Int } from 'type-graphql';
import { AttributeInput } from '@agora/platform/schema';

export const KEY =
  'Makes the request safe to repeat for 24 hours: the same key has one effect. 1 to 200 characters.';
export const EXPECTED =
  'Refuse when the cart is not at this version. Adding needs none: adds never conflict.';

@InputType('CartLineInput', { description: 'A line to add.' })
export class CartLineInput {
  @Field(() => String, { description: 'Stock keeping unit.' })
  sku!: string;

  @Field(() => Int, { defaultValue: 1, description: 'Units to add, 1 to 100.' })
  quantity!: number;

  @Field(() => [AttributeInput], {
    nullable: true,
    description: 'What makes the line personal, at most 20; equal lines add up.',
  })
  attributes?: AttributeInput[] | null;
}

@InputType('CartBuyerInput', { description: 'Who buys. Personal data: it leaves cart in no event.' })
export class CartBuyerInput {
  @Field(() => String, { nullable: true, description: 'E-mail address.' })
  email?: string | null;

  @Field(() => String, { nullable: true, description: 'Full name, at most 200 characters.' })
  fullName?: string | null;

  @Field(() => String, { nullable: true, description: 'ISO 3166-1 code of two letters.' })
  countryCode?: string | null;
}

@InputType('CartCreateInput', { description: 'A cart to open.' })
export class CartCreateInput {
  @Field(() => ID, {
    nullable: true,
    description: 'Store; default: the `x-store` header, else "main".',
  })
  storeId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Sales channel; default: the `x-channel` header, else "web".',
  })
  channel?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Tenant region; never changes afterwards. Default: the `x-region` header, else "US".',
  })
  region?: string | null;

  @Field(() => String, { nullable: true, description: "ISO 4217 code; default: the region's." })
  currencyCode?: string | null;

  @Field(() => [CartLineInput], { nullable: true, description: 'Lines to begin with.' })
  lines?: CartLineInput[] | null;

  @Field(() => String, { nullable: true, description: 'A note of the shopper, at most 1,000 characters.' })
  note?: string | null;

  @Field(() => [AttributeInput], { nullable: true, description: 'What the shop attaches, at most 20.' })
  attributes?: AttributeInput[] | null;

  @Field(() => CartBuyerInput, { nullable: true, description: 'Who buys.' })
  buyer?: CartBuyerInput | null;

  @Field(() => String, {
    nullable: true,
    description: `${KEY} For a new guest at least 16: a repeat hands out the guest token.`,
  })
  idempotencyKey?: string | null;
}

@InputType('CartLinesAddInput', { description: 'Lines to add to a cart.' })
export class CartLinesAddInput {
  @Field(() => ID, { description: 'The cart.' })
  cartId!: string;

  @Field(() => [CartLineInput], { description: 'At least one, at most 250.' })
  lines!: CartLineInput[];

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description:
      'Take what there is of each sku and report the rest in `userErrors`, instead of everything or nothing.',
  })
  allowPartial?: boolean | null;

  @Field(() => Int, { nullable: true, description: EXPECTED })
  expectedVersion?: number | null;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string | null;
}

@InputType('CartLineUpdateInput', { description: 'A new quantity for a line.' })
export class CartLineUpdateInput {
  @Field(() => ID, { nullable: true, description: 'The line; or name it by its sku.' })
  lineId?: string | null;

  @Field(() => String, { nullable: true, description: 'The sku, when only one line has it.' })
  sku?: string | null;

  @Field(() => Int, { description: 'Units, 0 to 100; 0 removes the line.' })
  quantity!: number;
}

@InputType('CartLinesUpdateInput', { description: 'New quantities of lines of a cart.' })
export class CartLinesUpdateInput {
  @Field(() => ID, { description: 'The cart.' })
  cartId!: string;

  @Field(() => [CartLineUpdateInput], { description: 'At least one, at most 250.' })
  lines!: CartLineUpdateInput[];

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description:
      'Take what there is of each sku and report the rest in `userErrors`, instead of everything or nothing.',
  })
  allowPartial?: boolean | null;

  @Field(() => Int, { nullable: true, description: EXPECTED })
  expectedVersion?: number | null;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string | null;
}

@InputType('CartLinesRemoveInput', { description: 'Lines to remove from a cart.' })
export class CartLinesRemoveInput {
  @Field(() => ID, { description: 'The cart.' })
  cartId!: string;

  @Field(() => [ID], { nullable: true, description: 'Lines by id.' })
  lineIds?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'All lines of these skus.' })
  skus?: string[] | null;

  @Field(() => Int, { nullable: true, description: EXPECTED })
  expectedVersion?: number | null;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string | null;
}

@InputType('CartClearInput', { description: 'A cart to empty.' })
export class CartClearInput {
  @Field(() => ID, { description: 'The cart.' })
  cartId!: string;

  @Field(() => Int, { nullable: true, description: EXPECTED })
  expectedVersion?: number | null;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string | null;
}

@Directive('@inaccessible')
@InputType('CartLockInput', { description: 'A cart to lock for an order.' })
export class CartLockInput {
  @Field(() => ID, { description: 'UUID of the operation.' })
  operationId!: string;

  @Field(() => ID, { description: 'The cart.' })
  cartId!: string;

  @Field(() => ID, { description: 'The order it is locked for.' })
  orderId!: string;

  @Field(() => Int, { description: 'The version whose prices the order has.' })
  expectedVersion!: number;
}

@Directive('@inaccessible')
@InputType('CartUnlockInput', { description: 'A cart to give back to its owner.' })
export class CartUnlockInput {
  @Field(() => ID, { description: 'UUID of the operation.' })
  operationId!: string;

  @Field(() => ID, { description: 'The cart.' })
  cartId!: string;

  @Field(() => ID, { description: 'The order that locked it.' })
  orderId!: string;

  @Field(() => String, { description: 'Stable word for why, e.g. PAYMENT_FAILED.' })
  reason!: string;
}
