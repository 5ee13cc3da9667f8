import type { AmountsRow, CartQuote, QuotedLineRow, TakenRow } from '@agora/contracts/pricing/cart-quote';
import type { Money } from '@agora/platform/money';
import type { PromisedQuote } from '../application/quote-prices';
import type { Amounts, QuotedLine } from '../domain/quote';

/** A quote as cart reads it. */
export function presentCartQuote(quote: PromisedQuote): CartQuote {
  return {
    validUntil: quote.validUntil.toISOString(),
    totals: amountsOf(quote.totals),
    shipping: quote.shipping === undefined ? null : digits(quote.shipping.price),
    coupons: quote.coupons.map(({ code, applied, discount }) => [code, applied, digits(discount)]),
    promotions: quote.promotions.map(({ promotionId, title, couponCode, amount }) => [
      promotionId,
      title,
      couponCode ?? null,
      digits(amount),
    ]),
    lines: quote.lines.map(lineOf),
  };
}

function lineOf(line: QuotedLine): QuotedLineRow {
  return [digits(line.unitPrice), digits(line.currentUnitPrice), amountsOf(line), takenOf(line)];
}

/** Rules of unit prices are in the unit price: a cart tells only of what is taken off its lines. */
function takenOf({ appliedRules }: QuotedLine): readonly TakenRow[] {
  if (appliedRules.length === 0) return NOTHING;
  return appliedRules
    .filter(({ rule }) => rule.scope === 'LINE' || rule.scope === 'ORDER')
    .map(({ rule, amount, couponCode }) => [
      rule.name,
      digits(amount),
      rule.promotionId ?? null,
      couponCode ?? null,
    ]);
}

const NOTHING: readonly TakenRow[] = [];

function amountsOf({ subtotal, discount, tax, total }: Amounts): AmountsRow {
  return [digits(subtotal), digits(discount), digits(tax), digits(total)];
}

function digits({ amountMinor }: Money): string {
  return amountMinor.toString();
}
