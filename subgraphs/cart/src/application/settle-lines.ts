import type { LinesChange } from '../domain/change';
import { promisedPrice } from '../domain/line-prices';
import type { OfferedPrice } from '../domain/line-prices';
import { couponProblems, isCuredByQuote, priceLines } from '../domain/pricing-outcome';
import type { PricedLine } from '../domain/pricing-outcome';
import { nextProblems, problem } from '../domain/problems';
import type { CartProblem, ProblemDraft } from '../domain/problems';
import { isAboutStock } from '../domain/stock-problems';
import type { LinesCommit, QuotedCost, StoredCart } from './ports';

export interface LinesToSettle {
  readonly cart: StoredCart;
  readonly change: LinesChange;
  readonly quote: QuotedCost;
  /** Whether the quote is of exactly the resulting lines. */
  readonly isExact: boolean;
  /** By sku, units that were granted but are still to come in. */
  readonly backordered: ReadonlyMap<string, number>;
  /** Skus of which every line that grows is held whole afterwards. Default: all. */
  readonly heldSkus?: ReadonlySet<string>;
  readonly now: Date;
}

/** What a change of lines costs, and what is wrong with the cart afterwards. */
export function settleLines(input: LinesToSettle): Pick<LinesCommit, 'cost' | 'priced' | 'problems'> {
  const { cart, change, quote, isExact } = input;
  const changed = new Set(change.lines.map(({ id }) => id));
  const priced = isExact
    ? priceLines(change.resulting, cart, quote)
    : priceLines(change.lines, cart, { ...quote, offers: standingOffers(input) }, false);
  return {
    cost: isExact ? quote.cost : null,
    priced: priced.filter(({ id, isChanged, isRenewed }) => isChanged || isRenewed || changed.has(id)),
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
  const { cart, change, quote, isExact, backordered, heldSkus, now } = input;
  const alive = new Set(change.resulting.map(({ id }) => id));
  const deltas = new Map(change.lines.map(({ id, delta }) => [id, delta]));
  const touched = new Set(deltas.keys());
  const isHeld = ({ lineId, about }: CartProblem): boolean =>
    lineId !== null && (deltas.get(lineId) ?? 0) > 0 && (heldSkus === undefined || heldSkus.has(about ?? ''));
  const isCured = (one: CartProblem): boolean => {
    if (one.code === 'PAYMENT_FAILED') return true;
    if (one.lineId !== null && !alive.has(one.lineId)) return true;
    // What is given back comes from those that were still to come.
    if (one.code === 'BACKORDERED') return one.lineId !== null && (deltas.get(one.lineId) ?? 0) < 0;
    if (isAboutStock(one) && isHeld(one)) return true;
    return isExact && isCuredByQuote(one, touched);
  };
  const found: ProblemDraft[] = [
    ...priced.flatMap(({ problems }) => problems),
    ...(isExact ? couponProblems(quote.cost) : []),
    ...change.lines
      .filter(({ sku, delta }) => delta > 0 && (backordered.get(sku) ?? 0) > 0)
      .map(({ id, sku }) => problem('BACKORDERED', { lineId: id, about: sku })),
  ];
  return nextProblems(cart.problems, isCured, found, now);
}
