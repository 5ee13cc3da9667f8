import { AppError } from '../errors/app-error';
import { CURRENCY_CODES, exponentOf, isCurrency } from './currency';
import { formatDecimal, parseDecimal } from './decimal';
import { add, compare, isSameMoney, money, multiply, negate, subtract, sum, zero } from './money';
import { includedBasisPoints, percentBasisPoints } from './ratio';
import { divideRounded } from './rounding';

const usd = (amountMinor: bigint) => money(amountMinor, 'USD');

function faultOf(work: () => unknown): AppError {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('currencies', () => {
  test.each([
    ['JPY', 0],
    ['VND', 0],
    ['KRW', 0],
    ['USD', 2],
    ['EUR', 2],
    ['GBP', 2],
    ['CHF', 2],
    ['SEK', 2],
    ['KWD', 3],
    ['BHD', 3],
  ])('%s has %i decimals', (code, exponent) => {
    expect(exponentOf(code)).toBe(exponent);
  });

  test('every code is three upper-case letters and appears once', () => {
    expect(new Set(CURRENCY_CODES).size).toBe(CURRENCY_CODES.length);
    expect(CURRENCY_CODES.every((code) => /^[A-Z]{3}$/.test(code))).toBe(true);
  });

  test.each(['usd', 'XXX', '', 'toString'])('%p is refused as bad input', (code) => {
    expect(isCurrency(code)).toBe(false);
    expect(faultOf(() => money(1n, code))).toMatchObject({ code: 'BAD_USER_INPUT', retriable: false });
  });
});

describe('arithmetic', () => {
  test('adds, subtracts, sums, negates and multiplies exactly beyond the range of a double', () => {
    const large = usd(9_007_199_254_740_993n);
    expect(add(large, usd(1n))).toEqual(usd(9_007_199_254_740_994n));
    expect(subtract(usd(1n), usd(3n))).toEqual(usd(-2n));
    expect(multiply(large, 3)).toEqual(usd(27_021_597_764_222_979n));
    expect(sum([usd(1n), usd(2n), usd(3n)], 'USD')).toEqual(usd(6n));
    expect(sum([], 'JPY')).toEqual(zero('JPY'));
    expect(negate(usd(5n))).toEqual(usd(-5n));
  });

  test('compares amounts of one currency', () => {
    expect([compare(usd(1n), usd(2n)), compare(usd(2n), usd(2n)), compare(usd(3n), usd(2n))]).toEqual([
      -1, 0, 1,
    ]);
    expect(isSameMoney(usd(1n), money(1n, 'EUR'))).toBe(false);
  });

  test('mixing currencies is a defect', () => {
    for (const operation of [add, subtract, compare]) {
      expect(faultOf(() => operation(usd(1n), money(1n, 'EUR'))).code).toBe('INTERNAL');
    }
  });

  test('multiplying by a fraction is refused instead of rounded silently', () => {
    expect(faultOf(() => multiply(usd(100n), 1.5)).code).toBe('INTERNAL');
  });
});

describe('rounding', () => {
  test.each([
    [25n, 2n, 3n, 2n],
    [35n, 4n, 4n, 3n],
    [-25n, -2n, -3n, -2n],
    [26n, 3n, 3n, 3n],
    [24n, 2n, 2n, 2n],
  ])('%s tenths go to %s half-even, %s half-up, %s half-down', (tenths, even, up, down) => {
    expect(divideRounded(tenths, 10n, 'HALF_EVEN')).toBe(even);
    expect(divideRounded(tenths, 10n, 'HALF_UP')).toBe(up);
    expect(divideRounded(tenths, 10n, 'HALF_DOWN')).toBe(down);
  });

  test('dividing by zero is a defect', () => {
    expect(faultOf(() => divideRounded(1n, 0n, 'HALF_UP')).code).toBe('INTERNAL');
  });

  test('basis points give the part on top of a net and the part inside a gross', () => {
    expect(percentBasisPoints(usd(10_000n), 825, 'HALF_EVEN')).toEqual(usd(825n));
    expect(includedBasisPoints(usd(11_900n), 1_900, 'HALF_EVEN')).toEqual(usd(1_900n));
  });
});

describe('decimal text', () => {
  test.each([
    ['19.99', 'USD', 1_999n],
    ['-0.05', 'USD', -5n],
    ['7', 'EUR', 700n],
    ['0.5', 'EUR', 50n],
    ['1999', 'JPY', 1_999n],
    ['1999.00', 'JPY', 1_999n],
    ['1.999', 'KWD', 1_999n],
    ['92233720368547758.07', 'USD', 9_223_372_036_854_775_807n],
  ])('reads %s %s', (text, currency, amountMinor) => {
    expect(parseDecimal(text, currency)).toEqual({ amountMinor, currency });
  });

  test.each([
    ['19.999', 'USD'],
    ['1.5', 'JPY'],
    ['1.2345', 'KWD'],
    ['', 'USD'],
    ['1,5', 'USD'],
    ['1e3', 'USD'],
    [' 1', 'USD'],
    ['92233720368547758.08', 'USD'],
    ['1', 'ZZZ'],
  ])('refuses %p %s as bad input', (text, currency) => {
    expect(faultOf(() => parseDecimal(text, currency)).code).toBe('BAD_USER_INPUT');
  });

  test.each([
    [5n, 'USD', '0.05'],
    [-5n, 'USD', '-0.05'],
    [1_999n, 'JPY', '1999'],
    [0n, 'KWD', '0.000'],
    [123_456n, 'KWD', '123.456'],
  ])('writes %s minor units of %s as %s', (amountMinor, currency, text) => {
    expect(formatDecimal({ amountMinor, currency })).toBe(text);
  });
});
