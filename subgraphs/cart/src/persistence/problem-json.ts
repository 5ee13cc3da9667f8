import type { CartProblem } from '../domain/problems';

/** What an entry of `cart.problems` holds: a problem with amounts as digits and its time as text. */
export type ProblemJson = Omit<CartProblem, 'previousPriceMinor' | 'priceMinor' | 'since'> & {
  readonly previousPriceMinor: string | null;
  readonly priceMinor: string | null;
  readonly since: string;
};

export function toProblems(json: readonly ProblemJson[]): CartProblem[] {
  return json.map(({ previousPriceMinor: previous, priceMinor: price, since, ...one }) => ({
    ...one,
    previousPriceMinor: previous === null ? null : BigInt(previous),
    priceMinor: price === null ? null : BigInt(price),
    since: new Date(since),
  }));
}

export function fromProblems(problems: readonly CartProblem[]): ProblemJson[] {
  return problems.map(({ previousPriceMinor: previous, priceMinor: price, since, ...one }) => ({
    ...one,
    previousPriceMinor: previous === null ? null : String(previous),
    priceMinor: price === null ? null : String(price),
    since: since.toISOString(),
  }));
}
