import type { PostalAddress } from './address';
import type { CheckoutSession } from './checkout-session';
import type { QuotedPrices } from './open-session';
import type { LineAttribute, PricedLine } from './order-line';
import type { QuotedPromotion } from './quoted-promotion';
import { isConsistent } from './totals';
import type { Totals } from './totals';

/** All that an order is made of, priced: a checkout session, or what staff orders for somebody without a cart. */
export interface OrderDraft {
  /** Null without a cart; so is its version. */
  readonly cartId: string | null;
  readonly cartVersion: number | null;
  readonly checkoutSessionId: string | null;
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
  readonly fxRate: string | null;
  readonly quoteId: string;
  readonly lines: readonly PricedLine[];
  /** What the order redeems. */
  readonly promotions: readonly QuotedPromotion[];
}

/** The order that a session becomes. */
export function draftOfSession(session: CheckoutSession): OrderDraft {
  const lines = session.lines.map(({ offeredUnitPriceMinor: _offered, ...line }) => line);
  return { ...session, lines, checkoutSessionId: session.id };
}

/** What staff orders, before it is priced. */
export interface DirectOrder extends Pick<
  OrderDraft,
  | 'customerId'
  | 'email'
  | 'storeId'
  | 'channel'
  | 'region'
  | 'currency'
  | 'shippingAddress'
  | 'billingAddress'
> {
  readonly lines: readonly {
    readonly id: string;
    readonly sku: string;
    readonly variantId: string;
    readonly title: string;
    readonly quantity: number;
    readonly attributes: readonly LineAttribute[];
  }[];
}

/** The priced draft of a direct order; undefined when the quote is not one for it or does not add up. */
export function draftOfDirectOrder(order: DirectOrder, quote: QuotedPrices): OrderDraft | undefined {
  const lines = order.lines.flatMap((line, index) => {
    const quoted = quote.lines[index];
    return quoted?.sku === line.sku && quoted.quantity === line.quantity ? [{ ...quoted, ...line }] : [];
  });
  const isComplete = lines.length === order.lines.length && quote.lines.length === lines.length;
  if (!isComplete || quote.currency !== order.currency || !isConsistent(quote.totals, lines))
    return undefined;
  const { totals, fxRate, promotions, id: quoteId } = quote;
  const none = { cartId: null, cartVersion: null, checkoutSessionId: null, sessionId: null };
  return { ...order, ...none, lines, totals, fxRate, promotions, quoteId };
}
