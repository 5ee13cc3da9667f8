import { isEmail, readAddress } from './address';
import { quantitiesBySku } from './order-line';
import { ORDER_NUMBER_BYTES, formatOrderNumber, parseOrderNumber } from './order-number';

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
