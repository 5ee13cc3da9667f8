import { includedBasisPoints, percentBasisPoints, zero } from '@agora/platform/money';
import type { Money, RoundingMode } from '@agora/platform/money';

/** Tax on a category of goods in a region. */
export interface TaxRate {
  readonly id: string;
  readonly region: string;
  readonly category: string;
  /** Hundredths of a percent, 0 to 10,000. */
  readonly basisPoints: number;
  /** Whether prices already contain it. */
  readonly inclusive: boolean;
}

/** The category of goods whose own category has no rate. */
export const STANDARD_TAX_CATEGORY = 'standard';

/** The tax on an amount: inside it when the rate is inclusive, else on top. Zero without a rate. */
export function taxOn(amount: Money, rate: TaxRate | undefined, rounding: RoundingMode): Money {
  if (rate === undefined) return zero(amount.currency);
  return rate.inclusive
    ? includedBasisPoints(amount, rate.basisPoints, rounding)
    : percentBasisPoints(amount, rate.basisPoints, rounding);
}
