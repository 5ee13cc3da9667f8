import { ROUNDING_MODES } from '@agora/platform/money';
import fc from 'fast-check';
import { NOW, aBook, aContext, aPrice, aRate, aTable } from './price-table.suite';
import { quoteLines } from './quote';
import type { Quote } from './quote';

function quoted(...args: Parameters<typeof quoteLines>): Quote {
  const quote = quoteLines(...args);
  if (quote.kind !== 'quoted') throw new Error('a line has no price');
  return quote;
}

const amounts = ({ totals }: Quote): bigint[] =>
  [totals.subtotal, totals.discount, totals.tax, totals.total].map(({ amountMinor }) => amountMinor);

test('tax that is not in the price comes on top', () => {
  const table = aTable({ prices: [aPrice({ amountMinor: 1_999n })], rates: [aRate()] });
  expect(amounts(quoted(table, aContext(), [{ sku: 'MUG', quantity: 3 }]))).toEqual([
    5_997n,
    0n,
    495n,
    6_492n,
  ]);
});

test('tax that is in the price is named and not charged again', () => {
  const context = aContext({ region: 'EU', currency: 'EUR' });
  const table = aTable({
    books: [aBook({ currency: 'EUR' })],
    prices: [aPrice({ amountMinor: 11_900n })],
    rates: [aRate({ region: 'EU', basisPoints: 1_900, inclusive: true })],
  });
  expect(amounts(quoted(table, context, [{ sku: 'MUG', quantity: 1 }]))).toEqual([
    11_900n,
    0n,
    1_900n,
    11_900n,
  ]);
});

test('a currency without decimals is quoted in whole units', () => {
  const context = aContext({ region: 'JP', currency: 'JPY' });
  const table = aTable({
    books: [aBook({ currency: 'JPY' })],
    prices: [aPrice({ amountMinor: 1_985n })],
    rates: [aRate({ region: 'JP', basisPoints: 1_000, inclusive: true })],
  });
  const quote = quoted(table, context, [{ sku: 'MUG', quantity: 1 }]);
  expect(quote.totals).toMatchObject({
    tax: { amountMinor: 180n, currency: 'JPY' },
    total: { amountMinor: 1_985n },
  });
});

test.each([
  ['HALF_EVEN', 0n],
  ['HALF_UP', 1n],
  ['HALF_DOWN', 0n],
] as const)('the region rounds tax %s', (roundingMode, tax) => {
  const table = aTable({
    prices: [aPrice({ amountMinor: 10n })],
    rates: [aRate({ basisPoints: 500 })],
    regions: [{ region: 'US', currency: 'USD', roundingMode }],
  });
  expect(quoted(table, aContext(), [{ sku: 'MUG', quantity: 1 }]).totals.tax.amountMinor).toBe(tax);
});

test('the tier goes by the quantity of the sku over all lines', () => {
  const prices = [aPrice({ id: '1' }), aPrice({ id: '2', minimumQuantity: 10, amountMinor: 900n })];
  const quote = quoted(aTable({ prices }), aContext(), [
    { sku: 'MUG', quantity: 4 },
    { sku: 'MUG', quantity: 6 },
  ]);
  expect(quote.lines.map((line) => line.unitPrice.amountMinor)).toEqual([900n, 900n]);
});

test('lines without a price are named by their position and nothing is quoted', () => {
  const lines = ['MUG', 'NONE', 'MUG', 'OTHER'].map((sku) => ({ sku, quantity: 1 }));
  expect(quoteLines(aTable({ prices: [aPrice()] }), aContext(), lines)).toEqual({
    kind: 'unpriced',
    lineIndexes: [1, 3],
  });
});

test('a category without a rate has the standard one, a region without any none', () => {
  const prices = [aPrice({ amountMinor: 1_000n })];
  const line = [{ sku: 'MUG', quantity: 1 }];
  const withStandard = aTable({
    prices,
    rates: [aRate({ basisPoints: 1_000 })],
    categories: { MUG: 'toys' },
  });
  expect(quoted(withStandard, aContext(), line).totals.tax.amountMinor).toBe(100n);
  expect(quoted(aTable({ prices }), aContext(), line).totals.tax.amountMinor).toBe(0n);
});

