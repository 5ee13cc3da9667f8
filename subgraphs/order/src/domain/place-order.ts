import type { CheckoutSession } from './checkout-session';
import type { Order, StatusChange } from './order';
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
  /** One per line of the session, in order. */
  readonly lineIds: readonly string[];
  readonly actor: string;
  readonly now: Date;
  readonly paymentDueAt: Date;
}

/** The PENDING order that a session becomes: lines, prices and addresses are copies from here on. */
export function placeOrder(session: CheckoutSession, facts: PlacementFacts): PlacedOrder {
  const { orderId, now } = facts;
  const order: Order = {
    id: orderId,
    orderNumber: facts.orderNumber,
    status: 'PENDING',
    paymentStatus: 'PENDING',
    fulfillmentStatus: 'UNFULFILLED',
    version: 1,
    cartId: session.cartId,
    cartVersion: session.cartVersion,
    checkoutSessionId: session.id,
    customerId: session.customerId,
    sessionId: session.sessionId,
    storeId: session.storeId,
    channel: session.channel,
    region: session.region,
    currency: session.currency,
    email: session.email,
    shippingAddress: session.shippingAddress,
    billingAddress: session.billingAddress,
    totals: session.totals,
    fxRate: session.fxRate,
    quoteId: session.quoteId,
    paymentDueAt: facts.paymentDueAt,
    createdAt: now,
    updatedAt: now,
  };
  const lines = session.lines.map(({ offeredUnitPriceMinor: _offered, ...line }, index) => ({
    ...line,
    id: facts.lineIds[index] ?? line.id,
    orderId,
    backorderedQuantity: 0,
    returnedQuantity: 0,
    refundedMinor: 0n,
  }));
  return { order, lines, creation: creationOf(facts), payment: unpaid(order) };
}

function creationOf(facts: PlacementFacts): StatusChange {
  return {
    id: facts.changeId,
    orderId: facts.orderId,
    version: 1,
    from: null,
    to: 'PENDING',
    reasonCode: 'CHECKOUT_COMPLETED',
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
