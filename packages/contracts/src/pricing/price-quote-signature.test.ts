import { canonicalPriceQuote, signPriceQuote, verifyPriceQuote } from './price-quote-signature';
import type { SignedPriceQuote } from './price-quote-signature';

const SECRET = 'a secret of the tests, long enough to be one';
const NOW = new Date('2026-01-15T12:00:00.000Z');
const amounts = { subtotalMinor: 2_598n, discountMinor: 0n, taxMinor: 214n, totalMinor: 2_812n };
const quote: SignedPriceQuote = {
  id: '0192f0c1-0000-7000-8000-000000000001',
  currencyCode: 'USD',
  lines: [{ sku: 'MUG-BLUE', quantity: 2, unitPriceMinor: 1_299n, ...amounts }],
  totals: amounts,
  shippingMinor: 500n,
  promotions: [{ promotionId: 'p1', couponCode: 'SAVE', amountMinor: 100n }],
  validUntil: new Date('2026-01-15T12:30:00.000Z'),
};
const signature = signPriceQuote(SECRET, quote);

test('a quote is valid until its time is up', () => {
  expect(verifyPriceQuote(SECRET, quote, signature, NOW)).toBe('valid');
  expect(verifyPriceQuote(SECRET, quote, signature, quote.validUntil)).toBe('expired');
});

test.each<[string, Partial<SignedPriceQuote>]>([
  ['its id', { id: '0192f0c1-0000-7000-8000-000000000002' }],
  ['its currency', { currencyCode: 'JPY' }],
  ['its time', { validUntil: new Date('2027-01-15T12:30:00.000Z') }],
  ['its total', { totals: { ...amounts, totalMinor: 1n } }],
  ['a unit price', { lines: [{ sku: 'MUG-BLUE', quantity: 2, unitPriceMinor: 1n, ...amounts }] }],
  ['a quantity', { lines: [{ sku: 'MUG-BLUE', quantity: 3, unitPriceMinor: 1_299n, ...amounts }] }],
  ['a sku', { lines: [{ sku: 'MUG-RED', quantity: 2, unitPriceMinor: 1_299n, ...amounts }] }],
  ['its lines', { lines: [] }],
  ['its shipping', { shippingMinor: null }],
  ['its promotions', { promotions: [] }],
  ['a code', { promotions: [{ promotionId: 'p1', couponCode: null, amountMinor: 100n }] }],
])('changing %s makes it forged', (_what, change) => {
  expect(verifyPriceQuote(SECRET, { ...quote, ...change }, signature, NOW)).toBe('forged');
});

test('another secret, an empty or a cut signature is forged', () => {
  expect(verifyPriceQuote(`${SECRET}x`, quote, signature, NOW)).toBe('forged');
  expect(verifyPriceQuote(SECRET, quote, '', NOW)).toBe('forged');
  expect(verifyPriceQuote(SECRET, quote, signature.slice(0, -1), NOW)).toBe('forged');
});

test('a value cannot be moved into its neighbour: the text keeps their borders', () => {
  const [line] = quote.lines;
  if (line === undefined) throw new Error('the quote has a line');
  const injected = { ...quote, lines: [{ ...line, sku: 'MUG-BLUE",2,"1299' }] };
  expect(canonicalPriceQuote(injected)).not.toBe(canonicalPriceQuote(quote));
  expect(verifyPriceQuote(SECRET, injected, signature, NOW)).toBe('forged');
});

test('the text is fixed: quotes of an older process must stay verifiable', () => {
  expect(canonicalPriceQuote(quote)).toBe(
    '["agora.price-quote.v2","0192f0c1-0000-7000-8000-000000000001","USD","2026-01-15T12:30:00.000Z",' +
      '["2598","0","214","2812"],"500",[["p1","SAVE","100"]],[["MUG-BLUE",2,"1299","2598","0","214","2812"]]]',
  );
});
