import { NOW, aBook, aContext, aPrice, aPromotion, aRule, aTable } from './price-table.suite';
import { quoteLines } from './quote';
import type { Quote, QuoteOptions } from './quote';
import type { PriceContext } from './price-context';
import { compileCondition, isProblem } from './rules/condition';
import type { Condition } from './rules/condition';
import type { PriceRule } from './rules/price-rule';
import type { RuleScope } from './rules/rule-scope';
import type { RuleDecision } from './rules/trace';
import type { Promotion } from './promotions/promotion';
import type { KnownCoupon } from './promotions/shopper';

const prices = [
  aPrice({ id: 'p1', sku: 'MUG', amountMinor: 1_000n }),
  aPrice({ id: 'p2', sku: 'LAMP', amountMinor: 5_000n, floorMinor: 4_000n }),
];
const off = (percent: number) => ({ kind: 'basisPoints' as const, basisPoints: -percent * 100 });
const less = (amountMinor: bigint) => ({ kind: 'amount' as const, amountMinor: -amountMinor });

function when(text: string, scope: RuleScope = 'LINE'): Condition {
  const condition = compileCondition(text, scope);
  if (isProblem(condition)) throw new Error(condition.message);
  return condition;
}

interface Case {
  readonly promotions?: readonly Promotion[];
  readonly context?: Partial<PriceContext>;
  readonly options?: QuoteOptions;
  readonly lines?: readonly { readonly sku: string; readonly quantity: number }[];
}

function quote(rules: readonly PriceRule[], given: Case = {}): Quote {
  const table = aTable({ books: [aBook()], prices, rules, promotions: given.promotions ?? [] });
  const lines = given.lines ?? [{ sku: 'MUG', quantity: 2 }];
  const result = quoteLines(table, aContext(given.context), lines, given.options);
  if (result.kind !== 'quoted') throw new Error('unpriced');
  return result;
}

const discountOf = (...args: Parameters<typeof quote>): bigint => quote(...args).totals.discount.amountMinor;

function trace(rules: readonly PriceRule[], given: Case = {}): [string, string, string | undefined][] {
  const decisions: RuleDecision[] = [];
  quote(rules, {
    ...given,
    options: { ...given.options, trace: (decision) => void decisions.push(decision) },
  });
  return decisions.map(({ rule, reason, detail }) => [rule.name, reason, detail]);
}

describe('unit prices', () => {
  test('a rule for a segment changes what that segment pays, and shows what it was', () => {
    const rules = [aRule({ name: 'vip', scope: 'PRICE', segment: 'vip', adjustment: off(20) })];
    expect(quote(rules).totals.subtotal.amountMinor).toBe(2_000n);
    const vip = quote(rules, { context: { segments: ['general', 'vip'] } });
    expect(vip.lines[0]).toMatchObject({
      unitPrice: { amountMinor: 800n },
      subtotal: { amountMinor: 1_600n },
    });
    expect(vip.lines[0]?.appliedRules).toMatchObject([
      { rule: { name: 'vip' }, amount: { amountMinor: 200n } },
    ]);
    expect(vip.totals.discount.amountMinor).toBe(0n);
  });

  test('rules of PRICE may raise, CATALOG works on what they left', () => {
    const rules = [
      aRule({ name: 'dear', scope: 'PRICE', adjustment: { kind: 'basisPoints', basisPoints: 1_000 } }),
      aRule({ name: 'sale', scope: 'CATALOG', adjustment: off(50) }),
    ];
    expect(quote(rules).lines[0]?.unitPrice.amountMinor).toBe(550n);
  });

  test('a promised price holds while the current one is higher, a lower one is passed on', () => {
    const table = aTable({ prices });
    const at = (held: bigint) =>
      quoteLines(table, aContext(), [{ sku: 'MUG', quantity: 1, heldUnitPriceMinor: held }]);
    expect(at(900n)).toMatchObject({
      lines: [{ unitPrice: { amountMinor: 900n }, currentUnitPrice: { amountMinor: 1_000n } }],
    });
    expect(at(1_100n)).toMatchObject({ lines: [{ unitPrice: { amountMinor: 1_000n } }] });
  });

  test('a promise for many does not go down a tier with fewer, and one without tiers does', () => {
    const tiered = [...prices, { ...prices[0], minimumQuantity: 5, amountMinor: 500n }] as typeof prices;
    const unit = (of: typeof prices, quantity: number) => {
      const line = { sku: 'MUG', quantity, heldUnitPriceMinor: 500n, heldForQuantity: 6 };
      const quoted = quoteLines(aTable({ prices: of }), aContext(), [line]);
      return quoted.kind === 'quoted' ? quoted.lines[0]?.unitPrice.amountMinor : undefined;
    };
    expect(unit(tiered, 1)).toBe(1_000n);
    expect(unit(tiered, 5)).toBe(500n);
    expect(unit(prices, 1)).toBe(500n);
    expect(unit(prices, 100)).toBe(500n);
  });
});

