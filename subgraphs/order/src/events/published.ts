import { orderCompletedV1 } from '@agora/contracts/order/completed';
import type { OrderCompletedV1 } from '@agora/contracts/order/completed';
import { orderCreatedV1 } from '@agora/contracts/order/created';
import type { OrderCreatedV1 } from '@agora/contracts/order/created';
import { orderItemBackorderedV1 } from '@agora/contracts/order/item-backordered';
import type { OrderItemBackorderedV1 } from '@agora/contracts/order/item-backordered';
import { orderItemsReturnedV1 } from '@agora/contracts/order/items-returned';
import type { OrderItemsReturnedV1 } from '@agora/contracts/order/items-returned';
import { orderStatusChangedV1 } from '@agora/contracts/order/status-changed';
import type { OrderStatusChangedV1 } from '@agora/contracts/order/status-changed';
import { orderUpdatedV1 } from '@agora/contracts/order/updated';
import type { OrderUpdatedV1 } from '@agora/contracts/order/updated';
import { idFrom } from '@agora/platform/ids';
import type { EventHeaders, OutboxEvent } from '@agora/platform/outbox';
import type { BackorderedLine } from '../domain/backordered-line';
import type { Order, StatusChange } from '../domain/order';
import type { ItemsReturn } from '../domain/returned-goods';
import { quantitiesBySku } from '../domain/order-line';
import type { PlacedOrder } from '../domain/place-order';

/** What an event says about where it comes from, beside the order itself. */
export interface EventOrigin {
  readonly correlationId: string | undefined;
  readonly traceparent: string | undefined;
  readonly actor: string;
}

/** `order.created.v1`: tells cart and inventory which cart became which order. Ids only, no addresses, no e-mail. */
export function orderCreated({ order, lines }: PlacedOrder, origin: EventOrigin): OutboxEvent[] {
  const payload: OrderCreatedV1 = {
    order_id: order.id,
    order_number: order.orderNumber,
    cart_id: cartOf(order),
    cart_version: order.cartVersion ?? 0,
    customer_id: order.customerId,
    status: order.status,
    currency_code: order.currency,
    total_minor: String(order.totals.totalMinor),
    lines: quantitiesBySku(lines),
  };
  return [eventOf(orderCreatedV1.type, order, payload, origin)];
}

/** The event of one row of an order's history: every version has exactly one. */
export function orderChanged(order: Order, change: StatusChange, origin: EventOrigin): OutboxEvent[] {
  return change.from === change.to
    ? orderUpdated(order, change, origin)
    : orderStatusChanged(order, change, origin);
}

/** `order.updated.v1`: its status stays. */
function orderUpdated(order: Order, change: StatusChange, origin: EventOrigin): OutboxEvent[] {
  const payload: OrderUpdatedV1 = {
    order_id: order.id,
    version: change.version,
    status: order.status,
    payment_status: order.paymentStatus,
    fulfillment_status: order.fulfillmentStatus,
    reason_code: change.reasonCode,
  };
  return [eventOf(orderUpdatedV1.type, order, payload, origin)];
}

/** `order.status.changed.v1`: the cart is closed or given back, the stock committed or released by it. */
function orderStatusChanged(order: Order, change: StatusChange, origin: EventOrigin): OutboxEvent[] {
  const payload: OrderStatusChangedV1 = {
    order_id: order.id,
    cart_id: cartOf(order),
    from: change.from,
    to: change.to,
    reason_code: change.reasonCode,
    version: change.version,
  };
  const events = [eventOf(orderStatusChangedV1.type, order, payload, origin)];
  return change.to === 'FULFILLED' ? [...events, orderCompleted(order, origin)] : events;
}

/** `order.completed.v1`, for those who wait for the end alone. */
function orderCompleted(order: Order, origin: EventOrigin): OutboxEvent {
  const { id, orderNumber, customerId, storeId, version } = order;
  const payload: OrderCompletedV1 = {
    ...{ order_id: id, order_number: orderNumber, customer_id: customerId, store_id: storeId, version },
    cart_id: cartOf(order),
  };
  return eventOf(orderCompletedV1.type, order, payload, origin);
}

/** `order.items.returned.v1`: inventory puts the goods on the shelf again. */
export function itemsReturned(order: Order, returned: ItemsReturn, origin: EventOrigin): OutboxEvent[] {
  const payload: OrderItemsReturnedV1 = {
    order_id: order.id,
    return_id: returned.id,
    version: order.version,
    restock: returned.restock,
    items: quantitiesBySku(returned.lines),
    currency_code: order.currency,
    refund_minor: String(returned.refundMinor),
  };
  return [eventOf(orderItemsReturnedV1.type, order, payload, origin)];
}

/** `order.item.backordered.v1`, beside the event of the version. */
export function itemsBackordered(
  order: Order,
  lines: readonly BackorderedLine[],
  origin: EventOrigin,
): OutboxEvent[] {
  const items = lines.map(({ sku, quantity, backordered }) => ({
    sku,
    quantity,
    backordered,
    expected_at: null,
  }));
  const payload: OrderItemBackorderedV1 = { order_id: order.id, version: order.version, items };
  return [eventOf(orderItemBackorderedV1.type, order, payload, origin)];
}

/** An order that was made without a cart names itself: no cart has that id. */
function cartOf({ cartId, id }: Order): string {
  return cartId ?? id;
}

function eventOf(type: string, order: Order, payload: object, origin: EventOrigin): OutboxEvent {
  return {
    // One event of a type per version: a commit that is tried again after a lost answer makes the same event.
    eventId: idFrom(`${type}:${order.id}:${String(order.version)}`),
    type,
    aggregateId: order.id,
    aggregateVersion: order.version,
    payload: { ...payload },
    headers: headersOf(order, origin),
  };
}

function headersOf(order: Order, origin: EventOrigin): EventHeaders {
  return {
    tenant_region: order.region,
    store_id: order.storeId,
    causation_id: order.id,
    saga_id: order.id,
    actor: origin.actor,
    ...(origin.correlationId === undefined ? {} : { correlation_id: origin.correlationId }),
    ...(origin.traceparent === undefined ? {} : { traceparent: origin.traceparent }),
  };
}
