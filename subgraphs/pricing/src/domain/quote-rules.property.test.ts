import { ROUNDING_MODES } from '@agora/platform/money';
import { add as dineroAdd, dinero, subtract as dineroSubtract, toSnapshot } from 'dinero.js/bigint';
import fc from 'fast-check';
import { aBook, aContext, aPrice, aPromotion, aRate, aRule, aTable } from './price-table.suite';
import type { LineToQuote } from './line-to-quote';
import type { PriceTable } from './price-table';
import { quoteLines } from './quote';
import type { Quote, QuotedLine, QuoteOptions } from './quote';
import { compileCondition, isProblem } from './rules/condition';
import { RULE_SCOPES } from './rules/rule-scope';
import type { PriceRule } from './rules/price-rule';

// A failing run prints its seed and path; FC_SEED runs it again.
const seed = process.env['FC_SEED'];
const runs = { numRuns: 2_000, ...(seed === undefined ? {} : { seed: Number(seed) }) };

const SKUS = ['MUG', 'LAMP', 'NOVEL'];
const GROUPS = ['sale', 'loyalty'];
const CONDITIONS = {
  PRICE: ['"vip" in customer.segments', 'line.quantity >= 3'],
  CATALOG: ['line.category == "standard"', 'line.quantity >= 2'],
  LINE: [
    'line.subtotal > 2000 && !(line.sku == "LAMP" || cart.quantity < 2)',
    'cart.quantity >= 4',
    '"vip" in customer.segments',
    'size(line.sku) > 3 && cart.quantity > 1',
  ],
  ORDER: ['cart.subtotal > 5000', '"MUG" in cart.skus'],
} as const;

const aCondition = (scope: PriceRule['scope']) =>
  fc.option(
    fc.constantFrom(...CONDITIONS[scope]).map((text) => {
      const condition = compileCondition(text, scope);
      if (isProblem(condition)) throw new Error(condition.message);
      return condition;
    }),
    { nil: undefined },
  );

const someRule = fc.constantFrom(...RULE_SCOPES).chain((scope) =>
  fc.record({
    scope: fc.constant(scope),
    priority: fc.integer({ min: 0, max: 3 }),
    exclusive: fc.boolean(),
    stackGroup: fc.option(fc.constantFrom(...GROUPS), { nil: undefined }),
    excludes: fc.subarray(GROUPS),
    sku: scope === 'ORDER' ? fc.constant(undefined) : fc.option(fc.constantFrom(...SKUS), { nil: undefined }),
    segment: fc.option(fc.constant('vip'), { nil: undefined }),
    promotionId:
      scope === 'LINE' || scope === 'ORDER'
        ? fc.constantFrom(undefined, 'auto', 'poor', 'coded')
        : fc.constant(undefined),
    minimumQuantity: fc.integer({ min: 1, max: 3 }),
    condition: aCondition(scope),
    adjustment: fc.oneof(
      fc
        .integer({ min: -10_000, max: scope === 'PRICE' ? 2_000 : -1 })
        .map((basisPoints) => ({ kind: 'basisPoints' as const, basisPoints })),
      fc.bigInt({ min: -900n, max: -1n }).map((amountMinor) => ({ kind: 'amount' as const, amountMinor })),
    ),
    maximumPerLineMinor: fc.option(fc.bigInt({ min: 1n, max: 900n }), { nil: undefined }),
    maximumPerOrderMinor: fc.option(fc.bigInt({ min: 1n, max: 2_000n }), { nil: undefined }),
  }),
);
const someRules = fc
  .array(someRule, { maxLength: 12 })
  .map((rules) => rules.map((rule, index) => aRule({ ...rule, id: `r${String(index)}`, currency: 'USD' })));
const someLines = fc.array(
  fc.record({ sku: fc.constantFrom(...SKUS), quantity: fc.integer({ min: 1, max: 5 }) }),
  { minLength: 1, maxLength: 8 },
);
const aShop = fc.record({
  rules: someRules,
  lines: someLines,
  isVip: fc.boolean(),
  hasCode: fc.boolean(),
  inclusive: fc.boolean(),
  rounding: fc.constantFrom(...ROUNDING_MODES),
  floorMinor: fc.bigInt({ min: 0n, max: 900n }),
});
type Shop = Parameters<Parameters<typeof aShop.map>[0]>[0];

function tableOf(shop: Shop, rules: readonly PriceRule[] = shop.rules): PriceTable {
  return aTable({
    books: [aBook()],
    prices: SKUS.map((sku, index) =>
      aPrice({ id: sku, sku, amountMinor: BigInt(997 + index * 1_003), floorMinor: shop.floorMinor }),
    ),
    rates: [aRate({ inclusive: shop.inclusive })],
    regions: [{ region: 'US', currency: 'USD', roundingMode: shop.rounding }],
    rules,
    promotions: [
      aPromotion({ id: 'auto' }),
      aPromotion({ id: 'poor', budgetMinor: 500n, budgetCurrency: 'USD' }),
      aPromotion({ id: 'coded', couponRequired: true }),
    ],
  });
}

const CODE = {
  code: 'CODE',
  promotionId: 'coded',
  usageLimit: undefined,
  usageLimitPerCustomer: undefined,
  usageCount: 0,
  usageByCustomer: 0,
  active: true,
};

