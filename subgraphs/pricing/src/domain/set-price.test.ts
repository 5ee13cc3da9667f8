import { NOW, aBook, aPrice } from './price-table.suite';
import { decideSetPrice } from './set-price';
import type { SetPrice } from './set-price';

const command = (fields: Partial<SetPrice> = {}): SetPrice => ({
  priceBookId: 'book',
  sku: 'MUG',
  minimumQuantity: 1,
  amount: { amountMinor: 1_500n, currency: 'USD' },
  expectedVersion: undefined,
  ...fields,
});
const facts = { book: aBook(), current: undefined, newId: 'new', now: NOW };

test('a first price gets the new id and version 1', () => {
  expect(decideSetPrice(command({ expectedVersion: 0 }), facts)).toMatchObject({
    kind: 'set',
    price: { id: 'new', sku: 'MUG', amountMinor: 1_500n, version: 1, compareAtMinor: undefined },
  });
});

test('a changed price keeps its id and counts its version on', () => {
  const current = aPrice({ version: 4 });
  expect(decideSetPrice(command({ expectedVersion: 4 }), { ...facts, current })).toMatchObject({
    kind: 'set',
    price: { id: 'price', amountMinor: 1_500n, version: 5 },
  });
});

test('the same price again is done without a new version', () => {
  const current = aPrice({ amountMinor: 1_500n, version: 4 });
  expect(decideSetPrice(command(), { ...facts, current })).toEqual({ kind: 'unchanged', price: current });
});

test.each([
  [1_499n, 1_600n],
  [1_600n, undefined],
  [1_700n, undefined],
])('at %s a comparison price of 1,600 becomes %s', (amountMinor, compareAtMinor) => {
  const current = aPrice({ compareAtMinor: 1_600n });
  const decision = decideSetPrice(command({ amount: { amountMinor, currency: 'USD' } }), {
    ...facts,
    current,
  });
  expect(decision).toMatchObject({ kind: 'set', price: { compareAtMinor } });
});

test.each<[string, Partial<SetPrice>, string, string]>([
  [
    'another currency than the book has',
    { amount: { amountMinor: 1n, currency: 'EUR' } },
    'CURRENCY_MISMATCH',
    'amount',
  ],
  ['a negative price', { amount: { amountMinor: -1n, currency: 'USD' } }, 'INVALID_VALUE', 'amount'],
  [
    'a price beyond the bound',
    { amount: { amountMinor: 10n ** 12n + 1n, currency: 'USD' } },
    'INVALID_VALUE',
    'amount',
  ],
  ['a text that is no sku', { sku: 'mug; --' }, 'INVALID_VALUE', 'sku'],
  ['a tier from 0', { minimumQuantity: 0 }, 'INVALID_VALUE', 'minimumQuantity'],
  ['a tier beyond the bound', { minimumQuantity: 1_001 }, 'INVALID_VALUE', 'minimumQuantity'],
])('%s is refused', (_what, fields, code, field) => {
  expect(decideSetPrice(command(fields), facts)).toMatchObject({
    kind: 'refused',
    code,
    field: ['input', field],
  });
});

test('an unknown book is refused', () => {
  expect(decideSetPrice(command(), { ...facts, book: undefined })).toMatchObject({ code: 'NOT_FOUND' });
});

test.each([
  [3, 4],
  [0, 4],
  [1, 0],
])(
  'expecting version %i of a price at version %i is refused with both',
  (expectedVersion, currentVersion) => {
    const current = currentVersion === 0 ? undefined : aPrice({ version: currentVersion });
    expect(decideSetPrice(command({ expectedVersion }), { ...facts, current })).toEqual({
      kind: 'versionConflict',
      expectedVersion,
      currentVersion,
    });
  },
);
