/** What can be wrong with a cart or a line. */
export const CART_PROBLEM_CODES = [
  'OUT_OF_STOCK',
  'INSUFFICIENT_STOCK',
  'RESERVATION_EXPIRED',
  'PRICE_ROSE',
  'PRICE_DROPPED',
  'VARIANT_UNAVAILABLE',
  'COUPON_NOT_APPLICABLE',
  'QUOTE_STALE',
  'PAYMENT_FAILED',
  'BACKORDERED',
] as const;
export type CartProblemCode = (typeof CART_PROBLEM_CODES)[number];

/** Something wrong, without since when. */
export interface ProblemDraft {
  readonly code: CartProblemCode;
  /** Null when it is about the whole cart. */
  readonly lineId: string | null;
  /** The sku, or the coupon code, it is about; null when it is about the whole cart. */
  readonly about: string | null;
  /** Units that can be had; null when stock is not the matter. */
  readonly available: number | null;
  /** Unit prices before and now, smallest unit; null when price is not the matter. */
  readonly previousPriceMinor: bigint | null;
  readonly priceMinor: bigint | null;
  /** Whether the cart cannot be checked out as it is. */
  readonly isBlocking: boolean;
}

/** Something that is wrong until it is cured: kept with the cart, told to everybody who watches it. */
export interface CartProblem extends ProblemDraft {
  readonly since: Date;
}

/** A draft with nothing said but what is given. */
export function problem(
  code: CartProblemCode,
  fields: Partial<Omit<ProblemDraft, 'code'>> = {},
): ProblemDraft {
  return {
    code,
    lineId: null,
    about: null,
    available: null,
    previousPriceMinor: null,
    priceMinor: null,
    isBlocking: false,
    ...fields,
  };
}

/**
 * The problems after something happened: those before that are not cured, and the new ones. One that goes on keeps the time
 * since when it is there, whatever else about it changed.
 */
export function nextProblems(
  before: readonly CartProblem[],
  isCured: (one: CartProblem) => boolean,
  found: readonly ProblemDraft[],
  now: Date,
): CartProblem[] {
  const known = new Map(before.map((one) => [keyOf(one), one]));
  const foundKeys = new Set(found.map(keyOf));
  const kept = before.filter((one) => !foundKeys.has(keyOf(one)) && !isCured(one));
  const next = found.map((draft) => ({ ...draft, since: known.get(keyOf(draft))?.since ?? now }));
  return [...kept, ...next].sort(inOrder);
}

/** The problems that were not there before: what a shopper is warned of. */
export function newProblems(before: readonly CartProblem[], after: readonly CartProblem[]): CartProblem[] {
  const known = new Set(before.map(keyOf));
  return after.filter((one) => !known.has(keyOf(one)));
}

/** Whether two lists say the same, but for the times. */
export function isSameProblems(before: readonly CartProblem[], after: readonly CartProblem[]): boolean {
  return textOf(before) === textOf(after);
}

function keyOf({ code, lineId, about }: ProblemDraft): string {
  return JSON.stringify([code, lineId, lineId === null ? about : null]);
}

function textOf(problems: readonly CartProblem[]): string {
  return JSON.stringify(
    problems.map((one) => [
      keyOf(one),
      one.available,
      String(one.previousPriceMinor),
      String(one.priceMinor),
      one.isBlocking,
    ]),
  );
}

function inOrder(left: CartProblem, right: CartProblem): number {
  const difference = left.since.getTime() - right.since.getTime();
  if (difference !== 0) return difference;
  return keyOf(left) < keyOf(right) ? -1 : 1;
}
