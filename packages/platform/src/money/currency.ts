import { AppError } from '../errors/app-error';

// ISO 4217 codes in circulation by the number of decimals of their smallest unit.
const CODES_BY_EXPONENT: readonly (readonly [exponent: number, codes: string])[] = [
  [0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF'],
  [
    2,
    'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP ' +
      'CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR ' +
      'IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN ' +
      'NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP ' +
      'STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG',
  ],
  [3, 'BHD IQD JOD KWD LYD OMR TND'],
];

const EXPONENTS: ReadonlyMap<string, number> = new Map(
  CODES_BY_EXPONENT.flatMap(([exponent, codes]) => codes.split(' ').map((code) => [code, exponent] as const)),
);

/** Every known currency code, in no particular order. */
export const CURRENCY_CODES: readonly string[] = [...EXPONENTS.keys()];

/** Whether `code` is a currency we can count in; codes are upper case. */
export function isCurrency(code: string): boolean {
  return EXPONENTS.has(code);
}

/**
 * How many decimals the smallest unit of a currency stands for: 0 (JPY), 2 (USD) or 3 (KWD).
 * @throws AppError `BAD_USER_INPUT` for a code that is not a known currency.
 */
export function exponentOf(currency: string): number {
  const exponent = EXPONENTS.get(currency);
  if (exponent === undefined) {
    // The text may come from a client: what is echoed is bounded.
    throw new AppError('BAD_USER_INPUT', `"${currency.slice(0, 8)}" is not a known currency code`, {
      details: [{ field: 'currencyCode', message: 'is not a known currency code' }],
    });
  }
  return exponent;
}
