import type { AppError } from '@agora/platform/errors';
import { BOOKS, STAFF, openPricing } from '../pricing-fixture.suite';
import type { PricingFixture } from '../pricing-fixture.suite';
import { aStoredCoupon, aStoredPromotion, aStoredRule } from '../promotion-fixture.suite';

const LONG = 'x'.repeat(10_240);
const HUGE = 2_147_483_647;
const usd = (amount: string) => ({ amount, currencyCode: 'USD' });
const NOWHERE = '0192f0c1-0000-7000-8000-000000000001';

let pricing: PricingFixture;
let promotion: string;
let rule: string;
beforeAll(async () => {
  pricing = await openPricing();
  promotion = await aStoredPromotion(pricing);
  await aStoredCoupon(pricing, promotion, 'TAKEN');
  rule = await aStoredRule(pricing);
});
afterAll(() => pricing.close());

const TABLES = [
  'price',
  'price_book',
  'price_rule',
  'promotion',
  'coupon',
  'tax_rate',
  'shipping_rate',
  'currency_rate',
  'region_setting',
  'outbox',
  'audit_log',
  'idempotency',
];
const everything = (): Promise<string[]> =>
  Promise.all(
    TABLES.map(async (table) =>
      JSON.stringify(await pricing.database.query(`SELECT t::text FROM ${table} t ORDER BY 1`)),
    ),
  );

type Input = Readonly<Record<string, unknown>>;

/** Code and path of what is wrong, whichever of the two families it is. */
async function answer(
  mutation: string,
  type: string,
  input: Input,
): Promise<{ code: string; field: string }> {
  const result = await pricing.run(
    `mutation ($input: ${type}!) { ${mutation}(input: $input) { userErrors { code field message } } }`,
    { input },
    STAFF,
  );
  const fault = result.errors?.[0]?.originalError as AppError | undefined;
  if (fault !== undefined) return { code: fault.code, field: fault.details?.[0]?.field ?? '' };
  expect(result.errors).toBeUndefined();
  return refusalIn(result.data as Record<string, { userErrors: { code: string; field: string[] }[] }>);
}

function refusalIn(data: Record<string, { userErrors: { code: string; field: string[] }[] }>): {
  code: string;
  field: string;
} {
  const [error] = Object.values(data).flatMap(({ userErrors }) => userErrors);
  return error === undefined
    ? { code: 'NONE', field: '' }
    : { code: error.code, field: error.field.join('.') };
}

/** Each wrong value is put into a good input; it is refused by this code at this path, and nothing is changed. */
function refuses(
  [mutation, type]: readonly [string, string],
  good: () => Input,
  cases: readonly (readonly [string, Input | (() => Input), string, string])[],
): void {
  describe(type, () => {
    test.each(cases)('%s', async (_what, wrong, code, field) => {
      const before = await everything();
      const given = typeof wrong === 'function' ? wrong() : wrong;
      const input = { ...good(), ...given, idempotencyKey: 'key' in given ? given['key'] : 'k' };
      delete (input as Record<string, unknown>)['key'];
      expect(await answer(mutation, type, input)).toEqual({ code, field: `input.${field}` });
      expect(await everything()).toEqual(before);
    });
  });
}

const goodRule: Input = { name: 'Rule', priority: 1, adjustmentBasisPoints: -500 };
const inRule = (fields: Input) => ({ rule: { ...goodRule, ...fields } });