describe('lines', () => {
  test('percent of the line, and amounts per unit', () => {
    expect(discountOf([aRule({ adjustment: off(15) })])).toBe(300n);
    expect(discountOf([aRule({ adjustment: less(120n), currency: 'USD' })])).toBe(240n);
  });

  test('without groups rules add up, the higher priority first', () => {
    const rules = [
      aRule({ name: 'amount', priority: 1, adjustment: less(100n), currency: 'USD' }),
      aRule({ name: 'percent', priority: 2, adjustment: off(10) }),
    ];
    expect(quote(rules).lines[0]?.appliedRules.map(({ rule }) => rule.name)).toEqual(['percent', 'amount']);
    expect(discountOf(rules)).toBe(400n);
  });

  test('of one stack group the best deal counts alone, whatever the priority', () => {
    const rules = [
      aRule({ name: 'ten', stackGroup: 'sale', priority: 9, adjustment: off(10) }),
      aRule({ name: 'twenty', stackGroup: 'sale', adjustment: off(20) }),
    ];
    expect(discountOf(rules)).toBe(400n);
    expect(trace(rules)).toEqual([
      ['ten', 'LOST_BEST_DEAL', 'twenty'],
      ['twenty', 'MATCHED', undefined],
    ]);
  });

  test('an exclusive rule stops what comes after it, and stays away where something was before', () => {
    const first = aRule({ name: 'first', exclusive: true, priority: 2, adjustment: off(5) });
    const plain = aRule({ name: 'plain', priority: 1 });
    const last = aRule({ name: 'last', exclusive: true, priority: 0 });
    expect(trace([first, plain])).toEqual([
      ['first', 'MATCHED', undefined],
      ['plain', 'STOPPED_BY_EXCLUSIVE', 'first'],
    ]);
    expect(trace([plain, last])).toEqual([
      ['plain', 'MATCHED', undefined],
      ['last', 'EXCLUDED', 'plain'],
    ]);
  });

  test('excludes works from both sides and by group, includes needs its partner first', () => {
    const base = aRule({ name: 'base', stackGroup: 'sale', priority: 2 });
    expect(trace([base, aRule({ name: 'enemy', excludes: ['sale'] })]).at(-1)).toEqual([
      'enemy',
      'EXCLUDED',
      'base',
    ]);
    expect(trace([{ ...base, excludes: ['friend'] }, aRule({ name: 'friend' })]).at(-1)).toEqual([
      'friend',
      'EXCLUDED',
      'base',
    ]);
    const follower = aRule({ name: 'follower', includes: ['sale'] });
    expect(trace([follower]).at(-1)).toEqual(['follower', 'EXCLUDED', 'needs sale']);
    expect(trace([base, follower]).at(-1)).toEqual(['follower', 'MATCHED', undefined]);
  });

  test('caps per line and per order', () => {
    const lines = [
      { sku: 'MUG', quantity: 3 },
      { sku: 'LAMP', quantity: 1 },
    ];
    const rule = aRule({ adjustment: off(20), currency: 'USD' });
    expect(discountOf([{ ...rule, maximumPerLineMinor: 700n }], { lines })).toBe(1_300n);
    const capped = quote([{ ...rule, maximumPerOrderMinor: 800n }], { lines });
    expect(capped.lines.map(({ discount }) => discount.amountMinor)).toEqual([300n, 500n]);
  });

  test('no line goes below its floor, whatever is taken', () => {
    const rules = [
      aRule({ name: 'half', adjustment: off(50), priority: 1 }),
      aRule({ name: 'more', adjustment: off(10) }),
    ];
    const lines = [{ sku: 'LAMP', quantity: 2 }];
    expect(discountOf(rules, { lines })).toBe(2_000n);
    expect(trace(rules, { lines })).toEqual([
      ['half', 'MATCHED', undefined],
      ['more', 'FLOOR', 'nothing is left to take'],
    ]);
  });

  test('conditions and minimum quantities decide per line', () => {
    const rules = [
      aRule({ name: 'three', minimumQuantity: 3 }),
      aRule({ name: 'b2b', condition: when('"b2b" in customer.segments') }),
    ];
    expect(trace(rules)).toEqual([
      ['three', 'CONDITION', 'quantity >= 3'],
      ['b2b', 'CONDITION', '"b2b" in customer.segments'],
    ]);
    expect(discountOf(rules, { lines: [{ sku: 'MUG', quantity: 3 }] })).toBe(300n);
  });

  test('rules of other regions, channels, currencies, skus and categories are no candidates', () => {
    const rules = [
      aRule({ name: 'r', region: 'EU' }),
      aRule({ name: 'c', channel: 'pos' }),
      aRule({ name: 'm', currency: 'EUR', adjustment: less(1n) }),
      aRule({ name: 's', sku: 'LAMP' }),
      aRule({ name: 'k', category: 'books' }),
      aRule({ name: 'i', active: false }),
    ];
    expect(trace(rules)).toEqual([]);
    expect(discountOf(rules)).toBe(0n);
  });

  test('a window is open from its start to before its end', () => {
    const before = new Date(NOW.getTime() - 1);
    expect(trace([aRule({ startsAt: new Date(NOW.getTime() + 1) })])).toMatchObject([
      ['rule', 'WINDOW', expect.any(String)],
    ]);
    expect(trace([aRule({ startsAt: before, endsAt: NOW })])).toMatchObject([
      ['rule', 'WINDOW', expect.any(String)],
    ]);
    expect(discountOf([aRule({ startsAt: NOW })])).toBe(200n);
  });
});

