import { MINUTE_MS } from '@agora/platform/time';
import { linesById, quantityBySku } from './cart';
import type { Cart, CartCost, CartLine } from './cart';
import { isSamePrice, needsConsent, settlePrice } from './line-prices';
import type { LinePrice, OfferedPrice } from './line-prices';
import { problem } from './problems';
import type { CartProblem, CartProblemCode, ProblemDraft } from './problems';

/** What pricing said about the lines of a cart. */
export interface QuotedPrices {
  readonly cost: CartCost;
  /** By line id. */
  readonly offers: ReadonlyMap<string, OfferedPrice>;
}

/** A line after a quote. */
export interface PricedLine {
  readonly id: string;
  readonly sku: string;
  readonly price: LinePrice;
  /** Whether it differs from what is stored. */
  readonly isChanged: boolean;
  /** Whether it is promised for so much longer that it is worth a write. */
  readonly isRenewed: boolean;
  readonly problems: readonly ProblemDraft[];
}

/**
 * The lines of a cart with the prices of a quote. A line the quote does not know keeps what it has.
 * @param lines All lines of the cart when the quote is exactly for them.
 * @param isExact False when the quote was for other quantities: nothing is promised for those there are.
 */
export function priceLines(
  lines: readonly Pick<CartLine, 'id' | 'sku' | 'quantity'>[],
  cart: Pick<Cart, 'lines'>,
  { cost, offers }: QuotedPrices,
  isExact = true,
): PricedLine[] {
  const quantities = isExact ? quantityBySku(lines) : undefined;
  const stored = linesById(cart.lines);
  return lines.flatMap(({ id, sku }) => {
    const [before, offer] = [stored.get(id), offers.get(id)];
    if (offer === undefined) return before === undefined ? [] : [unpriced(before)];
    const under = { until: cost.quotedUntil, skuQuantity: quantities?.get(sku) };
    const price = settlePrice(before, offer, under);
    const isChanged = before === undefined || !isSamePrice(before, price);
    const isRenewed = before !== undefined && gains(before.priceValidUntil, price.priceValidUntil);
    return [
      { id, sku, price, isChanged, isRenewed, problems: problemsOf({ id, sku, before, price, offer }) },
    ];
  });
}

const PRICE_PROBLEMS: ReadonlySet<CartProblemCode> = new Set([
  'PRICE_ROSE',
  'PRICE_DROPPED',
  'COUPON_NOT_APPLICABLE',
]);

/** What is wrong with the coupons of a quote. */
export function couponProblems({ coupons }: CartCost): ProblemDraft[] {
  return coupons
    .filter(({ applied }) => !applied)
    .map(({ code }) => problem('COUPON_NOT_APPLICABLE', { about: code }));
}

/**
 * Whether a quote of the whole cart cures a problem it does not find any more: risen prices and coupons at once; that a price
 * dropped is told until the shopper touches the line.
 * @param touched Lines that the shopper changed.
 */
export function isCuredByQuote(one: CartProblem, touched: ReadonlySet<string>): boolean {
  if (one.code === 'PRICE_DROPPED') return one.lineId !== null && touched.has(one.lineId);
  return PRICE_PROBLEMS.has(one.code);
}

interface Priced {
  readonly id: string;
  readonly sku: string;
  readonly before: CartLine | undefined;
  readonly price: LinePrice;
  readonly offer: OfferedPrice;
}

function problemsOf({ id, sku, before, price, offer }: Priced): ProblemDraft[] {
  const about = { lineId: id, about: sku };
  if (needsConsent(price)) {
    const amounts = { previousPriceMinor: price.acceptedPriceMinor, priceMinor: price.unitPriceMinor };
    return [problem('PRICE_ROSE', { ...about, ...amounts, isBlocking: true })];
  }
  if (offer.currentMinor > price.acceptedPriceMinor) {
    const amounts = { previousPriceMinor: price.unitPriceMinor, priceMinor: offer.currentMinor };
    return [problem('PRICE_ROSE', { ...about, ...amounts })];
  }
  if (before === undefined || price.unitPriceMinor >= before.unitPriceMinor || needsConsent(before))
    return [];
  const amounts = { previousPriceMinor: before.unitPriceMinor, priceMinor: price.unitPriceMinor };
  return [problem('PRICE_DROPPED', { ...about, ...amounts })];
}

function unpriced(line: CartLine): PricedLine {
  return { id: line.id, sku: line.sku, price: line, isChanged: false, isRenewed: false, problems: [] };
}

// A line is not written with every change of another one.
const WORTH_A_WRITE_MS = 10 * MINUTE_MS;

function gains(before: Date, after: Date): boolean {
  return after.getTime() - before.getTime() > WORTH_A_WRITE_MS;
}