refuses(['priceRuleUpsert', 'PriceRuleUpsertInput'], () => inRule({}), [
  ['an unknown id', { id: NOWHERE }, 'NOT_FOUND', 'id'],
  ['an id that is none', { id: LONG }, 'NOT_FOUND', 'id'],
  ['an unknown promotion', { promotionId: NOWHERE }, 'NOT_FOUND', 'promotionId'],
  ['a stale version', () => ({ id: rule, expectedVersion: 9 }), 'VERSION_CONFLICT', 'expectedVersion'],
  ['a negative version', () => ({ id: rule, expectedVersion: -1 }), 'VERSION_CONFLICT', 'expectedVersion'],
  ['an empty key', { key: '' }, 'BAD_USER_INPUT', 'idempotencyKey'],
  ['a key of 10 kB', { key: LONG }, 'BAD_USER_INPUT', 'idempotencyKey'],
  ['a key with a zero', { key: 'a\u0000b' }, 'BAD_USER_INPUT', 'idempotencyKey'],
  ['a name with a zero', inRule({ name: 'a\u0000b' }), 'INVALID_VALUE', 'rule.name'],
  ['a name of 10 kB', inRule({ name: LONG }), 'INVALID_VALUE', 'rule.name'],
  ['no name', inRule({ name: '' }), 'INVALID_VALUE', 'rule.name'],
  ['a huge priority', inRule({ priority: HUGE }), 'INVALID_VALUE', 'rule.priority'],
  ['a group of 10 kB', inRule({ stackGroup: LONG }), 'INVALID_VALUE', 'rule.stackGroup'],
  ['an unknown region', inRule({ region: 'MOON' }), 'INVALID_VALUE', 'rule.region'],
  ['a sku of 10 kB', inRule({ sku: LONG }), 'INVALID_VALUE', 'rule.sku'],
  ['a quantity of 0', inRule({ minimumQuantity: 0 }), 'INVALID_VALUE', 'rule.minimumQuantity'],
  ['a negative quantity', inRule({ minimumQuantity: -3 }), 'INVALID_VALUE', 'rule.minimumQuantity'],
  [
    'a condition that is none',
    inRule({ condition: 'line.quantity >' }),
    'INVALID_CONDITION',
    'rule.condition',
  ],
  ['a condition of 10 kB', inRule({ condition: LONG }), 'INVALID_CONDITION', 'rule.condition'],
  ['a condition that says nothing', inRule({ condition: '' }), 'INVALID_CONDITION', 'rule.condition'],
  ['no change', inRule({ adjustmentBasisPoints: 0 }), 'INVALID_VALUE', 'rule.adjustmentBasisPoints'],
  [
    'more than all off',
    inRule({ adjustmentBasisPoints: -HUGE }),
    'INVALID_VALUE',
    'rule.adjustmentBasisPoints',
  ],
  ['neither part nor amount', inRule({ adjustmentBasisPoints: null }), 'INVALID_VALUE', 'rule.adjustment'],
  ['both part and amount', inRule({ adjustment: usd('-1') }), 'INVALID_VALUE', 'rule.adjustment'],
  [
    'an unknown currency',
    inRule({ maximumPerLine: { amount: '1', currencyCode: 'ZZZ' } }),
    'BAD_USER_INPUT',
    'rule.maximumPerLine.currencyCode',
  ],
  [
    'too many decimals',
    inRule({ maximumPerLine: usd('1.999') }),
    'BAD_USER_INPUT',
    'rule.maximumPerLine.amount',
  ],
  [
    'an amount beyond 64 bits',
    inRule({ maximumPerLine: usd('999999999999999999') }),
    'BAD_USER_INPUT',
    'rule.maximumPerLine.amount',
  ],
  ['a negative cap', inRule({ maximumPerLine: usd('-1') }), 'INVALID_VALUE', 'rule.maximumPerLine'],
  [
    'two currencies',
    inRule({
      adjustmentBasisPoints: null,
      adjustment: usd('-1'),
      maximumPerLine: { amount: '1', currencyCode: 'EUR' },
    }),
    'CURRENCY_MISMATCH',
    'rule.maximumPerLine',
  ],
  ['a past end', inRule({ endsAt: '2020-01-01T00:00:00Z' }), 'INVALID_VALUE', 'rule.endsAt'],
  [
    'a window that ends before it begins',
    inRule({ startsAt: '2027-01-01T00:00:00Z', endsAt: '2026-12-01T00:00:00Z' }),
    'INVALID_VALUE',
    'rule.endsAt',
  ],
]);

