import fc from 'fast-check';
import type { CartCost } from '../domain/cart';
import { fromCost, toCost } from './cost-json';
import type { CostJson } from './cost-json';

const minor = fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n });
const amounts = { subtotalMinor: minor, discountMinor: minor, taxMinor: minor, totalMinor: minor };
const code = fc.option(fc.constantFrom('SPRING', 'a b', '10 OFF'));
const share = fc.record({
  title: fc.oneof(fc.constantFrom('Spring', 'Three for two'), fc.string()),
  amountMinor: minor,
  promotionId: fc.option(fc.constantFrom('p1', 'p2')),
  couponCode: code,
});
const cost = fc.record({
  ...amounts,
  quotedUntil: fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') }),
  lines: fc
    .array(fc.tuple(fc.uuid(), fc.record({ ...amounts, discounts: fc.array(share, { maxLength: 4 }) })))
    .map((lines) => new Map(lines)),
  discounts: fc.array(share, { maxLength: 3 }),
  coupons: fc.array(
    fc.record({
      code: fc.string(),
      applied: fc.boolean(),
      discountMinor: minor,
      title: fc.option(fc.string()),
    }),
    { maxLength: 3 },
  ),
  shippingMinor: fc.constant(null),
});

const stored = (value: CartCost): CostJson => JSON.parse(JSON.stringify(fromCost(value))) as CostJson;
const line = (discounts: CartCost['discounts']) => ({
  subtotalMinor: 2000n,
  discountMinor: 500n,
  taxMinor: 285n,
  totalMinor: 1500n,
  discounts,
});
const spring = { title: 'Spring', amountMinor: 400n, promotionId: 'p1', couponCode: null };
const code10 = { title: 'Ten off', amountMinor: 100n, promotionId: 'p2', couponCode: 'TEN' };

describe('the cost of a cart as it is stored', () => {
  test('is read as it was written', () => {
    fc.assert(fc.property(cost, (value) => expect(toCost(stored(value))).toEqual(value)));
  });

  test('names once what many lines have discounts from', () => {
    const lines = new Map([
      ['l1', line([spring, code10])],
      ['l2', line([code10])],
      ['l3', line([])],
    ]);
    const written = stored({
      ...line([]),
      quotedUntil: new Date(0),
      lines,
      coupons: [],
      shippingMinor: null,
    });
    expect(written.lines).toEqual({
      l1: '2000 500 285 1500 0 400 1 100',
      l2: '2000 500 285 1500 1 100',
      l3: '2000 500 285 1500',
    });
    expect(written.sources).toEqual([
      ['Spring', 'p1', null],
      ['Ten off', 'p2', 'TEN'],
    ]);
  });

  test('is read as older rows hold it', () => {
    const older: CostJson = {
      totals: ['4000', '500', '0', '3500'],
      quotedUntil: '2026-11-01T00:00:00.000Z',
      lines: { l1: ['2000', '500', '285', '1500'], l2: ['2000', '0', '0', '2000'] },
      lineDiscounts: {
        l1: [
          ['Spring', '400', 'p1', null],
          ['Ten off', '100', 'p2', 'TEN'],
        ],
      },
    };
    expect(toCost(older).lines).toEqual(
      new Map([
        ['l1', line([spring, code10])],
        ['l2', { subtotalMinor: 2000n, discountMinor: 0n, taxMinor: 0n, totalMinor: 2000n, discounts: [] }],
      ]),
    );
  });

  test('that names a discount which is not there is not read as one without', () => {
    const lines = { l1: '2000 500 285 1500 3 400' };
    const broken = {
      ...stored({
        ...line([]),
        quotedUntil: new Date(0),
        lines: new Map(),
        coupons: [],
        shippingMinor: null,
      }),
      lines,
    };
    expect(() => toCost(broken)).toThrow('names a discount that is not there');
  });
});
