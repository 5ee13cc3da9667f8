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

describe('a comparison price and a floor', () => {
  const money = (amountMinor: bigint, currency = 'USD') => ({ amountMinor, currency });

  test('are kept, set, or taken away', () => {
    const current = aPrice({ compareAtMinor: 2_000n, floorMinor: 500n });
    const decide = (fields: Partial<SetPrice>) => decideSetPrice(command(fields), { ...facts, current });
    expect(decide({})).toMatchObject({ price: { compareAtMinor: 2_000n, floorMinor: 500n } });
    expect(decide({ compareAt: money(1_800n), floor: money(1_500n) })).toMatchObject({
      price: { compareAtMinor: 1_800n, floorMinor: 1_500n },
    });
    expect(decide({ compareAt: null, floor: null })).toMatchObject({
      price: { compareAtMinor: undefined, floorMinor: undefined },
    });
  });

  test('are a change by themselves', () => {
    const current = aPrice({ amountMinor: 1_500n, floorMinor: 500n });
    expect(decideSetPrice(command({ floor: money(600n) }), { ...facts, current })).toMatchObject({
      kind: 'set',
      price: { version: 2 },
    });
    expect(decideSetPrice(command({ floor: money(500n) }), { ...facts, current })).toMatchObject({
      kind: 'unchanged',
    });
  });

  test.each<[Partial<SetPrice>, string, string]>([
    [{ compareAt: money(1_500n) }, 'INVALID_VALUE', 'compareAtPrice'],
    [{ compareAt: money(10n ** 12n + 1n) }, 'INVALID_VALUE', 'compareAtPrice'],
    [{ compareAt: money(2_000n, 'EUR') }, 'CURRENCY_MISMATCH', 'compareAtPrice'],
    [{ floor: money(-1n) }, 'INVALID_VALUE', 'floorPrice'],
    [{ floor: money(1_501n) }, 'INVALID_VALUE', 'floorPrice'],
    [{ floor: money(1n, 'EUR') }, 'CURRENCY_MISMATCH', 'floorPrice'],
  ])('%p is refused', (fields, code, field) => {
    expect(decideSetPrice(command(fields), facts)).toMatchObject({ code, field: ['input', field] });
  });
});

describe('a price for a time', () => {
  const at = (ms: number): Date => new Date(NOW.getTime() + ms);

  test('carries its window; another end is a change', () => {
    const window = { validFrom: at(1), validUntil: at(9) };
    expect(decideSetPrice(command(window), facts)).toMatchObject({ kind: 'set', price: window });
    const current = aPrice({ amountMinor: 1_500n, ...window });
    expect(decideSetPrice(command(window), { ...facts, current })).toMatchObject({ kind: 'unchanged' });
    expect(decideSetPrice(command({ ...window, validUntil: at(10) }), { ...facts, current })).toMatchObject({
      kind: 'set',
      price: { version: 2 },
    });
  });

  test.each([
    ['that ends before it begins', { validFrom: at(5), validUntil: at(5) }],
    ['that is over', { validUntil: at(0) }],
  ])('%s is refused', (_what, window) => {
    expect(decideSetPrice(command(window), facts)).toMatchObject({
      code: 'INVALID_VALUE',
      field: ['input', 'validUntil'],
    });
  });
});