refuses(['promotionCreate', 'PromotionCreateInput'], () => ({ title: 'Sale', rules: [goodRule] }), [
  ['no title', { title: '' }, 'INVALID_VALUE', 'title'],
  ['a title of 10 kB', { title: LONG }, 'INVALID_VALUE', 'title'],
  ['a description of 10 kB', { description: LONG }, 'INVALID_VALUE', 'description'],
  ['no rules', { rules: [] }, 'INVALID_VALUE', 'rules'],
  ['21 rules', { rules: Array.from({ length: 21 }, () => goodRule) }, 'INVALID_VALUE', 'rules'],
  [
    'a wrong second rule',
    { rules: [goodRule, { ...goodRule, condition: '1 +' }] },
    'INVALID_CONDITION',
    'rules.1.condition',
  ],
  ['a past end', { endsAt: '2020-01-01T00:00:00Z' }, 'INVALID_VALUE', 'endsAt'],
  ['a budget of nothing', { budget: usd('0') }, 'INVALID_VALUE', 'budget'],
  ['a negative budget', { budget: usd('-5') }, 'INVALID_VALUE', 'budget'],
  ['a huge budget', { budget: usd('99999999999999') }, 'INVALID_VALUE', 'budget'],
  [
    'a budget in no currency',
    { budget: { amount: '1', currencyCode: LONG } },
    'BAD_USER_INPUT',
    'budget.currencyCode',
  ],
  ['no uses', { usageLimit: 0 }, 'INVALID_VALUE', 'usageLimit'],
  ['negative uses', { usageLimitPerCustomer: -1 }, 'INVALID_VALUE', 'usageLimitPerCustomer'],
  [
    'a budget for unit prices',
    { budget: usd('5'), rules: [{ ...goodRule, scope: 'CATALOG' }] },
    'INVALID_VALUE',
    'rules.0.scope',
  ],
]);

refuses(['promotionUpdate', 'PromotionUpdateInput'], () => ({ id: promotion }), [
  ['an unknown id', { id: NOWHERE }, 'NOT_FOUND', 'id'],
  ['an id of 10 kB', { id: LONG }, 'NOT_FOUND', 'id'],
  ['a stale version', { title: 'x', expectedVersion: 99 }, 'VERSION_CONFLICT', 'expectedVersion'],
  ['a title of 10 kB', { title: LONG }, 'INVALID_VALUE', 'title'],
  ['a past end', { endsAt: '2020-01-01T00:00:00Z' }, 'INVALID_VALUE', 'endsAt'],
  ['a step it cannot make', { status: 'PAUSED' }, 'ILLEGAL_TRANSITION', 'status'],
  ['a step back', { status: 'SCHEDULED' }, 'ILLEGAL_TRANSITION', 'status'],
  ['a negative budget', { budget: usd('-1') }, 'INVALID_VALUE', 'budget'],
  ['no uses', { usageLimit: 0 }, 'INVALID_VALUE', 'usageLimit'],
]);

refuses(['promotionActivate', 'PromotionActivateInput'], () => ({ id: promotion }), [
  ['an unknown id', { id: NOWHERE }, 'NOT_FOUND', 'id'],
  ['a stale version', { expectedVersion: 0 }, 'VERSION_CONFLICT', 'expectedVersion'],
]);

refuses(['couponCreate', 'CouponCreateInput'], () => ({ promotionId: promotion, code: 'NEWCODE' }), [
  ['an unknown promotion', { promotionId: NOWHERE }, 'NOT_FOUND', 'promotionId'],
  ['a code that is taken', { code: ' taken ' }, 'CODE_TAKEN', 'code'],
  ['a short code', { code: 'AB' }, 'INVALID_VALUE', 'code'],
  ['a code of 10 kB', { code: LONG }, 'INVALID_VALUE', 'code'],
  ['a code with spaces', { code: 'TWO WORDS' }, 'INVALID_VALUE', 'code'],
  ['no uses', { usageLimit: 0 }, 'INVALID_VALUE', 'usageLimit'],
  ['negative uses', { usageLimitPerCustomer: -7 }, 'INVALID_VALUE', 'usageLimitPerCustomer'],
]);

