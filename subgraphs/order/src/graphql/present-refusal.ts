import { basicUserError, presentMoney, versionConflict } from '@agora/platform/schema';
import type { UserError } from '@agora/platform/schema';
import type { CheckoutRefusal } from '../domain/refusals';
import { OutOfStockError, PaymentDeclinedError, PriceChangedError } from './types/user-errors.type';

type RefusalOf<K extends CheckoutRefusal['kind']> = Extract<CheckoutRefusal, { kind: K }>;

/** A refusal as the API tells it; the codes are listed in docs/errors.md. */
export function presentRefusal(refusal: CheckoutRefusal): UserError {
  switch (refusal.kind) {
    case 'versionConflict':
      return versionConflict(refusal.expected, refusal.current);
    case 'sessionClosed':
      return sessionClosed(refusal);
    case 'priceChanged':
      return priceChanged(refusal);
    case 'outOfStock':
      return outOfStock(refusal);
    case 'cartHasProblems':
      return basicUserError('CART_HAS_PROBLEMS', refusal.messages.join(' '), CART);
    case 'paymentDeclined':
      return paymentDeclined(refusal);
    case 'shippingOptionUnavailable':
      return basicUserError(
        'SHIPPING_OPTION_UNAVAILABLE',
        `Not offered; there is ${refusal.offered.join(', ') || 'nothing'}.`,
        ['input', 'shippingOptionId'],
      );
    default:
      return PLAIN[refusal.kind]();
  }
}

const CART = ['input', 'cartId'];
const SESSION = ['input', 'checkoutSessionId'];
const TOTAL = ['input', 'acceptedTotal'];
const KEY = ['input', 'idempotencyKey'];

type Plain = Exclude<
  CheckoutRefusal['kind'],
  | 'versionConflict'
  | 'sessionClosed'
  | 'priceChanged'
  | 'outOfStock'
  | 'cartHasProblems'
  | 'paymentDeclined'
  | 'shippingOptionUnavailable'
>;

const PLAIN: Readonly<Record<Plain, () => UserError>> = {
  cartEmpty: () => basicUserError('CART_EMPTY', 'The cart has no lines.', CART),
  cartClosed: () => basicUserError('CART_CLOSED', 'The cart is not open any more.', CART),
  cartLocked: () => basicUserError('CART_LOCKED', 'An order is being made of this cart.', CART),
  notPriced: () => basicUserError('PRICE_UNAVAILABLE', 'Something in the cart has no price in its region.'),
  priceNotAccepted: () =>
    basicUserError('PRICE_NOT_ACCEPTED', 'A price in the cart rose: accept it there first.', CART),
  unitPriceRose: () =>
    basicUserError(
      'PRICE_NOT_ACCEPTED',
      'A price of the session rose: complete again with `acceptedTotal` to agree to it.',
      TOTAL,
    ),
  promotionUnavailable: () =>
    basicUserError(
      'PROMOTION_UNAVAILABLE',
      'A discount of the session can no longer be had: complete again, it is priced without it.',
      SESSION,
    ),
  sessionBusy: () => basicUserError('CHECKOUT_IN_PROGRESS', 'The session is being completed.', SESSION),
  keyInProgress: () =>
    basicUserError('IDEMPOTENCY_IN_PROGRESS', 'A request with this key is at work; send it again.', KEY),
  keyReused: () => basicUserError('IDEMPOTENCY_KEY_REUSED', 'This key was used for another input.', KEY),
};

function sessionClosed({ status }: RefusalOf<'sessionClosed'>): UserError {
  switch (status) {
    case 'COMPLETED':
      return basicUserError('CHECKOUT_COMPLETED', 'The session has become an order.', SESSION);
    case 'EXPIRED':
      return basicUserError('CHECKOUT_EXPIRED', 'The time of the session is over.', SESSION);
    case 'CANCELLED':
      return basicUserError('CHECKOUT_CANCELLED', 'The session was cancelled.', SESSION);
  }
}

function priceChanged({
  acceptedMinor,
  currentMinor,
  currency,
}: RefusalOf<'priceChanged'>): PriceChangedError {
  return Object.assign(new PriceChangedError(), {
    code: 'PRICE_CHANGED',
    message: 'The total is higher than what was agreed to.',
    field: TOTAL,
    acceptedTotal: presentMoney({ amountMinor: acceptedMinor, currency }),
    currentTotal: presentMoney({ amountMinor: currentMinor, currency }),
  });
}

function outOfStock({ sku, availableQuantity }: RefusalOf<'outOfStock'>): OutOfStockError {
  return Object.assign(new OutOfStockError(), {
    code: 'OUT_OF_STOCK',
    message: `Not enough of ${sku} is left.`,
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
