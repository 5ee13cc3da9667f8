import { Arg, Ctx, Info, Mutation, Resolver } from 'type-graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { acceptPrices } from '../application/accept-prices';
import { applyCoupon, removeCoupon } from '../application/change-coupons';
import type { ChangeCouponsDeps } from '../application/change-coupons';
import type { CartContext } from '../context';
import {
  CartCouponApplyInput,
  CartCouponRemoveInput,
  CartPricesAcceptInput,
} from './inputs/cart-price.input';
import { presentOutcome } from './present-outcome';
import { commandOf } from './read-command';
import { CartPayload } from './types/payloads.type';

/** What owners do about the price of a cart. */
@Resolver()
export class CartPriceMutations {
  constructor(private readonly deps: ChangeCouponsDeps) {}

  @Mutation(() => CartPayload, {
    description:
      'Enters a coupon. One that gives this cart nothing is refused as CouponRejectedError, and never told apart from one that does not exist.',
  })
  async cartCouponApply(
    @Arg('input', () => CartCouponApplyInput, { description: 'The code.' }) input: CartCouponApplyInput,
    @Ctx() context: CartContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CartPayload> {
    const command = { ...commandOf(input, context, info), code: input.code };
    return presentOutcome(await applyCoupon(this.deps, command, context), context);
  }

  @Mutation(() => CartPayload, { description: 'Takes a coupon out.' })
  async cartCouponRemove(
    @Arg('input', () => CartCouponRemoveInput, { description: 'The code.' }) input: CartCouponRemoveInput,
    @Ctx() context: CartContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CartPayload> {
    const command = { ...commandOf(input, context, info), code: input.code };
    return presentOutcome(await removeCoupon(this.deps, command, context), context);
  }

  @Mutation(() => CartPayload, {
    description:
      'Agrees to the present prices: what rose is promised from now on. With `expectedVersion` to exactly those that were shown.',
  })
  async cartPricesAccept(
    @Arg('input', () => CartPricesAcceptInput, { description: 'The lines.' }) input: CartPricesAcceptInput,
    @Ctx() context: CartContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CartPayload> {
    const command = { ...commandOf(input, context, info), lineIds: input.lineIds ?? null };
    return presentOutcome(await acceptPrices(this.deps, command, context), context, {
      lines: ['input', 'lineIds'],
    });
  }
}
