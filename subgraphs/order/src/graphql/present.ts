import { assertNever } from '@agora/platform/errors';
import { basicUserError, presentMoney, versionConflict } from '@agora/platform/schema';
import type { Money, UserError } from '@agora/platform/schema';
import { requiresConsent, visibleStatus } from '../domain/checkout-session';
import type { CheckoutSession } from '../domain/checkout-session';
import type { Order, StatusChange } from '../domain/order';
import type { PricedLine } from '../domain/order-line';
import { allowedTransitions } from '../domain/order-status';
import type { Payment } from '../domain/payment';
import type { CheckoutRefusal } from '../domain/refusals';
import type { Totals } from '../domain/totals';
import type { CheckoutSession as CheckoutSessionType } from './types/checkout-session.type';
import type { OrderLine as OrderLineType } from './types/order-line.type';
import type { Order as OrderType, OrderStatusChange, PaymentSummary } from './types/order.type';
import { OutOfStockError, PaymentDeclinedError, PriceChangedError } from './types/user-errors.type';

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
    lines: session.lines.map((line) => presentLine({ ...line, backorderedQuantity: 0 }, session.currency)),
    requiresConsent: requiresConsent(session),
  };
}

export function presentLine(
  line: PricedLine & { readonly backorderedQuantity: number },
  currency: string,
): OrderLineType {
  const { id, sku, title, quantity, backorderedQuantity, variantId, attributes } = line;
  const money = (amountMinor: bigint): Money => presentMoney({ amountMinor, currency });
  return {
    ...{ id, sku, title, quantity, backorderedQuantity, attributes },
    variant: variantId === null ? null : { id: variantId, sku },
    unitPrice: money(line.unitPriceMinor),
    subtotal: money(line.subtotalMinor),
    discount: money(line.discountMinor),
    tax: money(line.taxMinor),
    total: money(line.totalMinor),
  };
}

export function presentChange({
  id,
  from,
  to,
  reasonCode,
  comment,
  actor,
  at,
}: StatusChange): OrderStatusChange {
  return { id, from, to, reasonCode, comment, actor, at };
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
): Pick<OrderType, 'subtotal' | 'discount' | 'tax' | 'shipping' | 'total'> {
  const money = (amountMinor: bigint): Money => presentMoney({ amountMinor, currency });
  return {
    subtotal: money(totals.subtotalMinor),
    discount: money(totals.discountMinor),
    tax: money(totals.taxMinor),
    shipping: totals.shippingMinor === null ? null : money(totals.shippingMinor),
    total: money(totals.totalMinor),
  };
}

/** A refusal as the API tells it; the codes are listed in docs/errors.md. */
export function presentRefusal(refusal: CheckoutRefusal): UserError {
  switch (refusal.kind) {
    case 'cartEmpty':
      return basicUserError('CART_EMPTY', 'The cart has no lines.', ['input', 'cartId']);
    case 'cartClosed':
      return basicUserError('CART_CLOSED', 'The cart is not open any more.', ['input', 'cartId']);
    case 'cartLocked':
      return basicUserError('CART_LOCKED', 'An order is being made of this cart.', ['input', 'cartId']);
    case 'versionConflict':
      return versionConflict(refusal.expected, refusal.current);
    case 'notPriced':
      return basicUserError(
        'PRICE_UNAVAILABLE',
        'Something in the cart has no price in its region and currency.',
      );
    case 'sessionBusy':
      return basicUserError(
        'CHECKOUT_IN_PROGRESS',
        'The session is being completed; try again in a moment.',
        SESSION_FIELD,
      );
    case 'sessionClosed':
      return basicUserError(`CHECKOUT_${refusal.status}`, `The session is ${refusal.status}.`, SESSION_FIELD);
    case 'priceChanged':
      return priceChanged(refusal);
    case 'outOfStock':
      return outOfStock(refusal);
    case 'paymentDeclined':
      return paymentDeclined(refusal);
    case 'keyInProgress':
      return basicUserError(
        'IDEMPOTENCY_IN_PROGRESS',
        'A request with this key is at work; send it again.',
        KEY_FIELD,
      );
    case 'keyReused':
      return basicUserError('IDEMPOTENCY_KEY_REUSED', 'This key was used for another input.', KEY_FIELD);
    default:
      return assertNever(refusal);
  }
}

const SESSION_FIELD = ['input', 'checkoutSessionId'];
const KEY_FIELD = ['input', 'idempotencyKey'];

type RefusalOf<K extends CheckoutRefusal['kind']> = Extract<CheckoutRefusal, { kind: K }>;

function priceChanged({
  acceptedMinor,
  currentMinor,
  currency,
}: RefusalOf<'priceChanged'>): PriceChangedError {
  return Object.assign(new PriceChangedError(), {
    code: 'PRICE_CHANGED',
    message: 'The total is higher than what was agreed to.',
    field: ['input', 'acceptedTotal'],
    acceptedTotal: presentMoney({ amountMinor: acceptedMinor, currency }),
    currentTotal: presentMoney({ amountMinor: currentMinor, currency }),
  });
}

function outOfStock({ sku, availableQuantity }: RefusalOf<'outOfStock'>): OutOfStockError {
  const message = `Not enough of ${sku} is left.`;
  return Object.assign(new OutOfStockError(), {
    code: 'OUT_OF_STOCK',
    message,
    field: null,
    sku,
    availableQuantity,
  });
}

function paymentDeclined({ reason }: RefusalOf<'paymentDeclined'>): PaymentDeclinedError {
  return Object.assign(new PaymentDeclinedError(), {
    code: 'PAYMENT_DECLINED',
    message: 'The payment was declined.',
    field: ['input', 'paymentToken'],
    reason,
  });
}
