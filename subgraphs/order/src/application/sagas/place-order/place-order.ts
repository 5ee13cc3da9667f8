import { randomBytes } from 'node:crypto';
import { AppError } from '@agora/platform/errors';
import { newId } from '@agora/platform/ids';
import type { Clock } from '@agora/platform/time';
import { ORDER_NUMBER_BYTES, formatOrderNumber } from '../../../domain/order-number';
import { placeOrder as place } from '../../../domain/place-order';
import { orderCreated } from '../../../events/published';
import type { OrderStore, OrderWithPayment } from '../../ports';
import type { SettleOrder } from '../../settle-order';
import { cancelOrder } from './cancel-order';
import { sessionOf } from './saga-step';
import type { OrderFacts, SagaStep } from './saga-step';

export interface PlaceOrderDeps {
  readonly orders: OrderStore;
  readonly settle: SettleOrder;
  readonly clock: Clock;
  /** How long an order may wait for its payment. */
  readonly paymentTimeoutMs: number;
}

const NUMBER_DRAWS = 5;

/**
 * Stores the PENDING order of a session that is being completed, with its event. Placing it again is fine: the
 * first order stays. Refused when the session is no longer being completed for this order. Undone by cancelling it.
 */
export function placeOrder(deps: PlaceOrderDeps): SagaStep {
  return {
    name: 'place-order',
    onFault: 'carryOn',
    run: async (facts) => {
      if (!(await isPlaced(deps, facts)))
        return { outcome: 'REFUSED', facts, error: 'SESSION_MOVED', refusals: [{ kind: 'sessionBusy' }] };
      return { outcome: 'DONE', facts: { ...facts, current: await found(deps, facts.orderId) } };
    },
    undo: (facts, order) => cancelOrder(deps, facts, order),
  };
}

/** Draws another order number when one is taken. False when the session moved on: nothing is stored then. */
async function isPlaced(deps: PlaceOrderDeps, facts: OrderFacts): Promise<boolean> {
  const { orderId, origin } = facts;
  const session = sessionOf(facts);
  for (let draw = 0; draw < NUMBER_DRAWS; draw += 1) {
    const now = deps.clock.now();
    const placed = place(session, {
      orderId,
      orderNumber: formatOrderNumber(now.getUTCFullYear(), randomBytes(ORDER_NUMBER_BYTES)),
      changeId: newId(),
      lineIds: session.lines.map(() => newId()),
      actor: origin.actor,
      now,
      paymentDueAt: new Date(now.getTime() + deps.paymentTimeoutMs),
    });
    const events = orderCreated(placed, origin);
    const result = await deps.orders.place({ placed, checkoutSessionId: session.id, events });
    if (result.kind !== 'numberTaken') return result.kind !== 'sessionMoved';
  }
  throw new AppError('INTERNAL', 'no free order number was drawn');
}

async function found({ orders }: PlaceOrderDeps, orderId: string): Promise<OrderWithPayment> {
  const current = await orders.find(orderId);
  if (current === undefined) throw new AppError('INTERNAL', `order ${orderId} was placed and is not there`);
  return current;
}
