import { cartAbandonedV1 } from '@agora/contracts/cart/abandoned';
import { fulfillmentOrderShippedV1 } from '@agora/contracts/fulfillment/order-shipped';
import { orderCreatedV1 } from '@agora/contracts/order/created';
import { orderStatusChangedV1 } from '@agora/contracts/order/status-changed';
import { onEvent } from '@agora/platform/inbox';
import type { EventHandler } from '@agora/platform/inbox';
import { rememberOwner, writeMessage } from './messages';

/** What notification listens to. Each message is written once, in the transaction that records its event. */
export function notificationHandlers(): Readonly<Record<string, EventHandler>> {
  return {
    [orderCreatedV1.type]: onEvent(orderCreatedV1, async ({ payload }, tx) => {
      if (payload.customer_id !== null) await rememberOwner(tx, payload.order_id, payload.customer_id);
    }),
    [orderStatusChangedV1.type]: onEvent(orderStatusChangedV1, async ({ event_id: eventId, payload }, tx) => {
      const about = { eventId, orderId: payload.order_id, cartId: payload.cart_id };
      if (payload.to === 'CONFIRMED') await writeMessage(tx, { ...about, kind: 'ORDER_CONFIRMED' });
      if (payload.to === 'CANCELLED') await writeMessage(tx, { ...about, kind: 'ORDER_CANCELLED' });
    }),
    [fulfillmentOrderShippedV1.type]: onEvent(
      fulfillmentOrderShippedV1,
      async ({ event_id, payload }, tx) => {
        await writeMessage(tx, { eventId: event_id, kind: 'ORDER_SHIPPED', orderId: payload.order_id });
      },
    ),
    [cartAbandonedV1.type]: onEvent(cartAbandonedV1, async ({ event_id: eventId, payload }, tx) => {
      await writeMessage(tx, {
        eventId,
        kind: 'CART_ABANDONED',
        cartId: payload.cart_id,
        customerId: payload.customer_id,
        restoreLink: payload.restore_path,
      });
    }),
  };
}
