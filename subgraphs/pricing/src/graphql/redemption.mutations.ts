import { basicUserError } from '@agora/platform/schema';
import { counter } from '@agora/platform/metrics';
import { Arg, Directive, Mutation, Resolver } from 'type-graphql';
import { redeemPromotions, releasePromotions } from '../application/redeem-promotions';
import type { Redemptions } from '../application/redeem-promotions';
import { PromotionsRedeemInput } from './inputs/promotions-redeem.input';
import { PromotionsReleaseInput } from './inputs/promotions-release.input';
import { PromotionsRedeemPayload } from './types/promotions-redeem-payload.type';
import { PromotionsReleasePayload } from './types/promotions-release-payload.type';

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

  @Directive('@inaccessible')
  @Mutation(() => PromotionsReleasePayload, {
    description:
      'Frees what an order that was given up holds of promotions; idempotent, also with its event. For services.',
  })
  async promotionsRelease(
    @Arg('input', () => PromotionsReleaseInput, { description: 'The order.' }) input: PromotionsReleaseInput,
  ): Promise<PromotionsReleasePayload> {
    return { released: await releasePromotions(this.redemptions, input.orderId), userErrors: [] };
  }
}
