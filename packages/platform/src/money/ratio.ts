import type { Money } from './money';
import { divideRounded } from './rounding';
import type { RoundingMode } from './rounding';

/** An exact fraction: 3/2 is `{ numerator: 3n, denominator: 2n }`. */
export interface Ratio {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

const BASIS_POINTS_IN_ONE = 10_000n;

/**
 * `amount × ratio`, rounded once at the end to a whole smallest unit.
 * @throws AppError `INTERNAL` for a denominator of zero.
 */
export function multiplyRatio(amount: Money, ratio: Ratio, rounding: RoundingMode): Money {
  return {
    amountMinor: divideRounded(amount.amountMinor * ratio.numerator, ratio.denominator, rounding),
    currency: amount.currency,
  };
}

/** The part of `amount` that `basisPoints` hundredths of a percent stand for: 825 of 100.00 is 8.25. */
export function percentBasisPoints(amount: Money, basisPoints: number, rounding: RoundingMode): Money {
  return multiplyRatio(
    amount,
    { numerator: BigInt(basisPoints), denominator: BASIS_POINTS_IN_ONE },
    rounding,
  );
}

/**
 * The part of a gross `amount` that was added to it at `basisPoints`: a gross of 119.00 holds 19.00 at 1900.
 * The net is `amount` less the result, so net and part sum to the gross exactly.
 */
export function includedBasisPoints(amount: Money, basisPoints: number, rounding: RoundingMode): Money {
  const added = BigInt(basisPoints);
  return multiplyRatio(amount, { numerator: added, denominator: BASIS_POINTS_IN_ONE + added }, rounding);
}
