import { AppError, assertNever } from '../errors/app-error';

/**
 * What becomes of an exact half: to the even neighbour, away from zero, or towards zero. Everything else goes to
 * the nearest whole number. All three are symmetric, so a refund mirrors its sale.
 */
export const ROUNDING_MODES = ['HALF_EVEN', 'HALF_UP', 'HALF_DOWN'] as const;
export type RoundingMode = (typeof ROUNDING_MODES)[number];

/**
 * `numerator / denominator` to the nearest whole number, exact at any size.
 * @throws AppError `INTERNAL` for a denominator of zero.
 */
export function divideRounded(numerator: bigint, denominator: bigint, rounding: RoundingMode): bigint {
  if (denominator === 0n) throw new AppError('INTERNAL', 'division of money by zero');
  const isNegative = numerator < 0n !== denominator < 0n;
  const dividend = magnitude(numerator);
  const divisor = magnitude(denominator);
  const floor = dividend / divisor;
  const twiceRemainder = (dividend % divisor) * 2n;
  const isAway = twiceRemainder === divisor ? halfGoesAway(floor, rounding) : twiceRemainder > divisor;
  const rounded = isAway ? floor + 1n : floor;
  return isNegative ? -rounded : rounded;
}

function halfGoesAway(floor: bigint, rounding: RoundingMode): boolean {
  switch (rounding) {
    case 'HALF_EVEN':
      return floor % 2n === 1n;
    case 'HALF_UP':
      return true;
    case 'HALF_DOWN':
      return false;
    default:
      return assertNever(rounding);
  }
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value;
}
