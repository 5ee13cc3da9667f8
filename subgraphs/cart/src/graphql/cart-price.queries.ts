import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import { estimateCost } from '../application/estimate-cost';
import type { EstimateCostDeps } from '../application/estimate-cost';
import type { CartContext } from '../context';
import { CartCostEstimateInput } from './inputs/cart-price.input';
import { presentEstimate } from './present';
import { readAttributes } from './read-command';
import { CartCost } from './types/cart-cost.type';

/** Questions about the price of a cart. */
@Resolver()
export class CartPriceQueries {
  constructor(private readonly deps: EstimateCostDeps) {}

  @Query(() => CartCost, {
    nullable: true,
    description:
      'What a cart would cost with more lines, other coupons, or sent somewhere; changes and promises nothing. Null for a cart that is not the viewer’s.',
  })
  async cartCostEstimate(
    @Arg('input', () => CartCostEstimateInput, { description: 'The question.' }) input: CartCostEstimateInput,
    @Ctx() context: CartContext,
  ): Promise<CartCost | null> {
    const question = {
      cartId: input.cartId,
      addLines: (input.addLines ?? []).map(({ sku, quantity, attributes }) => ({
        sku,
        quantity,
        attributes: readAttributes(attributes),
      })),
      couponCodes: input.couponCodes ?? null,
      shipTo: input.shipTo ?? null,
    };
    const estimated = await estimateCost(this.deps, question, context);
    return estimated === undefined ? null : presentEstimate(estimated.cart, estimated.cost);
  }
}
