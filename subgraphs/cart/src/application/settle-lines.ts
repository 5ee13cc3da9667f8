import type { LinesChange } from '../domain/change';
import { promisedPrice } from '../domain/line-prices';
import type { OfferedPrice } from '../domain/line-prices';
import { couponProblems, isCuredByQuote, priceLines } from '../domain/pricing-outcome';
import type { PricedLine } from '../domain/pricing-outcome';
import { nextProblems, problem } from '../domain/problems';
import type { CartProblem, ProblemDraft } from '../domain/problems';
import type { LinesCommit, QuotedCost, StoredCart } from './ports';

export interface LinesToSettle {
  readonly cart: StoredCart;
  readonly change: LinesChange;
  readonly quote: QuotedCost;
  /** Whether the quote is of exactly the resulting lines. */
  readonly isExact: boolean;
  /** By sku, units that were granted but are still to come in. */
  readonly backordered: ReadonlyMap<string, number>;
  readonly now: Date;
}

/** What a change of lines costs, and what is wrong with the cart afterwards. */
export function settleLines(input: LinesToSettle): Pick<LinesCommit, 'cost' | 'priced' | 'problems'> {
  const { cart, change, quote, isExact } = input;
  const changed = new Set(change.lines.map(({ id }) => id));
  const priced = isExact
    ? priceLines(change.resulting, cart, quote)
    : priceLines(change.lines, cart, { ...quote, offers: standingOffers(input) });
  return {
    cost: isExact ? quote.cost : null,
    priced: priced.filter(({ id, isChanged }) => isChanged || changed.has(id)),
    problems: problemsAfter(input, priced),
  };
}

/** Offers for lines that the quote does not know: what the sku costs now, or less while that is promised. */
function standingOffers({ cart, change, quote, now }: LinesToSettle): Map<string, OfferedPrice> {
  return new Map(
    change.lines.flatMap(({ id, sku }) => {
      const known = quote.offers.get(id);
      const currentMinor = known?.currentMinor ?? quote.unitPrices.get(sku);
      if (currentMinor === undefined) return [];
      const stored = cart.lines.find((line) => line.id === id);
      const promised = stored === undefined ? undefined : promisedPrice(stored, now);
      const unitMinor = promised !== undefined && promised < currentMinor ? promised : currentMinor;
      return [[id, known ?? { unitMinor, currentMinor }] as const];
    }),
  );
}

function problemsAfter(input: LinesToSettle, priced: readonly PricedLine[]): CartProblem[] {
  const { cart, change, quote, isExact, backordered, now } = input;
  const alive = new Set(change.resulting.map(({ id }) => id));
  const touched = new Set(change.lines.map(({ id }) => id));
  const grown = new Set(change.lines.filter(({ delta }) => delta > 0).map(({ id }) => id));
  const isCured = (one: CartProblem): boolean => {
    if (one.code === 'PAYMENT_FAILED') return true;
    if (one.lineId !== null && !alive.has(one.lineId)) return true;
    if (one.lineId !== null && grown.has(one.lineId) && STOCK_PROBLEMS.has(one.code)) return true;
    return isExact && isCuredByQuote(one, touched);
  };
  const found: ProblemDraft[] = [
    ...priced.flatMap(({ problems }) => problems),
    ...(isExact ? couponProblems(quote.cost) : []),
    ...change.lines
      .filter(({ sku }) => (backordered.get(sku) ?? 0) > 0)
      .map(({ id, sku }) => problem('BACKORDERED', { lineId: id, about: sku })),
  ];
  return nextProblems(cart.problems, isCured, found, now);
}

// A line that grew was reserved for: whatever stock problem it had is over.
const STOCK_PROBLEMS: ReadonlySet<string> = new Set([
  'OUT_OF_STOCK',
  'INSUFFICIENT_STOCK',
  'RESERVATION_EXPIRED',
]);
