import { badInput } from '../errors/app-error';
import { exponentOf } from './currency';
import type { Money } from './money';

const DECIMAL = /^(-?)(\d{1,19})(?:\.(\d{1,10}))?$/;
const LARGEST_MINOR = 2n ** 63n - 1n;

/**
 * Reads decimal text ("19.99", "-5", "1000") as an amount of `currency`. Trailing zeros beyond the currency's
 * decimals are accepted ("100.00" JPY), other digits there are refused and never rounded away.
 * @throws AppError `BAD_USER_INPUT` for an unknown currency, text that is not a decimal number, more decimals than the
 *   currency has, or an amount beyond 64 bits.
 */
export function parseDecimal(text: string, currency: string): Money {
  const exponent = exponentOf(currency);
  const match = DECIMAL.exec(text);
  if (match === null) throw badInput('amount', 'must be decimal text such as "19.99"');
  const [, sign, whole = '0', fraction = ''] = match;
  if (/[1-9]/.test(fraction.slice(exponent))) {
    throw badInput('amount', `${currency} has ${String(exponent)} decimals at most`);
  }
  const digits = BigInt(whole + fraction.slice(0, exponent).padEnd(exponent, '0'));
  if (digits > LARGEST_MINOR) throw badInput('amount', 'is too large');
  return { amountMinor: sign === '-' ? -digits : digits, currency };
}

/** The amount as decimal text with exactly as many decimals as the currency has: "19.99", "1999" (JPY), "1.999" (KWD). */
export function formatDecimal(amount: Money): string {
  const exponent = exponentOf(amount.currency);
  const isNegative = amount.amountMinor < 0n;
  const digits = (isNegative ? -amount.amountMinor : amount.amountMinor)
    .toString()
    .padStart(exponent + 1, '0');
  const sign = isNegative ? '-' : '';
  if (exponent === 0) return sign + digits;
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}
