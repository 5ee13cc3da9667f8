import {
  add as dineroAdd,
  allocate as dineroAllocate,
  dinero,
  halfAwayFromZero,
  halfEven,
  halfTowardsZero,
  multiply as dineroMultiply,
  toDecimal,
  toSnapshot,
  transformScale,
} from 'dinero.js/bigint';
import type { Dinero, DineroDivideOperation } from 'dinero.js/bigint';
import fc from 'fast-check';
import { allocate } from './allocate';
import { CURRENCY_CODES, exponentOf } from './currency';
import { formatDecimal, parseDecimal } from './decimal';
import { add, money, multiply, negate, subtract, sum } from './money';
import type { Money } from './money';
import { includedBasisPoints, percentBasisPoints } from './ratio';
import { ROUNDING_MODES } from './rounding';
import type { RoundingMode } from './rounding';

// A failing run prints its seed and path; FC_SEED runs it again.
const seed = process.env['FC_SEED'];
const runs = { numRuns: 3_000, ...(seed === undefined ? {} : { seed: Number(seed) }) };

const anAmount = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });
const aCurrency = fc.constantFrom(...CURRENCY_CODES);
const someMoney = fc.record({ amountMinor: anAmount, currency: aCurrency });
const basisPoints = fc.integer({ min: 0, max: 20_000 });
const aRounding = fc.constantFrom(...ROUNDING_MODES);
const someWeights = fc
  .array(fc.bigInt({ min: 0n, max: 10n ** 9n }), { minLength: 1, maxLength: 12 })
  .filter((weights) => weights.some((weight) => weight > 0n));

const oracleRounding: Readonly<Record<RoundingMode, DineroDivideOperation>> = {
  HALF_EVEN: halfEven,
  HALF_UP: halfAwayFromZero,
  HALF_DOWN: halfTowardsZero,
};

function oracle({ amountMinor, currency }: Money): Dinero<bigint> {
  return dinero({
    amount: amountMinor,
    currency: { code: currency, base: 10n, exponent: BigInt(exponentOf(currency)) },
  });
}

function amountOf(value: Dinero<bigint>): bigint {
  return toSnapshot(value).amount;
}

function total(parts: readonly Money[]): bigint {
  return parts.reduce((subtotal, part) => subtotal + part.amountMinor, 0n);
}

describe('compared with dinero.js on bigint', () => {
  test('addition and multiplication by a quantity are the same', () => {
    fc.assert(
      fc.property(someMoney, anAmount, fc.integer({ min: -1_000, max: 1_000 }), (left, other, times) => {
        const right = money(other, left.currency);
        expect(add(left, right).amountMinor).toBe(amountOf(dineroAdd(oracle(left), oracle(right))));
        expect(multiply(left, times).amountMinor).toBe(amountOf(dineroMultiply(oracle(left), BigInt(times))));
      }),
      runs,
    );
  });

  test('a percentage rounds to the same unit in every mode', () => {
    fc.assert(
      fc.property(someMoney, basisPoints, aRounding, (amount, points, rounding) => {
        const exact = dineroMultiply(oracle(amount), { amount: BigInt(points), scale: 4n });
        const rounded = transformScale(exact, BigInt(exponentOf(amount.currency)), oracleRounding[rounding]);
        expect(percentBasisPoints(amount, points, rounding).amountMinor).toBe(amountOf(rounded));
      }),
      runs,
    );
  });

  test('exact halves round to the same unit in every mode', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }), aRounding, (half, rounding) => {
        const amount = money(half * 2n + 1n, 'USD');
        const exact = dineroMultiply(oracle(amount), { amount: 5_000n, scale: 4n });
        const rounded = transformScale(exact, 2n, oracleRounding[rounding]);
        expect(percentBasisPoints(amount, 5_000, rounding).amountMinor).toBe(amountOf(rounded));
      }),
      runs,
    );
  });

  test('an allocation gives each part the same to within the one unit whose owner the rule decides', () => {
    fc.assert(
      fc.property(someMoney, someWeights, (amount, weights) => {
        const positive = {
          ...amount,
          amountMinor: amount.amountMinor < 0n ? -amount.amountMinor : amount.amountMinor,
        };
        const theirs = dineroAllocate(oracle(positive), weights).map(amountOf);
        allocate(positive, weights).forEach((part, index) => {
          const difference = part.amountMinor - (theirs[index] ?? 0n);
          expect(difference >= -1n && difference <= 1n).toBe(true);
        });
      }),
      runs,
    );
  });

  test('decimal text is the same', () => {
    fc.assert(
      fc.property(someMoney, (amount) => {
        expect(formatDecimal(amount)).toBe(toDecimal(oracle(amount)));
      }),
      runs,
    );
  });
});