describe('orders', () => {
  const lines = [
    { sku: 'MUG', quantity: 1 },
    { sku: 'LAMP', quantity: 1 },
  ];
  const rule = aRule({ scope: 'ORDER', adjustment: less(100n), currency: 'USD' });

  test('a discount on the order is borne by the lines to the unit', () => {
    const result = quote([rule], { lines });
    expect(result.lines.map(({ discount }) => discount.amountMinor)).toEqual([17n, 83n]);
    expect(result.totals).toMatchObject({ discount: { amountMinor: 100n }, total: { amountMinor: 5_900n } });
  });

  test('lines that are at their floor bear nothing of it', () => {
    const result = quote([{ ...rule, adjustment: less(1_500n) }], { lines });
    expect(result.lines.map(({ discount }) => discount.amountMinor)).toEqual([500n, 1_000n]);
  });

  test('its condition sees the cart, its percent what the lines left', () => {
    const rules = [
      aRule({ name: 'line', sku: 'MUG', adjustment: off(50) }),
      aRule({
        name: 'order',
        scope: 'ORDER',
        adjustment: off(10),
        condition: when('cart.subtotal >= 6000', 'ORDER'),
      }),
    ];
    expect(discountOf(rules, { lines })).toBe(500n + 550n);
    expect(discountOf(rules)).toBe(1_000n);
  });

  test('a line that an exclusive rule stopped is left alone by the order', () => {
    const rules = [aRule({ name: 'line', sku: 'MUG', exclusive: true, adjustment: off(50) }), rule];
    expect(quote(rules, { lines }).lines.map(({ discount }) => discount.amountMinor)).toEqual([500n, 100n]);
  });
});

