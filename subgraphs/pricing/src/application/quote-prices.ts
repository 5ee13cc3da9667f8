import { signPriceQuote } from '@agora/contracts/pricing/price-quote-signature';
import type { SignedPriceQuote } from '@agora/contracts/pricing/price-quote-signature';
import { AppError, badInput } from '@agora/platform/errors';
import type { FieldProblem } from '@agora/platform/errors';
import { newId } from '@agora/platform/ids';
import { MAX_QUANTITY, isSku } from '../domain/price';
import type { PriceContext } from '../domain/price-context';
import type { PriceTable } from '../domain/price-table';
import { MAX_COUPON_CODES, MAX_QUOTE_LINES, quoteLines } from '../domain/quote';
import type { LineToQuote } from '../domain/line-to-quote';
import type { Amounts, Quote, QuoteOptions } from '../domain/quote';
import { PRICE_VALID_MS } from '../domain/variant-price';

export interface QuoteDeps {
  readonly table: PriceTable;
  /** Signs quotes; cart and order verify with the same one. */
  readonly quoteSecret: string;
}

/** A quote and until when it holds. */
export interface PromisedQuote extends Quote {
  readonly validUntil: Date;
}

/** A quote that its asker can hand on: whoever has the secret can tell that it is ours. */
export interface IssuedQuote extends PromisedQuote {
  readonly id: string;
  readonly currency: string;
  /** See `price-quote-signature.ts` of the contracts. */
  readonly signature: string;
}

/** What to quote, for whom, and when. */
export interface QuoteRequest {
  readonly lines: readonly LineToQuote[];
  readonly context: PriceContext;
  readonly options: QuoteOptions;
  readonly issuedAt: Date;
}

/**
 * Quotes 1 to 250 lines with up to 5 codes; it holds for 30 minutes from `issuedAt`, also when prices change meanwhile.
 * Without a statement: prices come from memory.
 *
 * @throws AppError `BAD_USER_INPUT` with one detail per line that is wrong or has no price in this context.
 */
export function promiseQuote(table: PriceTable, request: QuoteRequest): PromisedQuote {
  const { lines, context, options, issuedAt } = request;
  checkLines(lines);
  checkCodes(options.couponCodes ?? []);
  const quote = quoteLines(table, context, lines, options);
  if (quote.kind === 'unpriced') throw problems(quote.lineIndexes.map((index) => unpriced(lines, index)));
  // Last, what is spread: a property that is added after a spread costs V8 a microsecond.
  return { validUntil: new Date(issuedAt.getTime() + PRICE_VALID_MS), ...quote };
}

/** {@link promiseQuote}, signed. @throws as it does. */
export function issueQuote(deps: QuoteDeps, request: QuoteRequest): IssuedQuote {
  const issued = { id: newId(), currency: request.context.currency, ...promiseQuote(deps.table, request) };
  return { signature: signPriceQuote(deps.quoteSecret, signedParts(issued)), ...issued };
}

function checkLines(lines: readonly LineToQuote[]): void {
  if (lines.length < 1 || lines.length > MAX_QUOTE_LINES) {
    throw badInput('input.lines', `must be 1 to ${String(MAX_QUOTE_LINES)} lines`);
  }
  const wrong = lines.flatMap(({ quantity }, index) =>
    quantity < 1 || quantity > MAX_QUANTITY
      ? [
          {
            field: `input.lines.${String(index)}.quantity`,
            message: `must be from 1 to ${String(MAX_QUANTITY)}`,
          },
        ]
      : [],
  );
  if (wrong.length > 0) throw problems(wrong);
}

const MAX_CODE_LENGTH = 100;

function checkCodes(codes: readonly string[]): void {
  if (codes.length > MAX_COUPON_CODES)
    throw badInput('input.couponCodes', `must be at most ${String(MAX_COUPON_CODES)} codes`);
  if (codes.some((code) => code.trim() === '' || code.length > MAX_CODE_LENGTH))
    throw badInput('input.couponCodes', `a code must have 1 to ${String(MAX_CODE_LENGTH)} characters`);
}

function unpriced(lines: readonly LineToQuote[], index: number): FieldProblem {
  const sku = lines[index]?.sku ?? '';
  // Echoes only what can be a sku: the text is the client's.
  const message = isSku(sku) ? `${sku} has no price here` : 'is not a sku';
  return { field: `input.lines.${String(index)}.sku`, message };
}

function problems(details: readonly FieldProblem[]): AppError {
  const text = details.map(({ field, message }) => `${field}: ${message}`).slice(0, 5);
  return new AppError('BAD_USER_INPUT', text.join('; '), { details });
}

function signedParts(quote: Omit<IssuedQuote, 'signature'>): SignedPriceQuote {
  return {
    id: quote.id,
    currencyCode: quote.currency,
    validUntil: quote.validUntil,
    totals: minor(quote.totals),
    shippingMinor: quote.shipping?.price.amountMinor ?? null,
    promotions: quote.promotions.map(({ promotionId, couponCode, amount }) => ({
      promotionId,
      couponCode: couponCode ?? null,
      amountMinor: amount.amountMinor,
    })),
    lines: quote.lines.map((line) => ({
      sku: line.sku,
      quantity: line.quantity,
      unitPriceMinor: line.unitPrice.amountMinor,
      ...minor(line),
    })),
  };
}

function minor({ subtotal, discount, tax, total }: Amounts): SignedPriceQuote['totals'] {
  return {
    subtotalMinor: subtotal.amountMinor,
    discountMinor: discount.amountMinor,
    taxMinor: tax.amountMinor,
    totalMinor: total.amountMinor,
  };
}
