import { presentMoney } from '@agora/platform/schema';
import type { Money } from '@agora/platform/schema';
import { requiresConsent, visibleStatus } from '../domain/checkout-session';
import type { CheckoutSession } from '../domain/checkout-session';
import type { Order, StatusChange } from '../domain/order';
import type { OrderLine, PricedLine } from '../domain/order-line';
import { allowedTransitions } from '../domain/order-status';
import type { Payment } from '../domain/payment';
import type { Totals } from '../domain/totals';
import type { CheckoutSession as CheckoutSessionType } from './types/checkout-session.type';
import type { OrderLine as OrderLineType } from './types/order-line.type';
import type { Order as OrderType, OrderStatusChange, PaymentSummary } from './types/order.type';

/** An order as the API shows it to whoever may see it. */
export function presentOrder(order: Order): OrderType {
  const {
    id,
    orderNumber,
    status,
    paymentStatus,
    fulfillmentStatus,
    version,
    storeId,
    channel,
    region,
    email,
  } = order;
  const { shippingAddress, billingAddress, createdAt, updatedAt, customerId, cartId } = order;
  return {
    ...{
      id,
      orderNumber,
      status,
      paymentStatus,
      fulfillmentStatus,
      version,
      storeId,
      channel,
      region,
      email,
    },
    ...{ shippingAddress, billingAddress, createdAt, updatedAt, customerId, cartId },
    ...presentTotals(order.totals, order.currency),
    allowedTransitions: allowedTransitions(status),
  };
}

export function presentSession(session: CheckoutSession, now: Date): CheckoutSessionType {
  const { id, cartId, cartVersion, email, shippingAddress, billingAddress, expiresAt, createdAt, orderId } =
    session;
  return {
    ...{ id, cartVersion, email, shippingAddress, billingAddress, expiresAt, createdAt, orderId },
    ...presentTotals(session.totals, session.currency),
    status: visibleStatus(session, now),
    cart: { id: cartId },
    shippingOptions: session.shippingOptions.map(({ priceMinor: amountMinor, ...option }) => ({
      ...option,
      price: presentMoney({ amountMinor, currency: session.currency }),
    })),
    selectedShippingOptionId: session.shippingOptionId,
    lines: session.lines.map((line) =>
      presentLine({ ...line, backorderedQuantity: 0, returnedQuantity: 0 }, session.currency),
    ),
    requiresConsent: requiresConsent(session),
  };
}

export function presentLine(
  line: PricedLine & Pick<OrderLine, 'backorderedQuantity' | 'returnedQuantity'>,
  currency: string,
): OrderLineType {
  const { id, sku, title, quantity, backorderedQuantity, returnedQuantity, variantId, attributes } = line;
  const money = (amountMinor: bigint): Money => presentMoney({ amountMinor, currency });
  return {
    ...{ id, sku, title, quantity, backorderedQuantity, returnedQuantity, attributes },
    variant: variantId === null ? null : { id: variantId, sku },
    unitPrice: money(line.unitPriceMinor),
    subtotal: money(line.subtotalMinor),
    discount: money(line.discountMinor),
    tax: money(line.taxMinor),
    total: money(line.totalMinor),
  };
}

export function presentChange({ orderId: _, ...change }: StatusChange): OrderStatusChange {
  return { ...change, cause: change.reasonCode ?? change.to };
}

export function presentPayment(payment: Payment): PaymentSummary {
  const { status, failureCode, intentId, currency } = payment;
  const unlessNone = (amountMinor: bigint): Money | null =>
    amountMinor === 0n ? null : presentMoney({ amountMinor, currency });
  return {
    ...{ status, failureCode, intentId },
    authorized: unlessNone(payment.authorizedMinor),
    captured: unlessNone(payment.capturedMinor),
    refunded: unlessNone(payment.refundedMinor),
  };
}

function presentTotals(
  totals: Totals,
  currency: string,
): Pick<CheckoutSessionType, 'subtotal' | 'discount' | 'tax' | 'shipping' | 'total'> {
  const money = (amountMinor: bigint): Money => presentMoney({ amountMinor, currency });
  return {
    subtotal: money(totals.subtotalMinor),
    discount: money(totals.discountMinor),
    tax: money(totals.taxMinor),
    shipping: totals.shippingMinor === null ? null : money(totals.shippingMinor),
    total: money(totals.totalMinor),
  };
}