describe('an allocation', () => {
  test('sums to the total exactly', () => {
    fc.assert(
      fc.property(someMoney, someWeights, (amount, weights) => {
        expect(total(allocate(amount, weights))).toBe(amount.amountMinor);
      }),
      runs,
    );
  });

  test('gives each part its exact share rounded down or up, and a weight of zero nothing', () => {
    fc.assert(
      fc.property(someMoney, someWeights, (amount, weights) => {
        const weightTotal = weights.reduce((subtotal, weight) => subtotal + weight, 0n);
        allocate(amount, weights).forEach((part, index) => {
          const distance = part.amountMinor * weightTotal - amount.amountMinor * (weights[index] ?? 0n);
          expect(distance < weightTotal && distance > -weightTotal).toBe(true);
          if (weights[index] === 0n) expect(part.amountMinor).toBe(0n);
        });
      }),
      runs,
    );
  });

  test('gives the left-over units to the largest remainders', () => {
    expect(allocate(money(100n, 'USD'), [1n, 1n, 1n]).map((part) => part.amountMinor)).toEqual([
      34n,
      33n,
      33n,
    ]);
    expect(allocate(money(10n, 'JPY'), [15n, 85n, 0n]).map((part) => part.amountMinor)).toEqual([2n, 8n, 0n]);
    expect(allocate(money(101n, 'USD'), [30n, 70n]).map((part) => part.amountMinor)).toEqual([30n, 71n]);
  });

  test('of a refund mirrors the one of the sale', () => {
    fc.assert(
      fc.property(someMoney, someWeights, (amount, weights) => {
        expect(allocate(negate(amount), weights)).toEqual(allocate(amount, weights).map(negate));
      }),
      runs,
    );
  });

  test.each([[[]], [[0n, 0n]], [[1n, -1n, 5n]]])('with weights %p is a defect', (weights) => {
    expect(() => allocate(money(1n, 'USD'), weights)).toThrow('weights');
  });
});

describe('laws', () => {
  test('decimal text read back is the same amount, in every currency', () => {
    fc.assert(
      fc.property(someMoney, (amount) => {
        expect(parseDecimal(formatDecimal(amount), amount.currency)).toEqual(amount);
      }),
      runs,
    );
  });

  test('subtracting what was added changes nothing, and the order of a sum does not matter', () => {
    fc.assert(
      fc.property(aCurrency, fc.array(anAmount, { minLength: 1, maxLength: 20 }), (currency, amounts) => {
        const parts = amounts.map((amount) => money(amount, currency));
        expect(sum([...parts].reverse(), currency)).toEqual(sum(parts, currency));
        const [first = money(0n, currency)] = parts;
        expect(subtract(add(first, first), first)).toEqual(first);
      }),
      runs,
    );
  });

  test('the tax inside a gross is the tax on its net, to within the one unit rounding may move', () => {
    fc.assert(
      fc.property(someMoney, basisPoints, aRounding, (gross, points, rounding) => {
        const inside = includedBasisPoints(gross, points, rounding);
        const onTop = percentBasisPoints(subtract(gross, inside), points, rounding);
        const difference = inside.amountMinor - onTop.amountMinor;
        expect(difference >= -1n && difference <= 1n).toBe(true);
      }),
      runs,
    );
  });

  test('a refund rounds to the opposite of its sale', () => {
    fc.assert(
      fc.property(someMoney, basisPoints, aRounding, (amount, points, rounding) => {
        const refund = percentBasisPoints(negate(amount), points, rounding);
        expect(refund).toEqual(negate(percentBasisPoints(amount, points, rounding)));
      }),
      runs,
    );
  });
});
