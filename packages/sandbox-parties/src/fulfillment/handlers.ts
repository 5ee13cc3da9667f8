import { orderStatusChangedV1 } from '@agora/contracts/order/status-changed';
import { onEvent } from '@agora/platform/inbox';
import type { EventHandler } from '@agora/platform/inbox';
import { followOrder } from './shipments';
import type { ShipmentStatus } from './shipments';

/** What an order's status means for its shipment; nothing for one that is only on its way. */
const SHIPMENT_STATUS: Readonly<Record<string, ShipmentStatus>> = {
  CONFIRMED: 'DUE',
  PENDING_REVIEW: 'HELD',
  CANCELLED: 'CLOSED',
  FULFILLED: 'CLOSED',
  RETURNED: 'CLOSED',
};

/** What fulfilment listens to. @param delayMs From confirmation to shipment. */
export function fulfillmentHandlers(delayMs: number): Readonly<Record<string, EventHandler>> {
  return {
    [orderStatusChangedV1.type]: onEvent(orderStatusChangedV1, async ({ payload }, tx) => {
      const { order_id: orderId, to, version } = payload;
      const status = SHIPMENT_STATUS[to];
      if (status !== undefined) await followOrder(tx, { orderId, version, status, delayMs });
    }),
  };
}
