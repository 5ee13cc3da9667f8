import { basicUserError } from '@agora/platform/schema';
import { counter } from '@agora/platform/metrics';
import { Arg, Directive, Mutation, Resolver } from 'type-graphql';
import { redeemPromotions } from '../application/redeem-promotions';
import type { Redemptions } from '../application/redeem-promotions';
import { PromotionsRedeemInput } from './inputs/promotions-redeem.input';
import { PromotionsRedeemPayload } from './types/promotions-redeem-payload.type';

const redeemed = counter({
  name: 'pricing_redemptions_total',
  help: 'Orders that asked to use promotions, by result: held, or the limit that refused them',
  labelNames: ['result'],
});

/** Use of promotions by orders, for the order subgraph. */
@Resolver()
export class RedemptionMutations {
  constructor(private readonly redemptions: Redemptions) {}

  @Directive('@inaccessible')
  @Mutation(() => PromotionsRedeemPayload, {
    description:
      'Holds what an order uses of promotions, all or nothing; idempotent per order. For services.',
  })
  async promotionsRedeem(
    @Arg('input', () => PromotionsRedeemInput, { description: 'The order and what it uses.' })
    input: PromotionsRedeemInput,
  ): Promise<PromotionsRedeemPayload> {
    const refusal = await redeemPromotions(this.redemptions, {
      orderId: input.orderId,
      customerId: input.customerId ?? null,
      currency: input.currencyCode,
      items: input.items.map(({ promotionId, couponCode, amountMinor }) => ({
        promotionId,
        amountMinor,
        couponCode: couponCode ?? null,
      })),
    });
    redeemed.inc({ result: refusal?.reason ?? 'held' });
    return {
      userErrors:
        refusal === undefined
          ? []
          : [basicUserError('PROMOTION_UNAVAILABLE', `Not held: ${refusal.reason}.`, ['input', 'items'])],
    };
  }
}