refuses(['couponBatchCreate', 'CouponBatchCreateInput'], () => ({ promotionId: promotion, count: 2 }), [
  ['an unknown promotion', { promotionId: 'nothing' }, 'NOT_FOUND', 'promotionId'],
  ['none', { count: 0 }, 'INVALID_VALUE', 'count'],
  ['a negative number', { count: -1 }, 'INVALID_VALUE', 'count'],
  ['too many', { count: 1_001 }, 'INVALID_VALUE', 'count'],
  ['a prefix of 10 kB', { prefix: LONG }, 'INVALID_VALUE', 'prefix'],
  ['short codes', { length: 3 }, 'INVALID_VALUE', 'length'],
  ['an empty key', { key: '' }, 'BAD_USER_INPUT', 'idempotencyKey'],
]);

refuses(['couponUpdate', 'CouponUpdateInput'], () => ({ code: 'TAKEN' }), [
  ['an unknown code', { code: 'NONE' }, 'NOT_FOUND', 'code'],
  ['a code with a zero', { code: 'TAKEN\u0000' }, 'NOT_FOUND', 'code'],
  ['a code of 10 kB', { code: LONG }, 'NOT_FOUND', 'code'],
  ['no uses', { usageLimit: 0 }, 'INVALID_VALUE', 'usageLimit'],
]);

refuses(['priceSet', 'PriceSetInput'], () => ({ priceBookId: BOOKS.us, sku: 'MUG', amount: usd('5') }), [
  ['an unknown book', { priceBookId: NOWHERE }, 'NOT_FOUND', 'priceBookId'],
  ['a sku of 10 kB', { sku: LONG }, 'INVALID_VALUE', 'sku'],
  ['a negative amount', { amount: usd('-1') }, 'INVALID_VALUE', 'amount'],
  ['a huge amount', { amount: usd('99999999999') }, 'INVALID_VALUE', 'amount'],
  ['another currency', { amount: { amount: '5', currencyCode: 'EUR' } }, 'CURRENCY_MISMATCH', 'amount'],
  ['a quantity of 0', { minimumQuantity: 0 }, 'INVALID_VALUE', 'minimumQuantity'],
  ['a past end', { validUntil: '2020-01-01T00:00:00Z' }, 'INVALID_VALUE', 'validUntil'],
  ['a comparison price below', { compareAtPrice: usd('4') }, 'INVALID_VALUE', 'compareAtPrice'],
  ['a floor above', { floorPrice: usd('6') }, 'INVALID_VALUE', 'floorPrice'],
  ['a floor of three decimals', { floorPrice: usd('1.001') }, 'BAD_USER_INPUT', 'floorPrice.amount'],
]);

refuses(['priceBookUpsert', 'PriceBookUpsertInput'], () => ({ name: 'New', currencyCode: 'USD' }), [
  ['an unknown id', { id: NOWHERE }, 'NOT_FOUND', 'id'],
  ['a name that is taken', { name: 'Europe' }, 'NAME_TAKEN', 'name'],
  ['a name of 10 kB', { name: LONG }, 'INVALID_VALUE', 'name'],
  ['an unknown region', { region: 'MOON' }, 'INVALID_VALUE', 'region'],
  ['an unknown currency', { currencyCode: 'ZZZ' }, 'INVALID_VALUE', 'currencyCode'],
  ['another currency', { id: BOOKS.eu, name: 'Europe' }, 'CURRENCY_MISMATCH', 'currencyCode'],
]);