describe('promotions', () => {
  const rule = aRule({ promotionId: 'promotion' });

  test.each(['DRAFT', 'PAUSED', 'ENDED'] as const)('one that is %s gives nothing', (status) => {
    expect(trace([rule], { promotions: [aPromotion({ status })] })).toEqual([
      ['rule', 'WINDOW', `the promotion is ${status}`],
    ]);
  });

  test('a scheduled one gives from its start on, also before anybody switched it on', () => {
    const scheduled = aPromotion({ status: 'SCHEDULED', startsAt: NOW });
    expect(discountOf([rule], { promotions: [scheduled] })).toBe(200n);
    const earlier = { at: new Date(NOW.getTime() - 1) };
    expect(discountOf([rule], { promotions: [scheduled], context: earlier })).toBe(0n);
    expect(discountOf([rule], { promotions: [{ ...scheduled, startsAt: undefined }] })).toBe(0n);
  });

  test('limits in uses, per customer and in money', () => {
    const spent = (redemptions: number, spentMinor: bigint) => ({ redemptions, spentMinor });
    const used = aPromotion({ usageLimit: 3, usage: spent(3, 0n) });
    expect(trace([rule], { promotions: [used] })).toEqual([['rule', 'USAGE', 'used 3 of 3 times']]);
    const once = aPromotion({ usageLimitPerCustomer: 1 });
    const shopper = { coupons: [], usage: new Map([['promotion', 1]]) };
    expect(trace([rule], { promotions: [once], options: { shopper } })).toEqual([
      ['rule', 'USAGE', 'used 1 of 1 times by this customer'],
    ]);
    const poor = aPromotion({ budgetMinor: 1_000n, budgetCurrency: 'USD', usage: spent(9, 850n) });
    expect(trace([rule], { promotions: [poor] })).toEqual([['rule', 'USAGE', 'the budget does not reach']]);
    expect(discountOf([rule], { promotions: [{ ...poor, usage: spent(9, 800n) }] })).toBe(200n);
    expect(discountOf([rule], { promotions: [{ ...poor, budgetCurrency: 'EUR' }] })).toBe(0n);
  });

  test('two rules share one budget within a quote', () => {
    const promotions = [aPromotion({ budgetMinor: 300n, budgetCurrency: 'USD' })];
    const rules = [
      { ...rule, id: 'a', name: 'a' },
      { ...rule, id: 'b', name: 'b' },
    ];
    expect(trace(rules, { promotions })).toEqual([
      ['a', 'MATCHED', undefined],
      ['b', 'USAGE', 'the budget does not reach'],
    ]);
  });
});

describe('coupons', () => {
  const promotions = [aPromotion({ couponRequired: true })];
  const rule = aRule({ promotionId: 'promotion', adjustment: off(25) });
  const coupon: KnownCoupon = {
    code: 'SAVE25',
    promotionId: 'promotion',
    usageLimit: undefined,
    usageLimitPerCustomer: undefined,
    usageCount: 0,
    usageByCustomer: 0,
    active: true,
  };
  const withCoupon = (fields: Partial<KnownCoupon> = {}): QuoteOptions => ({
    shopper: { coupons: [{ ...coupon, ...fields }], usage: new Map() },
    couponCodes: ['save25'],
  });

  test('opens its promotion, and the quote says what it gave', () => {
    expect(discountOf([rule], { promotions })).toBe(0n);
    const opened = quote([rule], { promotions, options: withCoupon() });
    expect(opened.coupons).toMatchObject([
      { code: 'save25', applied: true, discount: { amountMinor: 500n } },
    ]);
    expect(opened.promotions).toEqual([
      {
        promotionId: 'promotion',
        title: 'Promotion',
        couponCode: 'SAVE25',
        amount: { amountMinor: 500n, currency: 'USD' },
      },
    ]);
  });

  test.each<[string, Partial<KnownCoupon>]>([
    ['inactive', { active: false }],
    ['used up', { usageLimit: 5, usageCount: 5 }],
    ['used up by this customer', { usageLimitPerCustomer: 1, usageByCustomer: 1 }],
    ['of another promotion', { promotionId: 'other' }],
  ])('one that is %s opens nothing, and is answered like one that does not exist', (_, fields) => {
    const refused = quote([rule], { promotions, options: withCoupon(fields) });
    const unknown = quote([rule], { promotions, options: { couponCodes: ['save25'] } });
    expect(refused.coupons).toEqual(unknown.coupons);
    expect(refused.coupons).toMatchObject([{ applied: false, discount: { amountMinor: 0n } }]);
  });

  test('competes with automatic promotions of its group: the better deal wins', () => {
    const automatic = aRule({ name: 'automatic', stackGroup: 'sale', adjustment: off(30) });
    const grouped = { ...rule, stackGroup: 'sale' };
    expect(discountOf([automatic, grouped], { promotions, options: withCoupon() })).toBe(600n);
    expect(
      discountOf([{ ...automatic, adjustment: off(10) }, grouped], { promotions, options: withCoupon() }),
    ).toBe(500n);
  });

  test('comes after automatic promotions, whatever its priority', () => {
    const automatic = aRule({ name: 'automatic', adjustment: off(10) });
    const names = quote([automatic, { ...rule, name: 'coupon', priority: 99 }], {
      promotions,
      options: withCoupon(),
    });
    expect(names.lines[0]?.appliedRules.map(({ rule: { name } }) => name)).toEqual(['automatic', 'coupon']);
    expect(names.totals.discount.amountMinor).toBe(200n + 450n);
  });
});
