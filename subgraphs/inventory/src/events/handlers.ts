import { cartCheckedoutV1 } from '@agora/contracts/cart/checkedout';
import { cartClearedV1 } from '@agora/contracts/cart/cleared';
import { cartItemAddedV1 } from '@agora/contracts/cart/item-added';
import { cartItemRemovedV1 } from '@agora/contracts/cart/item-removed';
import { cartItemUpdatedV1 } from '@agora/contracts/cart/item-updated';
import type { CartLinesChange } from '@agora/contracts/cart/lines-change';
import { orderStatusChangedV1 } from '@agora/contracts/order/status-changed';
import type { OrderStatusChangedV1 } from '@agora/contracts/order/status-changed';
import type { Queryable } from '@agora/platform/database';
import { onEvent } from '@agora/platform/inbox';
import type { EventHandler } from '@agora/platform/inbox';
import type { ReceivedEvent } from '@agora/platform/inbox';
import { applyCartChange, closeCart } from '../persistence/cart-commits';
import type { HoldTerms } from '../persistence/hold-terms';
import { commitOrder, releaseByOwner } from '../persistence/reservations';
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
  const applyLines = async (event: ReceivedEvent<CartLinesChange>, tx: Queryable): Promise<void> => {
    const { cart_id: cartId, version, operation_id: operationId, sku_quantities: quantities } = event.payload;
    const change = {
      cartId,
      version,
      operationId: operationId ?? undefined,
      quantities: new Map(Object.entries(quantities)),
    };
    await applyCartChange(tx, change, event.tenant_region ?? options.defaultRegion, headersAfter(event));
  };
  return {
    [cartItemAddedV1.type]: onEvent(cartItemAddedV1, applyLines),
    [cartItemUpdatedV1.type]: onEvent(cartItemUpdatedV1, applyLines),
    [cartItemRemovedV1.type]: onEvent(cartItemRemovedV1, applyLines),
    [cartClearedV1.type]: onEvent(cartClearedV1, applyLines),
    [cartCheckedoutV1.type]: onEvent(cartCheckedoutV1, async (event, tx) => {
      const { cart_id: id, version } = event.payload;
      await closeCart(tx, { id, version }, 'CHECKED_OUT', headersAfter(event));
    }),
    [orderStatusChangedV1.type]: onEvent(orderStatusChangedV1, (event, tx) =>
      followOrder(tx, event, options.terms),
    ),
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
    const status = await commitOrder(tx, orderId, event.actor ?? 'service:order', headers);
    if (status !== 'COMMITTED')
      event.logger.warn({ orderId, status }, 'a confirmed order has no allocation to commit');
  }
  if (to === 'CANCELLED') {
    const command = { operationId: event.event_id, ownerId: orderId, reason: reason ?? 'ORDER_CANCELLED' };
    const status = await releaseByOwner(tx, terms, command, headers);
    // A committed reservation is final: what comes back is counted in again by staff.
    if (status === 'COMMITTED') event.logger.warn({ orderId }, 'a cancelled order has committed its goods');
  }
}
