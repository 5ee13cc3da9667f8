import { AppError } from '../errors/app-error';
import { exponentOf } from './currency';

/** An exact amount: whole smallest units (cents, yen, fils) of one currency. Immutable; may be negative. */
export interface Money {
  readonly amountMinor: bigint;
  /** ISO 4217 code, upper case. */
  readonly currency: string;
}

/** @throws AppError `BAD_USER_INPUT` for an unknown currency. */
export function money(amountMinor: bigint, currency: string): Money {
  exponentOf(currency);
  return { amountMinor, currency };
}

/** Nothing, in a currency. @throws AppError `BAD_USER_INPUT` for an unknown currency. */
export function zero(currency: string): Money {
  return money(0n, currency);
}

/** @throws AppError `INTERNAL` when the currencies differ: adding them up is a defect, not an input. */
export function add(left: Money, right: Money): Money {
  requireSameCurrency(left, right);
  return { amountMinor: left.amountMinor + right.amountMinor, currency: left.currency };
}

/** @throws AppError `INTERNAL` when the currencies differ. */
export function subtract(left: Money, right: Money): Money {
  requireSameCurrency(left, right);
  return { amountMinor: left.amountMinor - right.amountMinor, currency: left.currency };
}

/** The total of any number of amounts; `currency` says what nothing is. @throws AppError `INTERNAL` when currencies differ. */
export function sum(amounts: Iterable<Money>, currency: string): Money {
  let total = zero(currency);
  for (const amount of amounts) total = add(total, amount);
  return total;
}

/** Negative when `left` is less, 0 when equal, positive when more. @throws AppError `INTERNAL` when the currencies differ. */
export function compare(left: Money, right: Money): -1 | 0 | 1 {
  requireSameCurrency(left, right);
  if (left.amountMinor === right.amountMinor) return 0;
  return left.amountMinor < right.amountMinor ? -1 : 1;
}

/** Whether amount and currency are the same; different currencies are just not equal. */
export function isSameMoney(left: Money, right: Money): boolean {
  return left.amountMinor === right.amountMinor && left.currency === right.currency;
}

/**
 * Exact product with a whole number (a quantity).
 * @throws AppError `INTERNAL` when `times` is a number that is not a safe integer.
 */
export function multiply(amount: Money, times: number | bigint): Money {
  if (typeof times === 'number' && !Number.isSafeInteger(times)) {
    throw new AppError('INTERNAL', `cannot multiply money by ${String(times)}: use multiplyRatio`);
  }
  return { amountMinor: amount.amountMinor * BigInt(times), currency: amount.currency };
}

/** The opposite amount. */
export function negate(amount: Money): Money {
  return { amountMinor: -amount.amountMinor, currency: amount.currency };
}

function requireSameCurrency(left: Money, right: Money): void {
  if (left.currency !== right.currency) {
    throw new AppError('INTERNAL', `cannot mix ${left.currency} and ${right.currency}`);
  }
}
