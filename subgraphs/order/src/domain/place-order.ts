import type { Order, StatusChange } from './order';
import type { OrderDraft } from './order-draft';
import type { OrderLine } from './order-line';
import type { Payment } from './payment';

/** A new order with all that is stored with it. */
export interface PlacedOrder {
  readonly order: Order;
  readonly lines: readonly OrderLine[];
  readonly creation: StatusChange;
  readonly payment: Payment;
}

export interface PlacementFacts {
  readonly orderId: string;
  readonly orderNumber: string;
  readonly changeId: string;
  /** One per line of the draft, in order. */
  readonly lineIds: readonly string[];
  readonly actor: string;
  readonly now: Date;
  readonly paymentDueAt: Date;
}

/** The PENDING order that a draft becomes: lines, prices and addresses are copies from here on. */
export function placeOrder(draft: OrderDraft, facts: PlacementFacts): PlacedOrder {
  const { orderId, now } = facts;
  const order: Order = {
    id: orderId,
    orderNumber: facts.orderNumber,
    status: 'PENDING',
    paymentStatus: 'PENDING',
    fulfillmentStatus: 'UNFULFILLED',
    isHeld: false,
    version: 1,
    cartId: draft.cartId,
    cartVersion: draft.cartVersion,
    checkoutSessionId: draft.checkoutSessionId,
    customerId: draft.customerId,
    sessionId: draft.sessionId,
    storeId: draft.storeId,
    channel: draft.channel,
    region: draft.region,
    currency: draft.currency,
    email: draft.email,
    shippingAddress: draft.shippingAddress,
    billingAddress: draft.billingAddress,
    totals: draft.totals,
    fxRate: draft.fxRate,
    quoteId: draft.quoteId,
    paymentDueAt: facts.paymentDueAt,
    createdAt: now,
    updatedAt: now,
  };
  const lines = draft.lines.map((line, index) => ({
    ...line,
    id: facts.lineIds[index] ?? line.id,
    orderId,
    backorderedQuantity: 0,
    returnedQuantity: 0,
    refundedMinor: 0n,
  }));
  return { order, lines, creation: creationOf(order, facts), payment: unpaid(order) };
}

function creationOf({ checkoutSessionId }: Order, facts: PlacementFacts): StatusChange {
  return {
    id: facts.changeId,
    orderId: facts.orderId,
    version: 1,
    from: null,
    to: 'PENDING',
    reasonCode: checkoutSessionId === null ? 'CREATED_BY_STAFF' : 'CHECKOUT_COMPLETED',
    comment: null,
    actor: facts.actor,
    at: facts.now,
  };
}

function unpaid(order: Order): Payment {
  return {
    orderId: order.id,
    intentId: null,
    status: 'PENDING',
    currency: order.currency,
    amountMinor: order.totals.totalMinor,
    authorizedMinor: 0n,
    capturedMinor: 0n,
    refundedMinor: 0n,
    failureCode: null,
  };
}
