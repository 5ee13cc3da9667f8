import type { Pricing } from '../../ports';
import { backgroundContext } from './background-context';
import { draftOf, placed } from './saga-step';
import type { SagaStep } from './saga-step';

/** Counts what the order uses of coupons and promotions, all or nothing; the order's events confirm or release it. */
export function holdPromotions(deps: { readonly pricing: Pick<Pricing, 'redeem' | 'release'> }): SagaStep {
  return {
    name: 'hold-promotions',
    onFault: 'PRICING_UNAVAILABLE',
    run: async (facts) => {
      const { id: orderId, customerId, currency } = placed(facts).current.order;
      const { promotions } = draftOf(facts);
      const request = { orderId, customerId, currency, promotions };
      if (promotions.length === 0 || (await deps.pricing.redeem(request, backgroundContext(facts.origin))))
        return { outcome: 'DONE', facts };
      const refusals = [{ kind: 'promotionUnavailable' } as const];
      return { outcome: 'REFUSED', facts, error: 'PROMOTION_UNAVAILABLE', refusals };
    },
    undo: async ({ orderId, origin }, { deadline }) => {
      await deps.pricing.release(orderId, backgroundContext(origin, deadline));
      return { outcome: 'DONE' };
    },
  };
}
