import { isEmail, readAddress } from './address';
import { draftOfDirectOrder } from './order-draft';
import type { DirectOrder } from './order-draft';
import { quantitiesBySku } from './order-line';
import { ORDER_NUMBER_BYTES, formatOrderNumber, parseOrderNumber } from './order-number';
import { reportSteps, verifiedAt } from './saga';
import { CART, FACTS, NOW, QUOTE } from './session-fixture.suite';

describe('an order number', () => {
  test('has six symbols that cannot be misheard, from random bytes', () => {
    expect(formatOrderNumber(2026, Uint8Array.of(7, 19, 3, 15, 9, 23))).toBe('AG-2026-7K3F9Q');
    const all = Array.from({ length: 256 }, (_, byte) =>
      formatOrderNumber(2026, new Uint8Array(ORDER_NUMBER_BYTES).fill(byte)),
    );
    expect(all.every((number) => /^AG-2026-[0-9A-HJKMNP-TV-Z]{6}$/.test(number))).toBe(true);
    expect(new Set(all).size).toBe(32);
  });

  test.each([
    ['AG-2026-7K3F9Q', 'AG-2026-7K3F9Q'],
    [' ag-2026-7k3f9q ', 'AG-2026-7K3F9Q'],
    ['AG-2026-7K3', undefined],
    ["AG-2026-7K3F9Q' OR 1=1", undefined],
    ['', undefined],
  ])('is read from %j', (text, number) => {
    expect(parseOrderNumber(text)).toBe(number);
  });
});

describe('an address', () => {
  test('is trimmed; blank parts are null; the country is upper case', () => {
    expect(
      readAddress({ line1: ' Hauptstrasse 1 ', line2: '  ', city: 'Berlin', countryCode: 'de' }),
    ).toMatchObject({
      kind: 'address',
      address: { line1: 'Hauptstrasse 1', line2: null, city: 'Berlin', countryCode: 'DE', phone: null },
    });
  });

  test('names every part that cannot be used', () => {
    expect(readAddress({ line1: 'x'.repeat(201), countryCode: 'Germany', phone: '1'.repeat(41) })).toEqual({
      kind: 'problems',
      problems: [
        { field: 'line1', message: 'has at most 200 characters' },
        { field: 'city', message: 'is required' },
        { field: 'countryCode', message: 'must be an ISO 3166-1 alpha-2 code' },
        { field: 'phone', message: 'has at most 40 characters' },
      ],
    });
  });
});

test.each([
  ['ada@example.org', true],
  ['ada@localhost', false],
  ['a b@example.org', false],
  ['@example.org', false],
  [`${'a'.repeat(250)}@b.cd`, false],
])('%s as an e-mail: %s', (text, expected) => {
  expect(isEmail(text)).toBe(expected);
});

test('lines that share a sku ask for their sum, in sku order', () => {
  const lines = [
    { sku: 'B', quantity: 1 },
    { sku: 'A', quantity: 2 },
    { sku: 'B', quantity: 3 },
  ];
  expect(quantitiesBySku(lines)).toEqual([
    { sku: 'A', quantity: 2 },
    { sku: 'B', quantity: 4 },
  ]);
});

describe('the draft of a direct order', () => {
  const { storeId, channel, region, currency } = CART;
  const { email, shippingAddress, billingAddress } = FACTS;
  const order: DirectOrder = {
    ...{ storeId, channel, region, currency, email, shippingAddress, billingAddress, customerId: 'c-1' },
    lines: CART.lines.map((line, index) => ({ ...line, id: `l-${String(index)}`, variantId: 'v' })),
  };

  test('has the prices of the quote and the names of the order, and no cart', () => {
    expect(draftOfDirectOrder(order, QUOTE)).toMatchObject({
      ...{ cartId: null, checkoutSessionId: null, quoteId: 'quote-1', totals: QUOTE.totals },
      lines: [
        { sku: 'MUG', title: 'Mug', unitPriceMinor: 1_000n },
        { sku: 'SHIRT', title: 'Shirt', totalMinor: 2_000n },
      ],
    });
  });

  test.each([
    ['in another currency', { ...QUOTE, currency: 'USD' }],
    ['of other lines', { ...QUOTE, lines: QUOTE.lines.toReversed() }],
    ['of fewer lines', { ...QUOTE, lines: QUOTE.lines.slice(1) }],
    ['that does not add up', { ...QUOTE, totals: { ...QUOTE.totals, totalMinor: 3_999n } }],
  ])('is not made of a quote %s', (_what, quote) => {
    expect(draftOfDirectOrder(order, quote)).toBeUndefined();
  });
});

test('the report of a saga without a session leaves the lock of a cart out, unless it was tried', () => {
  const report = (checkoutSessionId: string | null, ...steps: readonly ('lock-cart' | 'place-order')[]) =>
    reportSteps({
      kind: 'PLACE_ORDER',
      checkoutSessionId,
      attempts: steps.map((step) => ({ ...verifiedAt(NOW), step })),
    }).map(({ name }) => name);
  expect(report(null, 'place-order')).not.toContain('lock-cart');
  expect(report(null, 'lock-cart')).toContain('lock-cart');
  expect(report('s-1')).toContain('lock-cart');
});
