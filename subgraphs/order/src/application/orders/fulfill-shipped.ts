import type { Logger } from '@agora/platform/logging';
import { changeStatus } from '../../domain/order';
import type { SettlementDecision, SettlementStamp } from '../../domain/settlement';
import type { EventOrigin } from '../../events/published';
import type { OrderWithPayment } from '../ports';
import type { SettleOrder } from '../settle-order';

export interface Shipment {
  readonly orderId: string;
  /** The carrier's, for the customer to follow it. */
  readonly trackingCode: string;
  readonly origin: EventOrigin;
}

/** Does nothing for an order that is fulfilled already. */
export type FulfillShipped = (shipment: Shipment) => Promise<void>;

/**
 * Fulfils an order of which the warehouse says that it has left. Once: repeats change nothing. One that was cancelled meanwhile
 * stays cancelled, which people have to sort out; it is logged.
 *
 * @throws AppError `NOT_FOUND` for an order that is not there; the codes of the database (retriable).
 */
export function fulfillShipped(deps: {
  readonly settle: SettleOrder;
  readonly logger: Logger;
}): FulfillShipped {
  return async ({ orderId, trackingCode, origin }) => {
    const settled = await deps.settle({
      orderId,
      decide: (newest, stamp) => decide(newest, trackingCode, stamp),
      origin,
    });
    const { order } = settled.kind === 'settled' ? settled.settlement : settled.current;
    if (order.status !== 'FULFILLED' && order.status !== 'RETURNED')
      deps.logger.warn({ orderId, status: order.status }, 'an order was shipped that is not confirmed');
  };
}

function decide(
  { order, payment }: OrderWithPayment,
  trackingCode: string,
  stamp: SettlementStamp,
): SettlementDecision {
  const comment = `Tracking code ${trackingCode}`;
  const decision = changeStatus(order, { ...stamp, to: 'FULFILLED', reasonCode: 'SHIPPED', comment });
  if (decision.kind === 'illegal') return { kind: 'tooLate', status: decision.from };
  const fulfilled = { ...decision.order, fulfillmentStatus: 'FULFILLED' as const };
  return { kind: 'settled', settlement: { order: fulfilled, payment, change: decision.change } };
}
