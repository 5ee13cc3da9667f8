import type { PostalAddress } from './address';
import type { CheckoutSession } from './checkout-session';
import type { LineAttribute, PricedLine, SessionLine } from './order-line';
import type { QuotedPromotion } from './quoted-promotion';
import type { ShippingOption } from './shipping-option';
import type { Totals } from './totals';
import { isConsistent } from './totals';

/** How long a session stays OPEN. */
export const SESSION_LIFETIME_MS = 30 * 60_000;

export interface CartToCheckOut {
  readonly id: string;
  readonly version: number;
  readonly storeId: string;
  readonly channel: string;
  readonly region: string;
  readonly currency: string;
  readonly couponCodes: readonly string[];
  readonly lines: readonly {
    readonly sku: string;
    readonly variantId: string | null;
    readonly title: string;
    readonly quantity: number;
    readonly attributes: readonly LineAttribute[];
  }[];
}

export type QuotedLine = Omit<PricedLine, 'id' | 'variantId' | 'title' | 'attributes'>;

/** Totals and lines as pricing quoted them, lines in the cart's order. */
export interface QuotedPrices {
  readonly id: string;
  readonly currency: string;
  readonly totals: Totals;
  readonly lines: readonly QuotedLine[];
  readonly fxRate: string | null;
  readonly promotions: readonly QuotedPromotion[];
  readonly shippingOptions: readonly ShippingOption[];
  readonly shippingOptionId: string | null;
  readonly validUntil: Date;
}

export interface SessionFacts {
  readonly id: string;
  /** One per line. */
  readonly lineIds: readonly string[];
  readonly owner: { readonly customerId: string | null; readonly sessionId: string | null };
  readonly email: string | null;
  readonly shippingAddress: PostalAddress;
  readonly billingAddress: PostalAddress | null;
  readonly now: Date;
}

/** An OPEN session for one version of a cart; undefined when the quote is not one for this cart or does not add up. */
export function openSession(
  cart: CartToCheckOut,
  quote: QuotedPrices,
  facts: SessionFacts,
): CheckoutSession | undefined {
  const lines = cart.lines.map((line, index): SessionLine | undefined => {
    const quoted = quote.lines[index];
    if (quoted?.sku !== line.sku || quoted.quantity !== line.quantity) return undefined;
    return {
      ...quoted,
      offeredUnitPriceMinor: quoted.unitPriceMinor,
      id: facts.lineIds[index] ?? line.sku,
      variantId: line.variantId,
      title: line.title,
      attributes: line.attributes,
    };
  });
  if (!lines.every((line) => line !== undefined)) return undefined;
  if (
    quote.currency !== cart.currency ||
    quote.lines.length !== lines.length ||
    !isConsistent(quote.totals, lines)
  )
    return undefined;
  return {
    id: facts.id,
    status: 'OPEN',
    cartId: cart.id,
    cartVersion: cart.version,
    customerId: facts.owner.customerId,
    sessionId: facts.owner.sessionId,
    storeId: cart.storeId,
    channel: cart.channel,
    region: cart.region,
    currency: cart.currency,
    email: facts.email,
    shippingAddress: facts.shippingAddress,
    billingAddress: facts.billingAddress,
    totals: quote.totals,
    offeredTotalMinor: quote.totals.totalMinor,
    fxRate: quote.fxRate,
    quoteId: quote.id,
    quoteValidUntil: quote.validUntil,
    lines,
    couponCodes: cart.couponCodes,
    promotions: quote.promotions,
    shippingOptions: quote.shippingOptions,
    shippingOptionId: quote.shippingOptionId,
    orderId: null,
    completingUntil: null,
    expiresAt: new Date(facts.now.getTime() + SESSION_LIFETIME_MS),
    createdAt: facts.now,
  };
}

/** The session with the prices of a newer quote; what was offered first stays, so a rise shows. */
export function repriced(session: CheckoutSession, quote: QuotedPrices): CheckoutSession | undefined {
  const cart = { ...session, id: session.cartId, version: session.cartVersion };
  const facts = {
    ...session,
    now: session.createdAt,
    lineIds: session.lines.map((line) => line.id),
    owner: session,
  };
  const fresh = openSession(cart, quote, facts);
  if (fresh === undefined) return undefined;
  const { totals, fxRate, quoteId, quoteValidUntil, promotions, shippingOptions, shippingOptionId } = fresh;
  const lines = fresh.lines.map((line, index) => {
    const { offeredUnitPriceMinor } = session.lines[index] ?? line;
    return { ...line, offeredUnitPriceMinor };
  });
  const shipping = { shippingOptions, shippingOptionId };
  return { ...session, totals, fxRate, quoteId, quoteValidUntil, lines, promotions, ...shipping };
}

/** What a shopper changes of an OPEN session, priced anew: its total is what they are shown now. */
export function redirected(
  session: CheckoutSession,
  contact: Pick<CheckoutSession, 'email' | 'shippingAddress' | 'billingAddress'>,
  quote: QuotedPrices,
): CheckoutSession | undefined {
  const fresh = repriced({ ...session, ...contact }, quote);
  return fresh === undefined ? undefined : { ...fresh, offeredTotalMinor: fresh.totals.totalMinor };
}
