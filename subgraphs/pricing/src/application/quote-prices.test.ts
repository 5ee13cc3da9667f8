import { verifyPriceQuote } from '@agora/contracts/pricing/price-quote-signature';
import { NOW, aContext, aPrice, aRate, aTable } from '../domain/price-table.suite';
import { issueQuote } from './quote-prices';
import type { IssuedQuote } from './quote-prices';

const SECRET = 'a secret of the tests, long enough to be one';
const table = aTable({ prices: [aPrice()], rates: [aRate()] });
const issue = (lines: { sku: string; quantity: number }[]): IssuedQuote =>
  issueQuote({ table, quoteSecret: SECRET }, { lines, context: aContext(), options: {}, issuedAt: NOW });
const problemsOf = (lines: { sku: string; quantity: number }[]): unknown => {
  try {
    return issue(lines);
  } catch (error) {
    return error;
  }
};

test('a quote holds for 30 minutes and carries a signature over what it shows', () => {
  const quote = issue([{ sku: 'MUG', quantity: 2 }]);
  expect(quote.validUntil).toEqual(new Date('2026-01-15T12:30:00.000Z'));
  const shown = {
    id: quote.id,
    currencyCode: 'USD',
    validUntil: quote.validUntil,
    lines: [
      {
        sku: 'MUG',
        quantity: 2,
        unitPriceMinor: 1_000n,
        subtotalMinor: 2_000n,
        discountMinor: 0n,
        taxMinor: 165n,
        totalMinor: 2_165n,
      },
    ],
    totals: { subtotalMinor: 2_000n, discountMinor: 0n, taxMinor: 165n, totalMinor: 2_165n },
    shippingMinor: null,
    promotions: [],
  };
  expect(verifyPriceQuote(SECRET, shown, quote.signature, NOW)).toBe('valid');
  expect(verifyPriceQuote('another secret', shown, quote.signature, NOW)).toBe('forged');
});

test('every line without a price is named, also one that cannot be a sku, which is not echoed', () => {
  const lines = ['NONE', 'MUG', '<script>'].map((sku) => ({ sku, quantity: 1 }));
  expect(problemsOf(lines)).toMatchObject({
    code: 'BAD_USER_INPUT',
    details: [
      { field: 'input.lines.0.sku', message: 'NONE has no price here' },
      { field: 'input.lines.2.sku', message: 'is not a sku' },
    ],
  });
});

test.each([[0], [-1], [1_001], [1e9]])('a quantity of %p is refused with its line', (quantity) => {
  const lines = [
    { sku: 'MUG', quantity: 1 },
    { sku: 'MUG', quantity },
  ];
  expect(problemsOf(lines)).toMatchObject({
    code: 'BAD_USER_INPUT',
    details: [{ field: 'input.lines.1.quantity' }],
  });
});

test.each([[0], [251]])('%i lines are refused', (count) => {
  const lines = Array.from({ length: count }, () => ({ sku: 'MUG', quantity: 1 }));
  expect(problemsOf(lines)).toMatchObject({ code: 'BAD_USER_INPUT', details: [{ field: 'input.lines' }] });
});

test('250 lines of 1,000 of the dearest sku are quoted exactly', () => {
  const dear = aTable({
    prices: [aPrice({ amountMinor: 10n ** 12n })],
    rates: [aRate({ basisPoints: 10_000 })],
  });
  const lines = Array.from({ length: 250 }, () => ({ sku: 'MUG', quantity: 1_000 }));
  const quote = issueQuote(
    { table: dear, quoteSecret: SECRET },
    { lines, context: aContext(), options: {}, issuedAt: NOW },
  );
  expect(quote.totals.total.amountMinor).toBe(500_000_000_000_000_000n);
});
