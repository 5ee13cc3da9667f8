import { randomBytes } from 'node:crypto';
import { AppError } from '@agora/platform/errors';
import { newId } from '@agora/platform/ids';
import type { Clock } from '@agora/platform/time';
import { ORDER_NUMBER_BYTES, formatOrderNumber } from '../../../domain/order-number';
import { placeOrder as place } from '../../../domain/place-order';
import { orderCreated } from '../../../events/published';
import type { OrderStore, OrderWithPayment } from '../../ports';
import { auditOf } from '../../settle-order';
import type { SettleOrder } from '../../settle-order';
import { cancelOrder } from './cancel-order';
import { draftOf } from './saga-step';
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
 * Stores the PENDING order of a session that is being completed, or of staff, with its event. Placing it again is fine:
 * the first order stays. Refused when the session is no longer being completed for this order, or its saga goes
 * backwards. Undone by cancelling it.
 */
export function placeOrder(deps: PlaceOrderDeps): SagaStep {
  return {
    name: 'place-order',
    onFault: 'carryOn',
    run: async (facts) => {
      const current = await placedNow(deps, facts);
      if (current === undefined)
        return { outcome: 'REFUSED', facts, error: 'SESSION_MOVED', refusals: [{ kind: 'sessionBusy' }] };
      return { outcome: 'DONE', facts: { ...facts, current } };
    },
    undo: (facts, order) => cancelOrder(deps, facts, order),
  };
}

/** Draws another order number when one is taken. Undefined when session or saga moved on: nothing is stored then. */
async function placedNow(deps: PlaceOrderDeps, facts: OrderFacts): Promise<OrderWithPayment | undefined> {
  const { orderId, origin } = facts;
  const draft = draftOf(facts);
  for (let draw = 0; draw < NUMBER_DRAWS; draw += 1) {
    const now = deps.clock.now();
    const placed = place(draft, {
      orderId,
      orderNumber: formatOrderNumber(now.getUTCFullYear(), randomBytes(ORDER_NUMBER_BYTES)),
      changeId: newId(),
      lineIds: draft.lines.map(() => newId()),
      actor: origin.actor,
      now,
      paymentDueAt: new Date(now.getTime() + deps.paymentTimeoutMs),
    });
    const events = orderCreated(placed, origin);
    const audit = draft.checkoutSessionId === null ? auditOf('orderCreate', orderId, origin) : undefined;
    const result = await deps.orders.place({ placed, events, audit });
    switch (result.kind) {
      case 'placed':
        return { order: placed.order, payment: placed.payment, reasonCode: placed.creation.reasonCode };
      case 'exists':
        return found(deps, orderId);
      case 'sessionMoved':
        return undefined;
      case 'numberTaken':
        continue;
    }
  }
  throw new AppError('INTERNAL', 'no free order number was drawn');
}

async function found({ orders }: PlaceOrderDeps, orderId: string): Promise<OrderWithPayment> {
  const current = await orders.find(orderId);
  if (current === undefined) throw new AppError('INTERNAL', `order ${orderId} was placed and is not there`);
  return current;
}
