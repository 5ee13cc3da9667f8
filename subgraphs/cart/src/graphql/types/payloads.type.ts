import { Directive, Field, Int, ObjectType } from 'type-graphql';
import { UserError } from '@agora/platform/schema';
import { CartWarning } from './cart-problem.type';
import { Cart } from './cart.type';

@ObjectType('InsufficientStockError', {
  implements: UserError,
  description: 'Less is available than was asked for.',
})
export class InsufficientStockError extends UserError {
  override readonly typeName = 'InsufficientStockError';

  @Field(() => String, { description: 'Stock keeping unit.' })
  sku!: string;

  @Field(() => Int, { description: 'Units that would have had to be held in addition.' })
  requestedQuantity!: number;

  @Field(() => Int, { description: 'Units that could be.' })
  availableQuantity!: number;
}

@ObjectType('CouponRejectedError', {
  implements: UserError,
  description: 'A coupon gives this cart nothing. Whether it exists is never told.',
})
export class CouponRejectedError extends UserError {
  override readonly typeName = 'CouponRejectedError';
}

@ObjectType('CartPayload', { description: 'The answer to a change of a cart.' })
export class CartPayload {
  @Field(() => Cart, {
    nullable: true,
    description: "The cart as it is now, also after a refusal; null when it is not the viewer's.",
  })
  cart!: Cart | null;

  @Field(() => Int, {
    nullable: true,
    description: 'The version this request committed; null when it changed nothing.',
  })
  committedVersion!: number | null;

  @Field(() => Boolean, {
    description: 'True when the same idempotency key was carried out before and nothing happened again.',
  })
  replayed!: boolean;

  @Field(() => [UserError], { description: 'Why it was refused; empty when it was carried out.' })
  userErrors!: readonly UserError[];

  @Field(() => [CartWarning], {
    description: 'What is wrong with the cart since this change; a replay says it again.',
  })
  warnings!: readonly CartWarning[];
}

@ObjectType('CartCreatePayload', { description: 'The answer to opening a cart.' })
export class CartCreatePayload {
  @Field(() => Cart, {
    nullable: true,
    description: 'The new cart, or the open one that the shopper has already.',
  })
  cart!: Cart | null;

  @Field(() => String, {
    nullable: true,
    description: 'What a guest sends as `x-session-token` from now on. Secret. Null for a customer.',
  })
  sessionToken!: string | null;

  @Field(() => Boolean, { description: 'True when the same idempotency key was carried out before.' })
  replayed!: boolean;

  @Field(() => [UserError], {
    description: 'What was refused. Lines may be refused although the cart was made.',
  })
  userErrors!: readonly UserError[];

  @Field(() => [CartWarning], {
    description: 'What is wrong with the cart since this change; a replay says it again.',
  })
  warnings!: readonly CartWarning[];
}

@Directive('@inaccessible')
@ObjectType('CartLockPayload', { description: 'The answer to locking or unlocking a cart. For services.' })
export class CartLockPayload {
  @Field(() => Int, { nullable: true, description: 'The version it has now; null when refused.' })
  version!: number | null;

  @Field(() => [UserError], { description: 'Why it was refused.' })
  userErrors!: readonly UserError[];
}