function quote(
  shop: Shop,
  more: { rules?: readonly PriceRule[]; lines?: readonly LineToQuote[]; options?: QuoteOptions } = {},
): Quote {
  const context = aContext(shop.isVip ? { segments: ['general', 'vip'] } : {});
  const options = {
    ...(shop.hasCode ? { shopper: { coupons: [CODE], usage: new Map() }, couponCodes: ['CODE'] } : {}),
    ...more.options,
  };
  const result = quoteLines(tableOf(shop, more.rules), context, more.lines ?? shop.lines, options);
  if (result.kind !== 'quoted') throw new Error('unpriced');
  return result;
}

const minor = (quoted: Pick<QuotedLine, 'subtotal' | 'discount' | 'tax' | 'total'>): bigint[] =>
  [quoted.subtotal, quoted.discount, quoted.tax, quoted.total].map(({ amountMinor }) => amountMinor);
const described = ({ sku, quantity, ...line }: QuotedLine): string =>
  JSON.stringify([sku, quantity, String(line.unitPrice.amountMinor), minor(line).map(String)]);

test('line sums are the totals, and every discount is somebody’s', () => {
  fc.assert(
    fc.property(aShop, (shop) => {
      const { lines, totals, promotions, coupons } = quote(shop);
      for (const [index, total] of minor(totals).entries()) {
        expect(lines.reduce((sum, line) => sum + (minor(line)[index] ?? 0n), 0n)).toBe(total);
      }
      for (const line of lines) {
        const taken = line.appliedRules.filter(
          ({ rule: { scope } }) => scope === 'LINE' || scope === 'ORDER',
        );
        expect(taken.reduce((sum, { amount }) => sum + amount.amountMinor, 0n)).toBe(
          line.discount.amountMinor,
        );
      }
      const ofCode = promotions.filter(({ couponCode }) => couponCode !== undefined);
      expect(coupons.reduce((sum, { discount }) => sum + discount.amountMinor, 0n)).toBe(
        ofCode.reduce((sum, { amount }) => sum + amount.amountMinor, 0n),
      );
    }),
    runs,
  );
});

test('a discount is never above the price, nothing goes below its floor, no budget is exceeded', () => {
  fc.assert(
    fc.property(aShop, (shop) => {
      const { lines, promotions } = quote(shop);
      for (const { subtotal, discount, total, quantity, unitPrice } of lines) {
        expect(discount.amountMinor).toBeGreaterThanOrEqual(0n);
        expect(unitPrice.amountMinor).toBeGreaterThanOrEqual(shop.floorMinor);
        expect(subtotal.amountMinor - discount.amountMinor).toBeGreaterThanOrEqual(
          shop.floorMinor * BigInt(quantity),
        );
        expect(total.amountMinor).toBeGreaterThanOrEqual(0n);
      }
      const poor = promotions.find(({ promotionId }) => promotionId === 'poor');
      expect(poor?.amount.amountMinor ?? 0n).toBeLessThanOrEqual(500n);
    }),
    runs,
  );
});

test('neither the order of the lines nor that of the stored rules decides anything', () => {
  fc.assert(
    fc.property(aShop, fc.integer(), (shop, turn) => {
      const rotate = <T>(list: readonly T[]): T[] => {
        const by = list.length === 0 ? 0 : Math.abs(turn) % list.length;
        return [...list.slice(by), ...list.slice(0, by)].reverse();
      };
      const [plain, turned] = [
        quote(shop),
        quote(shop, { rules: rotate(shop.rules), lines: rotate(shop.lines) }),
      ];
      expect(turned.lines.map(described).sort()).toEqual(plain.lines.map(described).sort());
      expect(minor(turned.totals)).toEqual(minor(plain.totals));
      expect(turned.promotions).toEqual(plain.promotions);
    }),
    runs,
  );
});

test('listening changes nothing, what is told names every candidate and adds up to what is taken', () => {
  fc.assert(
    fc.property(aShop, (shop) => {
      let told = 0n;
      const named = new Set<PriceRule>();
      const heard = quote(shop, {
        options: {
          trace: ({ rule, reason, before, after }) => {
            named.add(rule);
            if (reason !== 'MATCHED') expect(after).toEqual(before);
            else if (rule.scope === 'LINE' || rule.scope === 'ORDER')
              told += before.amountMinor - after.amountMinor;
          },
        },
      });
      const plain = quote(shop);
      expect(heard.lines.map(described)).toEqual(plain.lines.map(described));
      expect(told).toBe(plain.totals.discount.amountMinor);
      const bought = new Set(shop.lines.map(({ sku }) => sku));
      const candidates = shop.rules.filter(
        (rule) =>
          (rule.sku === undefined || bought.has(rule.sku)) && (rule.segment === undefined || shop.isVip),
      );
      expect(named).toEqual(new Set(candidates));
    }),
    runs,
  );
});

test('dinero.js agrees on every sum and difference', () => {
  const usd = { code: 'USD', base: 10n, exponent: 2n };
  const of = (amount: bigint) => dinero({ amount, currency: usd });
  fc.assert(
    fc.property(aShop, (shop) => {
      for (const { subtotal, discount, tax, total } of quote(shop).lines) {
        const net = dineroSubtract(of(subtotal.amountMinor), of(discount.amountMinor));
        const due = shop.inclusive ? net : dineroAdd(net, of(tax.amountMinor));
        expect(toSnapshot(due).amount).toBe(total.amountMinor);
      }
    }),
    runs,
  );
});
