import { settleByVerdict } from '../../../domain/settlement';
import type { SettleOrder } from '../../settle-order';
import { placed } from './saga-step';
import type { SagaStep } from './saga-step';

/**
 * The commit that makes the order stand: CONFIRMED, its session COMPLETED, the request's key answered, and the event
 * that closes the cart, commits the stock and confirms the promotions, all in one transaction.
 *
 * Refused when the order was cancelled meanwhile: what was taken for it is given back.
 */
export function confirmOrder(deps: { readonly settle: SettleOrder }): SagaStep {
  return {
    name: 'confirm-order',
    onFault: 'carryOn',
    run: async (facts) => {
      const { verdict, current, request, origin, orderId } = placed(facts);
      if (verdict === undefined) throw new Error(`order ${orderId} has no authorised payment`);
      const settled = await deps.settle({
        orderId,
        decide: (newest, stamp) => settleByVerdict(newest.order, newest.payment, verdict, stamp),
        origin,
        completion: request?.complete(null),
      });
      if (settled.kind === 'settled')
        return {
          outcome: 'DONE',
          facts: { ...facts, current: { ...current, ...settled.settlement }, isAnswered: true },
        };
      const known = { ...facts, current: settled.current };
      if (settled.current.order.status !== 'CANCELLED') return { outcome: 'DONE', facts: known };
      return { outcome: 'REFUSED', facts: known, error: 'ORDER_CANCELLED', refusals: [] };
    },
  };
}