describe('whatever is quoted', () => {
  const SKUS = ['A', 'B', 'C', 'D', 'E'];
  const someTable = fc
    .record({
      currency: fc.constantFrom('USD', 'JPY', 'KWD'),
      roundingMode: fc.constantFrom(...ROUNDING_MODES),
      amounts: fc.array(fc.bigInt({ min: 0n, max: 10n ** 12n }), {
        minLength: SKUS.length,
        maxLength: SKUS.length,
      }),
      tiers: fc.array(fc.integer({ min: 2, max: 40 }), { minLength: SKUS.length, maxLength: SKUS.length }),
      rates: fc.array(
        fc.record({ basisPoints: fc.integer({ min: 0, max: 10_000 }), inclusive: fc.boolean() }),
        { minLength: 2, maxLength: 2 },
      ),
    })
    .map(({ currency, roundingMode, amounts: prices, tiers, rates }) => ({
      context: aContext({ currency }),
      table: aTable({
        books: [aBook({ currency })],
        prices: SKUS.flatMap((sku, index) => [
          aPrice({ id: `${sku}1`, sku, amountMinor: prices[index] ?? 0n }),
          aPrice({
            id: `${sku}n`,
            sku,
            minimumQuantity: tiers[index] ?? 2,
            amountMinor: (prices[index] ?? 0n) / 2n,
          }),
        ]),
        rates: rates.map((rate, index) => aRate({ ...rate, category: index === 0 ? 'standard' : 'reduced' })),
        regions: [{ region: 'US', currency, roundingMode }],
        categories: { A: 'reduced', C: 'reduced' },
      }),
    }));
  const someLines = fc.array(
    fc.record({ sku: fc.constantFrom(...SKUS), quantity: fc.integer({ min: 1, max: 1_000 }) }),
    { minLength: 1, maxLength: 30 },
  );

  test('every total is the sum of its lines, every line adds up, nothing is negative and all fits in 64 bits', () => {
    fc.assert(
      fc.property(someTable, someLines, ({ table, context }, lines) => {
        const quote = quoted(table, context, lines);
        for (const part of ['subtotal', 'discount', 'tax', 'total'] as const) {
          const sum = quote.lines.reduce((soFar, line) => soFar + line[part].amountMinor, 0n);
          expect(quote.totals[part]).toEqual({ amountMinor: sum, currency: context.currency });
          expect(sum >= 0n && sum < 2n ** 63n).toBe(true);
        }
        for (const line of quote.lines) {
          const isInclusive = table.taxRate('US', line.sku)?.inclusive === true;
          const onTop = isInclusive ? 0n : line.tax.amountMinor;
          expect(line.subtotal.amountMinor).toBe(line.unitPrice.amountMinor * BigInt(line.quantity));
          expect(line.total.amountMinor).toBe(line.subtotal.amountMinor - line.discount.amountMinor + onTop);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test('the order of the lines changes neither a line nor a total', () => {
    const shuffledLines = someLines.chain((lines) =>
      fc.tuple(
        fc.constant(lines),
        fc.shuffledSubarray(
          lines.map((_, index) => index),
          { minLength: lines.length },
        ),
      ),
    );
    fc.assert(
      fc.property(someTable, shuffledLines, ({ table, context }, [lines, order]) => {
        const straight = quoted(table, context, lines);
        const shuffled = quoted(
          table,
          context,
          order.flatMap((index) => lines[index] ?? []),
        );
        expect(shuffled.totals).toEqual(straight.totals);
        expect(shuffled.lines).toEqual(order.map((index) => straight.lines[index]));
      }),
      { numRuns: 1_000 },
    );
  });

  test('only the tax that is rounded per line may differ when lines of a sku are merged, by a unit a line', () => {
    fc.assert(
      fc.property(someTable, someLines, ({ table, context }, lines) => {
        const merged = new Map<string, number>();
        for (const { sku, quantity } of lines) merged.set(sku, (merged.get(sku) ?? 0) + quantity);
        const apart = quoted(table, context, lines).totals;
        const together = quoted(
          table,
          context,
          [...merged].map(([sku, quantity]) => ({ sku, quantity })),
        ).totals;
        expect(together.subtotal).toEqual(apart.subtotal);
        const difference = together.tax.amountMinor - apart.tax.amountMinor;
        expect(difference <= BigInt(lines.length) && difference >= -BigInt(lines.length)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

test('the moment of the context decides, not the clock', () => {
  const prices = [aPrice({ validUntil: NOW })];
  const line = [{ sku: 'MUG', quantity: 1 }];
  expect(quoteLines(aTable({ prices }), aContext(), line).kind).toBe('unpriced');
  expect(quoteLines(aTable({ prices }), aContext({ at: new Date(0) }), line).kind).toBe('quoted');
});
