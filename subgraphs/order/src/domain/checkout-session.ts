import type { PostalAddress } from './address';
import type { LineAttribute, SessionLine } from './order-line';
import type { QuotedPromotion } from './quoted-promotion';
import type { ShippingOption } from './shipping-option';
import type { Totals } from './totals';

export type CheckoutSessionStatus = 'OPEN' | 'COMPLETING' | 'COMPLETED' | 'EXPIRED' | 'CANCELLED';

/** A cart that is being paid for, priced for exactly one version of it. */
export interface CheckoutSession {
  readonly id: string;
  readonly status: CheckoutSessionStatus;
  readonly cartId: string;
  readonly cartVersion: number;
  readonly customerId: string | null;
  readonly sessionId: string | null;
  readonly storeId: string;
  readonly channel: string;
  readonly region: string;
  readonly currency: string;
  readonly email: string | null;
  readonly shippingAddress: PostalAddress;
  readonly billingAddress: PostalAddress | null;
  readonly totals: Totals;
  /** The total the shopper saw first, in minor units: what completion accepts without a word. */
  readonly offeredTotalMinor: bigint;
  readonly fxRate: string | null;
  readonly quoteId: string;
  /** Until when the totals hold. */
  readonly quoteValidUntil: Date;
  readonly lines: readonly SessionLine[];
  readonly shippingOptions: readonly ShippingOption[];
  /** The one the totals have; null where none is offered. */
  readonly shippingOptionId: string | null;
  /** Of the cart, for quoting again. */
  readonly couponCodes: readonly string[];
  /** What the order redeems. */
  readonly promotions: readonly QuotedPromotion[];
  /** The order that completion makes; set while COMPLETING or COMPLETED. */
  readonly orderId: string | null;
  /** While COMPLETING: from when on an attempt that has made no order counts as dead. */
  readonly completingUntil: Date | null;
  readonly expiresAt: Date;
  readonly createdAt: Date;
}

/** What completing a session may begin with. */
export type CompletionStart =
  | { readonly kind: 'start' }
  /** This very attempt began before and is carried on. */
  | { readonly kind: 'resume' }
  /** Another attempt (another idempotency key) is at work. */
  | { readonly kind: 'busy' }
  | { readonly kind: 'closed'; readonly status: 'COMPLETED' | 'EXPIRED' | 'CANCELLED' };

/** Whether the attempt that would make `orderId` may go ahead with this session. */
export function completionStart(session: CheckoutSession, orderId: string, now: Date): CompletionStart {
  switch (session.status) {
    case 'OPEN':
      return isOverdue(session, now) ? { kind: 'closed', status: 'EXPIRED' } : { kind: 'start' };
    case 'COMPLETING':
      return session.orderId === orderId ? { kind: 'resume' } : { kind: 'busy' };
    case 'COMPLETED':
      return session.orderId === orderId ? { kind: 'resume' } : { kind: 'closed', status: 'COMPLETED' };
    case 'EXPIRED':
    case 'CANCELLED':
      return { kind: 'closed', status: session.status };
  }
}

/** The status people see: an OPEN session past its time is EXPIRED even before the sweep has written it. */
export function visibleStatus(session: CheckoutSession, now: Date): CheckoutSessionStatus {
  return session.status === 'OPEN' && isOverdue(session, now) ? 'EXPIRED' : session.status;
}

function isOverdue(session: CheckoutSession, now: Date): boolean {
  return session.expiresAt.getTime() <= now.getTime();
}

/** Whether the shopper must agree to the present prices before the session can be completed: the total, or a unit, costs more than offered. */
export function requiresConsent(session: CheckoutSession): boolean {
  return !isTotalAccepted(session, undefined) || hasUnitRisen(session);
}

/** What the shopper still has to agree to. */
export type MissingConsent = 'total' | 'unitPrice';

/**
 * What of the present prices is not covered by what the shopper accepts: the total they state, else total and unit
 * prices as they were offered. Paying less than accepted is fine, more is not. Undefined when all is covered.
 */
export function missingConsent(
  session: CheckoutSession,
  acceptedTotalMinor: bigint | undefined,
): MissingConsent | undefined {
  if (!isTotalAccepted(session, acceptedTotalMinor)) return 'total';
  return acceptedTotalMinor === undefined && hasUnitRisen(session) ? 'unitPrice' : undefined;
}

function isTotalAccepted(session: CheckoutSession, acceptedTotalMinor: bigint | undefined): boolean {
  return session.totals.totalMinor <= (acceptedTotalMinor ?? session.offeredTotalMinor);
}

function hasUnitRisen({ lines }: CheckoutSession): boolean {
  return lines.some(({ unitPriceMinor, offeredUnitPriceMinor }) => unitPriceMinor > offeredUnitPriceMinor);
}

/** Whether the totals need a new quote before they can be charged. */
export function isQuoteStale(session: CheckoutSession, now: Date): boolean {
  return session.quoteValidUntil.getTime() <= now.getTime();
}

export interface CartContents {
  readonly currency: string;
  readonly couponCodes: readonly string[];
  readonly lines: readonly {
    readonly sku: string;
    readonly quantity: number;
    readonly attributes: readonly LineAttribute[];
  }[];
}

/** Whether a cart still holds exactly what the session has priced, whatever its version. */
export function isForCart(session: CheckoutSession, cart: CartContents): boolean {
  return session.currency === cart.currency && contentsOf(session) === contentsOf(cart);
}

function contentsOf({ lines, couponCodes }: CartContents): string {
  return JSON.stringify([
    couponCodes,
    lines.map(({ sku, quantity, attributes }) => [
      sku,
      quantity,
      attributes.map(({ key, value }) => [key, value]),
    ]),
  ]);
}
