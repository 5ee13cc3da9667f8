import { cartAbandonedV1 } from '@agora/contracts/cart/abandoned';
import { cartCheckedoutV1 } from '@agora/contracts/cart/checkedout';
import { cartItemAddedV1 } from '@agora/contracts/cart/item-added';
import { orderCreatedV1 } from '@agora/contracts/order/created';
import { orderStatusChangedV1 } from '@agora/contracts/order/status-changed';
import { onEvent, onEventAtOnce } from '@agora/platform/inbox';
import type { EventHandler } from '@agora/platform/inbox';
import { cartMoment, noteOrder, noteStatus } from './facts';

/** What analytics listens to. Every effect is the same in any order of the events. */
export function analyticsHandlers(): Readonly<Record<string, EventHandler>> {
  return {
    [cartItemAddedV1.type]: onEventAtOnce(cartItemAddedV1, ({ payload, occurred_at: at }) =>
      cartMoment(payload.cart_id, 'filled_at', at),
    ),
    [cartAbandonedV1.type]: onEventAtOnce(cartAbandonedV1, ({ payload, occurred_at: at }) =>
      cartMoment(payload.cart_id, 'abandoned_at', at),
    ),
    [cartCheckedoutV1.type]: onEventAtOnce(cartCheckedoutV1, ({ payload, occurred_at: at }) =>
      cartMoment(payload.cart_id, 'checked_out_at', at),
    ),
    [orderCreatedV1.type]: onEvent(orderCreatedV1, async ({ payload }, tx) => {
      await noteOrder(tx, {
        orderId: payload.order_id,
        currency: payload.currency_code,
        totalMinor: payload.total_minor,
        lines: payload.lines,
      });
    }),
    [orderStatusChangedV1.type]: onEvent(orderStatusChangedV1, async ({ payload }, tx) => {
      await noteStatus(tx, { orderId: payload.order_id, status: payload.to, version: payload.version });
    }),
  };
}
