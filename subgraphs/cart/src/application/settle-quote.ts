import { agreedUpTo } from '../domain/line-prices';
import { couponProblems, isCuredByQuote, priceLines } from '../domain/pricing-outcome';
import { nextProblems } from '../domain/problems';
import type { CartProblem, ProblemDraft } from '../domain/problems';
import type { PricingCommit, QuotedCost, StoredCart } from './ports';

/** What beside the quote changes the cart. */
export interface QuoteStep {
  /** By line, the unit price that the shopper agrees to pay at most. Default: none. */
  readonly agreed?: ReadonlyMap<string, bigint>;
  /** What else is wrong now. */
  readonly found?: readonly ProblemDraft[];
  /** What else is not wrong any more. */
  readonly isCured?: (one: CartProblem) => boolean;
  readonly now: Date;
}

/** What a quote for exactly the lines of a cart makes of its prices and problems. */
export function settleQuote(
  cart: StoredCart,
  quote: QuotedCost,
  { agreed = NONE, found = [], isCured = () => false, now }: QuoteStep,
): Pick<PricingCommit, 'cost' | 'priced' | 'problems'> {
  const lines = cart.lines.map((line) => {
    const priceMinor = agreed.get(line.id);
    return priceMinor === undefined ? line : agreedUpTo(line, priceMinor);
  });
  const priced = priceLines(lines, { lines }, quote);
  const touched = new Set(agreed.keys());
  const problems = nextProblems(
    cart.problems,
    (one) => isCured(one) || isCuredByQuote(one, touched),
    [...priced.flatMap((line) => line.problems), ...couponProblems(quote.cost), ...found],
    now,
  );
  return {
    cost: quote.cost,
    priced: priced.filter(({ id, isChanged, isRenewed }) => isChanged || isRenewed || agreed.has(id)),
    problems,
  };
}

const NONE: ReadonlyMap<string, bigint> = new Map();
