import { exponentOf, multiplyRatio } from '@agora/platform/money';
import type { Money, Ratio, RoundingMode } from '@agora/platform/money';

/** What one unit of a currency costs in another. */
export interface ExchangeRate {
  /** ISO 4217, as is `quote`: one `base` costs `rate` of `quote`. */
  readonly base: string;
  readonly quote: string;
  /** Decimal text, positive, at most 10 decimals. */
  readonly rate: string;
  readonly asOf: Date;
}

const RATE = /^(\d{1,10})(?:\.(\d{1,10}))?$/;

/** Whether a text can be a rate: positive, at most 10 digits before and after the point. */
export function isRate(text: string): boolean {
  return RATE.test(text) && /[1-9]/.test(text);
}

/** The rate as an exact fraction. @throws Error when the text is no rate. */
export function ratioOf({ rate }: ExchangeRate): Ratio {
  const match = RATE.exec(rate);
  if (match === null) throw new Error(`${rate} is no exchange rate`);
  const [, whole = '0', fraction = ''] = match;
  return { numerator: BigInt(whole + fraction), denominator: 10n ** BigInt(fraction.length) };
}

/** An amount of the base in the quote currency, rounded once to its smallest unit. */
export function convert(amount: Money, rate: ExchangeRate, rounding: RoundingMode): Money {
  const { numerator, denominator } = ratioOf(rate);
  const [from, to] = [10n ** BigInt(exponentOf(rate.base)), 10n ** BigInt(exponentOf(rate.quote))];
  const { amountMinor } = multiplyRatio(
    amount,
    { numerator: numerator * to, denominator: denominator * from },
    rounding,
  );
  return { amountMinor, currency: rate.quote };
}

/** A rate as it is stored. */
export interface StoredRate extends ExchangeRate {
  /** A provider's name, or {@link STAFF_SOURCE}. */
  readonly source: string;
  readonly version: number;
}

/** The source of rates that no provider overwrites. */
export const STAFF_SOURCE = 'staff';
