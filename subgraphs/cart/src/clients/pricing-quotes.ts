import type { CartQuote, QuoteLineRow } from '@agora/contracts/pricing/cart-quote';
import { AppError } from '@agora/platform/errors';
import type { SubgraphClient } from '@agora/platform/subgraph-transport';
import { MINUTE_MS } from '@agora/platform/time';
import type { Clock } from '@agora/platform/time';
import type { CallingContext, CartToQuote, PriceQuotes, QuotedCost, Unpriced } from '../application/ports';
import { linesById, nothingKnown } from '../domain/cart';
import type { CartLine } from '../domain/cart';
import type { ResultingLine } from '../domain/change';
import { promisedPrice } from '../domain/line-prices';
import { toQuotedCost } from './quote-answer';

const QUOTE = 'query CartQuote($input: CartQuoteInput!) { cartQuote(input: $input) }';

/** {@link PriceQuotes} of the pricing subgraph: one call, one answer for the whole cart. */
export function createPricingQuotes(pricing: SubgraphClient, clock: Clock): PriceQuotes {
  const ask = async (
    cart: CartToQuote,
    lines: readonly ResultingLine[],
    { context, ...more }: Circumstances,
  ): Promise<QuotedCost | Unpriced> => {
    if (lines.length === 0) return emptyQuote(cart, clock.now());
    const input = { ...inputOf(cart, lines, clock.now()), ...more };
    const answer = await pricing
      .call<{ readonly cartQuote: CartQuote | null }>(QUOTE, { input }, context)
      .catch((error: unknown) => unpricedOf(error, lines));
    if ('unpriced' in answer) return answer;
    if (answer.cartQuote === null) throw new AppError('DOWNSTREAM_UNAVAILABLE', 'pricing gave no quote');
    return toQuotedCost(answer.cartQuote, lines);
  };
  return {
    quote: (cart, lines, context) => ask(cart, lines, { context }),
    quoteAfterChange: (cart, lines) => ask(cart, lines, { context: null, afterChange: true }),
    estimate: (cart, lines, shipTo, context) =>
      ask(cart, lines, { context, ...(shipTo === null ? {} : { shipTo }) }),
  };
}

interface Circumstances {
  readonly context: CallingContext;
  readonly shipTo?: object;
  readonly afterChange?: true;
}

function inputOf(cart: CartToQuote, lines: readonly ResultingLine[], now: Date): object {
  const stored = linesById(cart.lines);
  return {
    lines: lines.map((line) => rowOf(line, stored.get(line.id), now)),
    couponCodes: cart.couponCodes,
    context: {
      region: cart.region,
      channel: cart.channel,
      currencyCode: cart.currency,
      ...(cart.customerId === null ? {} : { customerId: cart.customerId }),
    },
  };
}

function rowOf(
  { sku, quantity, snapshot }: ResultingLine,
  stored: CartLine | undefined,
  now: Date,
): QuoteLineRow {
  const promised = stored === undefined ? undefined : promisedPrice(stored, now);
  const { attributes } = snapshot;
  const pairs =
    attributes.length === 0 ? NO_PAIRS : attributes.map(({ key, value }) => [key, value] as const);
  if (stored === undefined || promised === undefined) return [sku, quantity, null, null, pairs];
  return [sku, quantity, promised.toString(), stored.pricedQuantity, pairs];
}

const NO_PAIRS: QuoteLineRow[4] = [];

const LINE_SKU = /^input\.lines\.(\d+)\.sku$/;

/** Pricing names the lines it has no price for; any other fault stays one. */
function unpricedOf(error: unknown, asked: readonly ResultingLine[]): Unpriced {
  const details = error instanceof AppError && error.code === 'BAD_USER_INPUT' ? (error.details ?? []) : [];
  const skus = details.flatMap(({ field }) => asked[Number(LINE_SKU.exec(field)?.[1])]?.sku ?? []);
  if (skus.length === 0) throw error;
  return { unpriced: [...new Set(skus)] };
}

// A cart without lines costs nothing, whatever the currency; nothing needs to be asked.
const EMPTY_QUOTE_MS = 30 * MINUTE_MS;

function emptyQuote(cart: Pick<CartToQuote, 'couponCodes'>, now: Date): QuotedCost {
  const coupons = cart.couponCodes.map((code) => ({ code, applied: false, discountMinor: 0n, title: null }));
  const cost = { ...nothingKnown(new Date(now.getTime() + EMPTY_QUOTE_MS)), coupons };
  return { cost, offers: new Map(), unitPrices: new Map() };
}
