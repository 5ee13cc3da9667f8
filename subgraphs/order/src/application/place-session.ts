import { randomBytes } from 'node:crypto';
import { AppError } from '@agora/platform/errors';
import { newId } from '@agora/platform/ids';
import type { Clock } from '@agora/platform/time';
import type { CheckoutSession } from '../domain/checkout-session';
import { ORDER_NUMBER_BYTES, formatOrderNumber } from '../domain/order-number';
import { firstCheckAt } from '../domain/payment-schedule';
import { placeOrder } from '../domain/place-order';
import { orderCreated } from '../events/published';
import type { EventOrigin } from '../events/published';
import type { OrderStore } from './ports';

export interface PlaceSessionDeps {
  readonly orders: OrderStore;
  readonly clock: Clock;
  /** How long an order may wait for its payment. */
  readonly paymentTimeoutMs: number;
}

export type PlaceSession = (
  session: CheckoutSession,
  orderId: string,
  origin: EventOrigin,
) => Promise<'placed' | 'sessionMoved'>;

const NUMBER_DRAWS = 5;

/**
 * Stores the PENDING order of a session that is being completed, with its event. Placing it again is fine: the
 * first order stays. Draws another order number when one is taken.
 *
 * @returns `sessionMoved` when the session is no longer being completed for this order; nothing is stored.
 */
export function placeSession(deps: PlaceSessionDeps): PlaceSession {
  return async (session, orderId, origin) => {
    for (let draw = 0; draw < NUMBER_DRAWS; draw += 1) {
      const now = deps.clock.now();
      const placed = placeOrder(session, {
        orderId,
        orderNumber: formatOrderNumber(now.getUTCFullYear(), randomBytes(ORDER_NUMBER_BYTES)),
        changeId: newId(),
        lineIds: session.lines.map(() => newId()),
        actor: origin.actor,
        now,
        paymentDueAt: new Date(now.getTime() + deps.paymentTimeoutMs),
        paymentCheckAt: firstCheckAt(now),
      });
      const commit = { placed, checkoutSessionId: session.id, events: orderCreated(placed, origin) };
      const result = await deps.orders.place(commit);
      if (result.kind === 'sessionMoved') return 'sessionMoved';
      if (result.kind !== 'numberTaken') return 'placed';
    }
    throw new AppError('INTERNAL', 'no free order number was drawn');
  };
}
