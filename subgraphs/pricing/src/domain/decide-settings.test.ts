import {
  checkPriceBook,
  checkRate,
  checkRegionSetting,
  checkShippingRate,
  checkTaxRate,
} from './decide-settings';
import { aBook, NOW } from './price-table.suite';
import { windowPhase } from './window-phase';

const regions = new Set(['US', 'EU']);
const usd = (amountMinor: bigint) => ({ amountMinor, currency: 'USD' });

test.each<[object, string, string]>([
  [{ name: '' }, 'INVALID_VALUE', 'name'],
  [{ name: 'x'.repeat(10_000) }, 'INVALID_VALUE', 'name'],
  [{ region: 'MOON' }, 'INVALID_VALUE', 'region'],
  [{ channel: 'a b' }, 'INVALID_VALUE', 'channel'],
  [{ segment: '' }, 'INVALID_VALUE', 'segment'],
  [{ currency: 'ZZZ' }, 'INVALID_VALUE', 'currencyCode'],
  [{ currency: 'EUR' }, 'CURRENCY_MISMATCH', 'currencyCode'],
])('a price book with %p is refused', (fields, code, field) => {
  expect(checkPriceBook({ ...aBook(), ...fields }, { before: aBook(), regions })).toMatchObject({
    code,
    field: ['input', field],
  });
});

test('a price book for whom it names is fine', () => {
  const book = aBook({ region: 'EU', channel: 'web', segment: 'vip', currency: 'EUR' });
  expect(checkPriceBook(book, { before: undefined, regions })).toBeUndefined();
});

test.each<[object, string]>([
  [{ region: 'MOON' }, 'region'],
  [{ category: 'x'.repeat(10_000) }, 'category'],
  [{ basisPoints: -1 }, 'basisPoints'],
  [{ basisPoints: 10_001 }, 'basisPoints'],
])('a tax rate with %p is refused', (fields, field) => {
  const rate = { region: 'US', category: 'standard', basisPoints: 825, inclusive: false };
  expect(checkTaxRate(rate, regions)).toBeUndefined();
  expect(checkTaxRate({ ...rate, ...fields }, regions)).toMatchObject({ field: ['input', field] });
});

test.each<[object, string, string]>([
  [{ region: 'MOON' }, 'INVALID_VALUE', 'region'],
  [{ code: 'a b' }, 'INVALID_VALUE', 'code'],
  [{ title: '' }, 'INVALID_VALUE', 'title'],
  [{ amount: usd(-1n) }, 'INVALID_VALUE', 'amount'],
  [{ amount: usd(10n ** 12n + 1n) }, 'INVALID_VALUE', 'amount'],
  [{ freeFrom: usd(-1n) }, 'INVALID_VALUE', 'freeFrom'],
  [{ freeFrom: { amountMinor: 1n, currency: 'EUR' } }, 'CURRENCY_MISMATCH', 'freeFrom'],
  [{ estimatedDays: 366 }, 'INVALID_VALUE', 'estimatedDays'],
  [{ position: 1_001 }, 'INVALID_VALUE', 'position'],
])('a shipping rate with %p is refused', (fields, code, field) => {
  const rate = {
    region: 'US',
    code: 'standard',
    title: 'Standard',
    amount: usd(595n),
    freeFrom: usd(7_500n),
    estimatedDays: 3,
    position: 0,
    active: true,
  };
  expect(checkShippingRate(rate, regions)).toBeUndefined();
  expect(checkShippingRate({ ...rate, freeFrom: undefined }, regions)).toBeUndefined();
  expect(checkShippingRate({ ...rate, ...fields }, regions)).toMatchObject({ code, field: ['input', field] });
});

test.each([
  ['us', 'USD', 'region'],
  ['U'.repeat(33), 'USD', 'region'],
  ['CA', 'dollars', 'currencyCode'],
])('a region %s in %s is refused', (region, currency, field) => {
  expect(checkRegionSetting({ region, currency, roundingMode: 'HALF_UP' })).toMatchObject({
    field: ['input', field],
  });
  expect(checkRegionSetting({ region: 'CA', currency: 'CAD', roundingMode: 'HALF_UP' })).toBeUndefined();
});

test.each([
  ['ZZZ', 'EUR', '1', 'base'],
  ['USD', 'eur', '1', 'quote'],
  ['USD', 'USD', '1', 'quote'],
  ['USD', 'EUR', '0', 'rate'],
  ['USD', 'EUR', '-1', 'rate'],
  ['USD', 'EUR', '0.00000000001', 'rate'],
  ['USD', 'EUR', '12345678901', 'rate'],
])('one %s for %s at %s is refused', (base, quote, rate, field) => {
  expect(checkRate({ base, quote, rate })).toMatchObject({ field: ['input', field] });
});

test('a rate of ten digits on each side is fine, and so is giving a pair back', () => {
  expect(checkRate({ base: 'USD', quote: 'EUR', rate: '1234567890.0123456789' })).toBeUndefined();
  expect(checkRate({ base: 'USD', quote: 'EUR', rate: undefined })).toBeUndefined();
});

test('of a window is told its beginning only when it is still to come', () => {
  const [before, after] = [new Date(NOW.getTime() - 1), new Date(NOW.getTime() + 1)];
  const phase = (startsAt?: Date, endsAt?: Date) => windowPhase({ startsAt, endsAt }, NOW);
  expect([
    phase(),
    phase(after),
    phase(after, new Date(NOW.getTime() + 2)),
    phase(NOW),
    phase(undefined, after),
    phase(before, NOW),
  ]).toEqual([undefined, 0, 0, 1, 1, 2]);
});