refuses(['taxRateSet', 'TaxRateSetInput'], () => ({ region: 'US', basisPoints: 100, inclusive: false }), [
  ['an unknown region', { region: LONG }, 'INVALID_VALUE', 'region'],
  ['a category of 10 kB', { category: LONG }, 'INVALID_VALUE', 'category'],
  ['a negative rate', { basisPoints: -1 }, 'INVALID_VALUE', 'basisPoints'],
  ['a huge rate', { basisPoints: HUGE }, 'INVALID_VALUE', 'basisPoints'],
]);

refuses(
  ['shippingRateSet', 'ShippingRateSetInput'],
  () => ({ region: 'US', code: 'standard', title: 'Standard', amount: usd('5') }),
  [
    ['an unknown region', { region: 'MOON' }, 'INVALID_VALUE', 'region'],
    ['a code of 10 kB', { code: LONG }, 'INVALID_VALUE', 'code'],
    ['a title of 10 kB', { title: LONG }, 'INVALID_VALUE', 'title'],
    ['a negative amount', { amount: usd('-1') }, 'INVALID_VALUE', 'amount'],
    ['two currencies', { freeFrom: { amount: '5', currencyCode: 'EUR' } }, 'CURRENCY_MISMATCH', 'freeFrom'],
    ['negative days', { estimatedDays: -1 }, 'INVALID_VALUE', 'estimatedDays'],
  ],
);

refuses(['regionSettingSet', 'RegionSettingSetInput'], () => ({ region: 'UK', currencyCode: 'GBP' }), [
  ['a name of 10 kB', { region: LONG }, 'INVALID_VALUE', 'region'],
  ['an unknown currency', { currencyCode: 'pounds' }, 'INVALID_VALUE', 'currencyCode'],
]);

refuses(['currencyRateSet', 'CurrencyRateSetInput'], () => ({ base: 'USD', quote: 'EUR', rate: '0.9' }), [
  ['an unknown base', { base: 'ZZZ' }, 'INVALID_VALUE', 'base'],
  ['a quote of 10 kB', { quote: LONG }, 'INVALID_VALUE', 'quote'],
  ['a currency against itself', { quote: 'USD' }, 'INVALID_VALUE', 'quote'],
  ['a rate of nothing', { rate: '0' }, 'INVALID_VALUE', 'rate'],
  ['a negative rate', { rate: '-0.9' }, 'INVALID_VALUE', 'rate'],
  ['a huge rate', { rate: '99999999999' }, 'INVALID_VALUE', 'rate'],
  ['a pair that nobody knows', { rate: null }, 'NOT_FOUND', 'quote'],
]);

test.each([
  ['{ priceRules(filter: { sku: "a\\u0000" }) { nodes { id } } }', 'filter.sku'],
  [`{ priceRules(filter: { segment: "${LONG}" }) { nodes { id } } }`, 'filter.segment'],
  ['{ priceRules(first: 0) { nodes { id } } }', 'first'],
  ['{ priceRules(first: 101) { nodes { id } } }', 'first'],
  [`{ promotions(filter: { query: "${LONG}" }) { nodes { id } } }`, 'filter.query'],
  ['{ promotions(after: "nonsense") { nodes { id } } }', 'after'],
  ['{ currencyRates(base: "ZZZ") { rate } }', 'base'],
  ['{ shippingRates(region: "MOON") { code } }', 'region'],
  ['{ shippingRates(region: "US", currencyCode: "ZZZ") { code } }', 'currencyCode'],
  ['{ discounts(region: "MOON") { title } }', 'region'],
  ['{ discounts(currencyCode: "ZZZ") { title } }', 'currencyCode'],
])('a query for what cannot be names the argument: %#', async (document, field) => {
  const { errors } = await pricing.run(document, {}, STAFF);
  expect(errors?.[0]?.originalError).toMatchObject({ code: 'BAD_USER_INPUT', details: [{ field }] });
});

test('a code and an id that cannot be are not there', async () => {
  const { data } = await pricing.run(
    '{ coupon(code: "A\\u0000B") { id } promotion(id: "\\u0000") { id } }',
    {},
    STAFF,
  );
  expect(data).toEqual({ coupon: null, promotion: null });
});
