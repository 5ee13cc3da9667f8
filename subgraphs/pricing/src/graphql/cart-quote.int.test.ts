import type { CartQuote, QuoteLineRow } from '@agora/contracts/pricing/cart-quote';
import { ANONYMOUS } from '@agora/platform/auth';
import type { Viewer } from '@agora/platform/auth';
import { BOOKS, openPricing } from '../pricing-fixture.suite';
import type { PricingFixture } from '../pricing-fixture.suite';
import { aDraft, aStoredCoupon, aStoredPromotion, aStoredRule, activate } from '../promotion-fixture.suite';

let pricing: PricingFixture;
beforeAll(async () => {
  pricing = await openPricing();
  const coupon = await aStoredPromotion(pricing, {
    title: 'Autumn',
    couponRequired: true,
    rules: [aDraft({ name: 'Autumn order', scope: 'ORDER', adjustmentBasisPoints: -500 })],
  });
  await activate(pricing, coupon);
  await aStoredCoupon(pricing, coupon, 'AUTUMN');
  const sale = await aStoredPromotion(pricing, {
    title: 'Three or more',
    rules: [aDraft({ name: 'Three', condition: 'line.quantity >= 3' })],
  });
  await activate(pricing, sale);
  await aStoredRule(pricing, {
    name: 'Engraved',
    scope: 'LINE',
    condition: 'line.attributes["engraving"] != ""',
  });
  await aStoredRule(pricing, { name: 'VIP', scope: 'PRICE', segment: 'vip' });
  await pricing.index.refresh();
});
afterAll(() => pricing.close());

const CART: Viewer = { ...ANONYMOUS, callingService: 'cart' };
const ROWS = 'query ($input: CartQuoteInput!) { cartQuote(input: $input) }';
const TYPED = `query ($input: PriceQuoteInput!) {
  priceQuote(input: $input) {
    validUntil shipping { minorUnits } ...A
    coupons { code applied discount { minorUnits } }
    promotions { promotionId title couponCode amount { minorUnits } }
    lines { unitPrice { minorUnits } currentUnitPrice { minorUnits } subtotal { minorUnits } discount { minorUnits } tax { minorUnits } total { minorUnits }
      appliedRules { name kind promotionId couponCode amount { minorUnits } } }
  }
}
fragment A on PriceQuote { subtotal { minorUnits } discount { minorUnits } tax { minorUnits } total { minorUnits } }`;

type Minor = Readonly<Record<'minorUnits', string>>;
type Amounts = Readonly<Record<'subtotal' | 'discount' | 'tax' | 'total', Minor>>;
interface TypedQuote extends Amounts {
  readonly validUntil: string;
  readonly shipping: Minor | null;
  readonly coupons: readonly { readonly code: string; readonly applied: boolean; readonly discount: Minor }[];
  readonly promotions: readonly {
    readonly promotionId: string;
    readonly title: string;
    readonly couponCode: string | null;
    readonly amount: Minor;
  }[];
  readonly lines: readonly (Amounts & {
    readonly unitPrice: Minor;
    readonly currentUnitPrice: Minor;
    readonly appliedRules: readonly {
      readonly name: string;
      readonly kind: string;
      readonly promotionId: string | null;
      readonly couponCode: string | null;
      readonly amount: Minor;
    }[];
  })[];
}

function rowsOf(quote: TypedQuote): CartQuote {
  const amounts = ({ subtotal, discount, tax, total }: Amounts) =>
    [subtotal.minorUnits, discount.minorUnits, tax.minorUnits, total.minorUnits] as const;
  return {
    validUntil: quote.validUntil,
    totals: amounts(quote),
    shipping: quote.shipping?.minorUnits ?? null,
    coupons: quote.coupons.map(({ code, applied, discount }) => [code, applied, discount.minorUnits]),
    promotions: quote.promotions.map((one) => [
      one.promotionId,
      one.title,
      one.couponCode,
      one.amount.minorUnits,
    ]),
    lines: quote.lines.map((line) => [
      line.unitPrice.minorUnits,
      line.currentUnitPrice.minorUnits,
      amounts(line),
      line.appliedRules
        .filter(({ kind }) => kind === 'LINE' || kind === 'ORDER')
        .map(({ name, amount, promotionId, couponCode }) => [
          name,
          amount.minorUnits,
          promotionId,
          couponCode,
        ]),
    ]),
  };
}

async function ask(document: string, input: object): Promise<Readonly<Record<string, unknown>>> {
  const { data, errors } = await pricing.run(document, { input }, CART);
  expect(errors).toBeUndefined();
  return JSON.parse(JSON.stringify(data)) as Record<string, unknown>;
}

const LINES: readonly QuoteLineRow[] = [
  ['MUG', 1, null, null, []],
  ['NOVEL', 3, '1500', 3, []],
  ['MUG', 4, '1000', 9, [['engraving', 'To Ada']]],
  ['MUG', 2, '1000', 2, [['gift', 'yes']]],
];
const ADDRESS = { line1: 'Main St 1', city: 'Austin', countryCode: 'US' };

test.each([
  ['of a plain cart', { context: { region: 'US' } }],
  ['with codes', { context: { region: 'US' }, couponCodes: ['autumn', 'NOTHING'] }],
  ['of a VIP', { context: { region: 'US', customerSegments: ['vip'] }, couponCodes: ['AUTUMN'] }],
  ['that is sent', { context: { region: 'EU' }, shipTo: { ...ADDRESS, countryCode: 'DE' } }],
])('rows say exactly what the typed quote %s says', async (_, question) => {
  const lines = LINES.map(([sku, quantity, held, heldForQuantity, attributes]) => ({
    sku,
    quantity,
    attributes: attributes.map(([key, value]) => ({ key, value })),
    ...(held === null ? {} : { heldUnitPriceMinor: held, heldForQuantity }),
  }));
  const { priceQuote } = await ask(TYPED, { ...question, lines });
  const { cartQuote } = await ask(ROWS, { ...question, lines: LINES });
  expect(cartQuote).toEqual(rowsOf(priceQuote as TypedQuote));
});

test('a sku without a price is named by its row', async () => {
  const { errors } = await pricing.run(
    ROWS,
    { input: { lines: [...LINES, ['GONE', 1, null, null, []]] } },
    CART,
  );
  expect(errors?.[0]?.originalError).toMatchObject({
    code: 'BAD_USER_INPUT',
    details: [{ field: 'input.lines.4.sku', message: 'GONE has no price here' }],
  });
});

test('after a change, what was committed before the call counts', async () => {
  await pricing.database.query(
    'UPDATE price SET amount_minor = 2500, updated_at = now() WHERE price_book_id = $1 AND sku = $2',
    [BOOKS.us, 'NOVEL'],
  );
  const input = { lines: [['NOVEL', 1, null, null, []]], context: { region: 'US' } };
  const unitPriceOf = async (more: object): Promise<string | undefined> =>
    ((await ask(ROWS, { ...input, ...more }))['cartQuote'] as CartQuote).lines[0]?.[0];
  expect(await unitPriceOf({})).toBe('1900');
  expect(await unitPriceOf({ afterChange: true })).toBe('2500');
});

test('is for other subgraphs alone', async () => {
  for (const viewer of [ANONYMOUS, { ...ANONYMOUS, callingService: 'gateway' }]) {
    const { errors } = await pricing.run(ROWS, { input: { lines: LINES } }, viewer);
    expect(errors?.[0]?.originalError).toMatchObject({ code: 'FORBIDDEN' });
  }
});
