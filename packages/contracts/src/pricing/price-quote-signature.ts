import { createHmac, timingSafeEqual } from 'node:crypto';

/** Amounts of a line or of a whole quote, smallest unit of the quote's currency. */
export interface QuotedAmounts {
  readonly subtotalMinor: bigint;
  readonly discountMinor: bigint;
  readonly taxMinor: bigint;
  readonly totalMinor: bigint;
}

/** What a promotion gives on the whole quote, and the code that opened it. */
export interface QuotedPromotion {
  readonly promotionId: string;
  /** Upper case; null when it needed none. */
  readonly couponCode: string | null;
  readonly amountMinor: bigint;
}

export interface QuotedLine extends QuotedAmounts {
  readonly sku: string;
  readonly quantity: number;
  readonly unitPriceMinor: bigint;
}

/** What the signature of a price quote covers: everything that decides what is paid, and until when it holds. */
export interface SignedPriceQuote {
  readonly id: string;
  /** ISO 4217. */
  readonly currencyCode: string;
  /** In the order of the quote. */
  readonly lines: readonly QuotedLine[];
  readonly totals: QuotedAmounts;
  /** Inside the total; null while it is not known where to. */
  readonly shippingMinor: bigint | null;
  readonly promotions: readonly QuotedPromotion[];
  readonly validUntil: Date;
}

/** `forged` also stands for a quote of another secret or format; `expired` is a true quote whose time is up. */
export type QuoteVerdict = 'valid' | 'expired' | 'forged';

const FORMAT = 'agora.price-quote.v2';

/**
 * The text that is signed: JSON of a list in fixed order, amounts as digits, time in UTC with milliseconds. Two
 * quotes have the same text only if all they promise is the same.
 */
export function canonicalPriceQuote(quote: SignedPriceQuote): string {
  return JSON.stringify([
    FORMAT,
    quote.id,
    quote.currencyCode,
    quote.validUntil.toISOString(),
    amounts(quote.totals),
    quote.shippingMinor === null ? null : String(quote.shippingMinor),
    quote.promotions.map((one) => [one.promotionId, one.couponCode, String(one.amountMinor)]),
    quote.lines.map((line) => [line.sku, line.quantity, String(line.unitPriceMinor), ...amounts(line)]),
  ]);
}

/** HMAC-SHA-256 of {@link canonicalPriceQuote}, base64url. */
export function signPriceQuote(secret: string, quote: SignedPriceQuote): string {
  return createHmac('sha256', secret).update(canonicalPriceQuote(quote)).digest('base64url');
}

/**
 * Whether a quote is pricing's own and still holds at `now`. The signature is compared in constant time, and before
 * the time, so that a forged quote never learns more than that.
 */
export function verifyPriceQuote(
  secret: string,
  quote: SignedPriceQuote,
  signature: string,
  now: Date,
): QuoteVerdict {
  if (!isSame(signPriceQuote(secret, quote), signature)) return 'forged';
  return quote.validUntil.getTime() > now.getTime() ? 'valid' : 'expired';
}

function amounts({ subtotalMinor, discountMinor, taxMinor, totalMinor }: QuotedAmounts): string[] {
  return [subtotalMinor, discountMinor, taxMinor, totalMinor].map(String);
}

function isSame(wanted: string, given: string): boolean {
  const [left, right] = [Buffer.from(wanted), Buffer.from(given)];
  return left.length === right.length && timingSafeEqual(left, right);
}
