import type { CartQuote, QuotedLineRow } from '@agora/contracts/pricing/cart-quote';
import { toQuotedCost } from './quote-answer';

const SNAPSHOT = { title: '', imageUrl: null, taxCategory: 'standard', attributes: [] };
const ASKED = [
  { id: 'l1', sku: 'MUG', quantity: 2, snapshot: SNAPSHOT },
  { id: 'l2', sku: 'MUG', quantity: 1, snapshot: SNAPSHOT },
];
const PLAIN: QuotedLineRow = ['1000', '1200', ['2000', '0', '160', '2160'], []];
const REDUCED: QuotedLineRow = [
  '1000',
  '1200',
  ['1000', '300', '56', '756'],
  [
    ['Ten percent', '100', 'p1', 'AUTUMN'],
    ['Whole order', '200', null, null],
  ],
];
const QUOTE: CartQuote = {
  validUntil: '2026-01-15T12:30:00.000Z',
  totals: ['3000', '300', '216', '2916'],
  shipping: '499',
  coupons: [
    ['AUTUMN', true, '100'],
    ['OTHER', false, '0'],
  ],
  promotions: [['p1', 'Autumn sale', 'AUTUMN', '100']],
  lines: [PLAIN, REDUCED],
};

test('rows become the cost of the lines asked for, in their order', () => {
  const { cost, offers, unitPrices } = toQuotedCost(QUOTE, ASKED);
  expect(cost).toEqual({
    subtotalMinor: 3_000n,
    discountMinor: 300n,
    taxMinor: 216n,
    totalMinor: 2_916n,
    quotedUntil: new Date('2026-01-15T12:30:00.000Z'),
    shippingMinor: 499n,
    discounts: [{ promotionId: 'p1', title: 'Autumn sale', couponCode: 'AUTUMN', amountMinor: 100n }],
    coupons: [
      { code: 'AUTUMN', applied: true, discountMinor: 100n, title: 'Autumn sale' },
      { code: 'OTHER', applied: false, discountMinor: 0n, title: null },
    ],
    lines: new Map([
      ['l1', { subtotalMinor: 2_000n, discountMinor: 0n, taxMinor: 160n, totalMinor: 2_160n, discounts: [] }],
      [
        'l2',
        {
          ...{ subtotalMinor: 1_000n, discountMinor: 300n, taxMinor: 56n, totalMinor: 756n },
          discounts: [
            { title: 'Autumn sale', amountMinor: 100n, promotionId: 'p1', couponCode: 'AUTUMN' },
            { title: 'Whole order', amountMinor: 200n, promotionId: null, couponCode: null },
          ],
        },
      ],
    ]),
  });
  expect(offers).toEqual(
    new Map([
      ['l1', { unitMinor: 1_000n, currentMinor: 1_200n }],
      ['l2', { unitMinor: 1_000n, currentMinor: 1_200n }],
    ]),
  );
  expect(unitPrices).toEqual(new Map([['MUG', 1_200n]]));
});

test('an answer that leaves out a line is no quote', () => {
  expect(() => toQuotedCost({ ...QUOTE, lines: [PLAIN] }, ASKED)).toThrow('pricing left out a line');
});
