import { accepted } from '../domain/line-prices';
import { couponProblems, isCuredByQuote, priceLines } from '../domain/pricing-outcome';
import type { PricedLine } from '../domain/pricing-outcome';
import { nextProblems } from '../domain/problems';
import type { CartProblem, ProblemDraft } from '../domain/problems';
import type { PricingCommit, QuotedCost, StoredCart } from './ports';

/** What beside the quote changes the cart. */
export interface QuoteStep {
  /** Lines whose risen price the shopper agrees to. Default: none. */
  readonly acceptedLineIds?: ReadonlySet<string>;
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
  { acceptedLineIds = NONE, found = [], isCured = () => false, now }: QuoteStep,
): Pick<PricingCommit, 'cost' | 'priced' | 'problems'> {
  const priced = priceLines(cart.lines, cart, quote).map((line) =>
    acceptedLineIds.has(line.id) ? agreed(line) : line,
  );
  const problems = nextProblems(
    cart.problems,
    (one) => isCured(one) || isCuredByQuote(one, acceptedLineIds),
    [...priced.flatMap((line) => line.problems), ...couponProblems(quote.cost), ...found],
    now,
  );
  return { cost: quote.cost, priced: priced.filter(({ isChanged }) => isChanged), problems };
}

const NONE: ReadonlySet<string> = new Set();

function agreed(line: PricedLine): PricedLine {
  return { ...line, price: accepted(line.price), isChanged: true, problems: [] };
}
