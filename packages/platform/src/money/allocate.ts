import { AppError } from '../errors/app-error';
import type { Money } from './money';

interface Share {
  readonly index: number;
  readonly floor: bigint;
  readonly remainder: bigint;
}

/**
 * Splits `total` into parts proportional to `weights` without losing or inventing a smallest unit.
 *
 * The parts sum to `total` exactly and keep its sign. Units left over go one each to the largest fractional
 * remainders, ties to the lower index, so the same input always gives the same split and a refund mirrors its
 * sale. A weight of zero gets nothing.
 *
 * @param weights At least one, none negative, not all zero; only their ratio matters.
 * @throws AppError `INTERNAL` (not retriable) when `weights` breaks those rules.
 */
export function allocate(total: Money, weights: readonly bigint[]): Money[] {
  const weightTotal = weights.reduce((subtotal, weight) => subtotal + weight, 0n);
  if (weightTotal <= 0n || weights.some((weight) => weight < 0n)) {
    throw new AppError('INTERNAL', 'weights of an allocation must not be negative and not all zero');
  }
  const sign = total.amountMinor < 0n ? -1n : 1n;
  const amount = total.amountMinor * sign;
  const shares = weights.map((weight, index): Share => {
    const exact = amount * weight;
    return { index, floor: exact / weightTotal, remainder: exact % weightTotal };
  });
  const leftOver = amount - shares.reduce((given, share) => given + share.floor, 0n);
  // Fewer units are left over than there are shares with a remainder, so a share without one never gets any.
  const favoured = new Set([...shares].sort(byRemainder).slice(0, Number(leftOver)));
  return shares.map((share) => ({
    amountMinor: (share.floor + (favoured.has(share) ? 1n : 0n)) * sign,
    currency: total.currency,
  }));
}

function byRemainder(left: Share, right: Share): number {
  if (left.remainder === right.remainder) return left.index - right.index;
  return left.remainder > right.remainder ? -1 : 1;
}
