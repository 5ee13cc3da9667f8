import { cartCheckedoutV1 } from '@agora/contracts/cart/checkedout';
import { cartClearedV1 } from '@agora/contracts/cart/cleared';
import { cartItemAddedV1 } from '@agora/contracts/cart/item-added';
import { cartItemRemovedV1 } from '@agora/contracts/cart/item-removed';
import { cartItemUpdatedV1 } from '@agora/contracts/cart/item-updated';
import type { CartLinesChange } from '@agora/contracts/cart/lines-change';
import { cartMergedV1 } from '@agora/contracts/cart/merged';
import { orderItemsReturnedV1 } from '@agora/contracts/order/items-returned';
import { orderStatusChangedV1 } from '@agora/contracts/order/status-changed';
import type { OrderStatusChangedV1 } from '@agora/contracts/order/status-changed';
import type { Queryable } from '@agora/platform/database';
import { onEvent, onEventAtOnce } from '@agora/platform/inbox';
import type { EventEffect, EventHandler } from '@agora/platform/inbox';
import type { ReceivedEvent } from '@agora/platform/inbox';
import type { CartChange } from '../application/ports';
import { cartChangeEffect, closeCart, mergeCarts } from '../persistence/cart-commits';
import type { HoldTerms } from '../persistence/hold-terms';
import { commitOrder, releaseByOwner } from '../persistence/reservations';
import { returnGoods } from '../persistence/returned-goods';
import { headersAfter } from './event-headers';

export interface HandlerOptions {
  readonly terms: HoldTerms;
  /** For carts whose events carry no region. */
  readonly defaultRegion: string;
}

/**
 * What inventory does about other domains' events, by type. Every effect is one statement in the transaction of
 * the inbox, and leads to the same state whatever order the events of a cart arrive in.
 */
export function inventoryHandlers(options: HandlerOptions): Record<string, EventHandler> {
  const regionOf = (event: ReceivedEvent<unknown>): string => event.tenant_region ?? options.defaultRegion;
  const applyLines = (event: ReceivedEvent<CartLinesChange>): EventEffect =>
    cartChangeEffect(changeOf(event.payload), regionOf(event), headersAfter(event));
  return {
    [cartItemAddedV1.type]: onEventAtOnce(cartItemAddedV1, applyLines),
    [cartItemUpdatedV1.type]: onEventAtOnce(cartItemUpdatedV1, applyLines),
    [cartItemRemovedV1.type]: onEventAtOnce(cartItemRemovedV1, applyLines),
    [cartClearedV1.type]: onEventAtOnce(cartClearedV1, applyLines),
    [cartMergedV1.type]: onEvent(cartMergedV1, async (event, tx) => {
      const { source_cart_id: id, source_version: version } = event.payload;
      const target = changeOf(event.payload);
      await mergeCarts(tx, { source: { id, version }, target, region: regionOf(event) }, headersAfter(event));
    }),
    [cartCheckedoutV1.type]: onEvent(cartCheckedoutV1, async (event, tx) => {
      const { cart_id: id, version } = event.payload;
      await closeCart(tx, { id, version }, 'CHECKED_OUT', headersAfter(event));
    }),
    [orderStatusChangedV1.type]: onEvent(orderStatusChangedV1, (event, tx) =>
      followOrder(tx, event, options.terms),
    ),
    [orderItemsReturnedV1.type]: onEvent(orderItemsReturnedV1, async (event, tx) => {
      const { order_id: orderId, restock, items: lines } = event.payload;
      if (restock) await returnGoods(tx, { orderId, lines, actor: actorOf(event) }, headersAfter(event));
    }),
  };
}

function actorOf(event: ReceivedEvent<unknown>): string {
  return event.actor ?? 'service:order';
}

function changeOf(payload: CartLinesChange): CartChange {
  return {
    cartId: payload.cart_id,
    version: payload.version,
    operationId: payload.operation_id ?? undefined,
    quantities: new Map(Object.entries(payload.sku_quantities)),
  };
}

async function followOrder(
  tx: Queryable,
  event: ReceivedEvent<OrderStatusChangedV1>,
  terms: HoldTerms,
): Promise<void> {
  const { order_id: orderId, to, reason_code: reason } = event.payload;
  const headers = headersAfter(event);
  if (to === 'CONFIRMED') {
    const status = await commitOrder(tx, orderId, actorOf(event), headers);
    if (status !== 'COMMITTED')
      event.logger.warn({ orderId, status }, 'a confirmed order has no allocation to commit');
  }
  if (to === 'CANCELLED') {
    const command = { operationId: event.event_id, ownerId: orderId, reason: reason ?? 'ORDER_CANCELLED' };
    const status = await releaseByOwner(tx, terms, command, headers);
    // Confirmed before it was cancelled: its goods had left the books.
    if (status === 'COMMITTED')
      await returnGoods(tx, { orderId, lines: undefined, actor: actorOf(event) }, headers);
  }
}
