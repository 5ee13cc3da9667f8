import type { Clock } from '@agora/platform/time';
import { isFree } from '../../../domain/order';
import { nextCheckAt } from '../../../domain/payment-schedule';
import { confirmFree, settleByVerdict } from '../../../domain/settlement';
import type { SettleOrder } from '../../settle-order';
import { placed } from './saga-step';
import type { SagaStep } from './saga-step';

/**
 * The commit that makes the order stand: CONFIRMED, its session COMPLETED, the request's key answered, and the event
 * that closes the cart, commits the stock and confirms the promotions, all in one transaction.
 *
 * Waits when staff holds the order: they confirm or cancel it. Refused when the order was cancelled meanwhile: what was
 * taken for it is given back.
 */
export function confirmOrder(deps: { readonly settle: SettleOrder; readonly clock: Clock }): SagaStep {
  return {
    name: 'confirm-order',
    onFault: 'carryOn',
    run: async (facts) => {
      const { verdict, current, request, origin, orderId } = placed(facts);
      if (verdict === undefined && !isFree(current.order))
        throw new Error(`order ${orderId} has no authorised payment`);
      const settled = await deps.settle({
        orderId,
        decide: ({ order, payment }, stamp) =>
          verdict === undefined
            ? confirmFree(order, payment, stamp)
            : settleByVerdict(order, payment, verdict, stamp),
        known: current,
        origin,
        completion: request?.complete(null),
      });
      if (settled.kind === 'settled') {
        const { order } = settled.settlement;
        const known = { ...facts, current: { ...current, ...settled.settlement }, isAnswered: true };
        return order.isHeld
          ? { outcome: 'WAITING', facts: known, until: nextCheckAt(order, deps.clock.now()) }
          : { outcome: 'DONE', facts: known };
      }
      const known = { ...facts, current: settled.current };
      if (settled.current.order.status !== 'CANCELLED') return { outcome: 'DONE', facts: known };
      return { outcome: 'REFUSED', facts: known, error: 'ORDER_CANCELLED', refusals: [] };
    },
  };
}
