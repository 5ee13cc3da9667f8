import { ANONYMOUS } from '@agora/platform/auth';
import type { Viewer } from '@agora/platform/auth';
import { BOOKS, STAFF, openPricing } from '../pricing-fixture.suite';
import type { PricingFixture } from '../pricing-fixture.suite';
import { aDraft, aStoredCoupon, aStoredPromotion, aStoredRule, activate } from '../promotion-fixture.suite';

type Data = Record<string, unknown>;
const CUSTOMER: Viewer = { ...ANONYMOUS, role: 'customer', subject: 'c1', customerId: 'c1' };

let pricing: PricingFixture;
beforeEach(async () => {
  pricing = await openPricing();
});
afterEach(() => pricing.close());

async function data(document: string, variables?: Data, viewer: Viewer = STAFF): Promise<Data> {
  const result = await pricing.run(document, variables, viewer);
  expect(result.errors).toBeUndefined();
  return JSON.parse(JSON.stringify(result.data)) as Data;
}

const RULE = `id name scope priority exclusive stackGroup excludes includes region channel segment sku category minimumQuantity
  condition adjustmentBasisPoints adjustment { amount currencyCode } maximumPerLine { amount } maximumPerOrder { amount }
  startsAt endsAt active version promotion { title }`;

describe('rules', () => {
  const UPSERT = `mutation ($input: PriceRuleUpsertInput!) { priceRuleUpsert(input: $input) { rule { ${RULE} }
    userErrors { __typename code message field ... on ConditionError { start end } } } }`;

  test('all that is said is shown', async () => {
    const rule = {
      name: 'VIP mugs',
      scope: 'LINE',
      priority: 7,
      exclusive: true,
      stackGroup: 'mugs',
      excludes: ['sale'],
      includes: ['season'],
      region: 'US',
      channel: 'web',
      segment: 'vip',
      sku: 'MUG',
      category: 'standard',
      minimumQuantity: 3,
      condition: 'cart.subtotal > 5000',
      maximumPerLine: { amount: '20', currencyCode: 'USD' },
      maximumPerOrder: { amount: '50', currencyCode: 'USD' },
      adjustment: { amount: '-1.50', currencyCode: 'USD' },
      startsAt: '2026-02-01T00:00:00.000Z',
      endsAt: '2026-03-01T00:00:00.000Z',
      active: false,
    };
    const { priceRuleUpsert } = await data(UPSERT, { input: { rule } });
    expect(priceRuleUpsert).toEqual({
      rule: {
        ...rule,
        id: expect.any(String),
        adjustmentBasisPoints: null,
        adjustment: { amount: '-1.50', currencyCode: 'USD' },
        maximumPerLine: { amount: '20.00' },
        maximumPerOrder: { amount: '50.00' },
        version: 1,
        promotion: null,
      },
      userErrors: [],
    });
  });

  test('a condition that does not compile is an error of its own, with the place', async () => {
    const rule = {
      name: 'x',
      priority: 1,
      scope: 'LINE',
      condition: 'line.quanty > 3',
      adjustmentBasisPoints: -1,
    };
    expect(await data(UPSERT, { input: { rule } })).toEqual({
      priceRuleUpsert: {
        rule: null,
        userErrors: [
          {
            __typename: 'ConditionError',
            code: 'INVALID_CONDITION',
            message: 'No such key: quanty at 5..11',
            field: ['input', 'rule', 'condition'],
            start: 5,
            end: 11,
          },
        ],
      },
    });
  });

  test('are listed by priority, filtered and paged', async () => {
    await aStoredRule(pricing, { name: 'low', priority: 1 });
    await aStoredRule(pricing, { name: 'high', priority: 9, segment: 'vip' });
    await aStoredRule(pricing, { name: 'low too', priority: 1, sku: 'MUG', active: false });
    const LIST = `query ($after: String, $filter: PriceRuleFilter) { priceRules(first: 2, after: $after, filter: $filter) {
      nodes { name } totalCount pageInfo { hasNextPage endCursor } } }`;
    const names = (list: Data): string[] =>
      (list['priceRules'] as { nodes: { name: string }[] }).nodes.map(({ name }) => name);
    const first = await data(LIST);
    expect(names(first)).toEqual(['high', 'low']);
    expect(first).toMatchObject({ priceRules: { totalCount: 3, pageInfo: { hasNextPage: true } } });
    const { endCursor: after } = (first['priceRules'] as { pageInfo: { endCursor: string } }).pageInfo;
    expect(names(await data(LIST, { after }))).toEqual(['low too']);
    expect(names(await data(LIST, { filter: { segment: 'vip' } }))).toEqual(['high']);
    expect(names(await data(LIST, { filter: { sku: 'MUG', active: false } }))).toEqual(['low too']);
    for (const wrong of ['nonsense', Buffer.from('["x","y"]').toString('base64url')]) {
      const { errors } = await pricing.run(LIST, { after: wrong }, STAFF);
      expect(errors?.[0]?.originalError).toMatchObject({ code: 'BAD_USER_INPUT' });
    }
  });
});

describe('promotions and coupons', () => {
  test('a page of promotions with rules and coupons costs four statements, however many there are', async () => {
    for (let n = 0; n < 5; n += 1) {
      const id = await aStoredPromotion(pricing, { title: `Sale ${String(n)}` });
      await aStoredCoupon(pricing, id, `CODE-${String(n)}-A`);
      await aStoredCoupon(pricing, id, `CODE-${String(n)}-B`);
    }
    const before = pricing.database.statements;
    const { promotions } = (await data(`{ promotions(first: 5) { nodes {
      title redemptions spent { amount } rules { name } coupons(first: 1) { nodes { code promotion { title } } pageInfo { hasNextPage } }
    } } }`)) as { promotions: { nodes: Data[] } };
    expect(promotions.nodes).toHaveLength(5);
    expect(promotions.nodes[3]).toEqual({
      title: 'Sale 3',
      redemptions: 0,
      spent: null,
      rules: [{ name: 'Ten percent' }],
      coupons: {
        nodes: [{ code: 'CODE-3-A', promotion: { title: 'Sale 3' } }],
        pageInfo: { hasNextPage: true },
      },
    });
    // Promotions, their counters, rules, coupons, and the promotions of the coupons with their counters.
    expect(pricing.database.statements - before).toBeLessThanOrEqual(6);
  });

  test('are found by status and a part of the title', async () => {
    const id = await aStoredPromotion(pricing, { title: 'Winter 50% sale' });
    await aStoredPromotion(pricing, { title: 'Summer sale' });
    await activate(pricing, id);
    const LIST = `query ($filter: PromotionFilter) { promotions(filter: $filter) { nodes { title } totalCount } }`;
    const one = { promotions: { nodes: [{ title: 'Winter 50% sale' }], totalCount: 1 } };
    expect(await data(LIST, { filter: { status: ['ACTIVE', 'PAUSED'] } })).toEqual(one);
    expect(await data(LIST, { filter: { query: 'WINTER' } })).toEqual(one);
    expect(await data(LIST, { filter: { query: '50% s' } })).toEqual(one);
    expect(await data(LIST, { filter: { query: '0_ s' } })).toMatchObject({ promotions: { totalCount: 0 } });
  });

  test('are paged without a gap, also where titles are equal', async () => {
    for (const title of ['Same', 'Same', 'Same', 'Another']) await aStoredPromotion(pricing, { title });
    const PAGE = `query ($after: String) { promotions(first: 2, after: $after) {
      nodes { id title } pageInfo { hasNextPage endCursor } } }`;
    interface Page {
      readonly nodes: readonly { readonly id: string; readonly title: string }[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
    }
    const first = (await data(PAGE))['promotions'] as Page;
    const second = (await data(PAGE, { after: first.pageInfo.endCursor }))['promotions'] as Page;
    expect([...first.nodes, ...second.nodes].map(({ title }) => title)).toEqual([
      'Another',
      'Same',
      'Same',
      'Same',
    ]);
    expect(new Set([...first.nodes, ...second.nodes].map(({ id }) => id)).size).toBe(4);
    expect([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([true, false]);
    const { errors } = await pricing.run(PAGE, { after: 'WyJ4Il0' }, STAFF);
    expect(errors?.[0]?.originalError).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  test('the codes of a promotion are paged in the order they were made', async () => {
    const id = await aStoredPromotion(pricing);
    for (const code of ['ZZZ', 'AAA', 'MMM']) await aStoredCoupon(pricing, id, code);
    const PAGE = `query ($id: ID!, $after: String) { promotion(id: $id) { coupons(first: 2, after: $after) {
      nodes { code } totalCount pageInfo { endCursor } } } }`;
    const codes = (page: Data): unknown => (page['promotion'] as { coupons: unknown }).coupons;
    const first = codes(await data(PAGE, { id })) as { pageInfo: { endCursor: string } };
    expect(first).toMatchObject({ nodes: [{ code: 'ZZZ' }, { code: 'AAA' }], totalCount: 3 });
    expect(codes(await data(PAGE, { id, after: first.pageInfo.endCursor }))).toMatchObject({
      nodes: [{ code: 'MMM' }],
    });
    const { errors } = await pricing.run(PAGE, { id, after: 'WyJ4Il0' }, STAFF);
    expect(errors?.[0]?.originalError).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  test('from draft to end by mutations, each showing the state after it', async () => {
    const CREATE = `mutation ($input: PromotionCreateInput!) { promotionCreate(input: $input) {
      promotion { id status version budget { amount } spent { amount } rules { name scope } coupons { totalCount } } userErrors { code } } }`;
    const { promotionCreate } = (await data(CREATE, {
      input: {
        title: 'Spring',
        description: 'Flowers',
        budget: { amount: '100', currencyCode: 'USD' },
        rules: [
          {
            name: 'five off',
            priority: 1,
            scope: 'ORDER',
            adjustment: { amount: '-5', currencyCode: 'USD' },
          },
        ],
      },
    })) as { promotionCreate: { promotion: { id: string } } };
    expect(promotionCreate).toMatchObject({
      promotion: {
        status: 'DRAFT',
        version: 1,
        budget: { amount: '100.00' },
        spent: { amount: '0.00' },
        rules: [{ name: 'five off', scope: 'ORDER' }],
        coupons: { totalCount: 0 },
      },
      userErrors: [],
    });
    const { id } = promotionCreate.promotion;
    const activated = await data(
      'mutation ($input: PromotionActivateInput!) { promotionActivate(input: $input) { promotion { status version } userErrors { code } } }',
      { input: { id, expectedVersion: 1 } },
    );
    expect(activated).toEqual({
      promotionActivate: { promotion: { status: 'ACTIVE', version: 2 }, userErrors: [] },
    });
    const UPDATE =
      'mutation ($input: PromotionUpdateInput!) { promotionUpdate(input: $input) { promotion { status version title description } userErrors { code message field } } }';
    const stale = await data(UPDATE, { input: { id, title: 'Late', expectedVersion: 1 } });
    expect(stale).toMatchObject({
      promotionUpdate: {
        promotion: { version: 2, title: 'Spring' },
        userErrors: [{ code: 'VERSION_CONFLICT' }],
      },
    });
    const ended = await data(UPDATE, { input: { id, status: 'ENDED', description: null } });
    expect(ended).toMatchObject({
      promotionUpdate: { promotion: { status: 'ENDED', version: 3, description: null } },
    });
    expect(await data(UPDATE, { input: { id, status: 'ACTIVE' } })).toMatchObject({
      promotionUpdate: {
        promotion: { status: 'ENDED' },
        userErrors: [{ code: 'ILLEGAL_TRANSITION', message: expect.stringContaining('ENDED') }],
      },
    });
  });

  test('codes are made, found, limited and shown with their promotion', async () => {
    const promotionId = await aStoredPromotion(pricing);
    const CREATE =
      'mutation ($input: CouponCreateInput!) { couponCreate(input: $input) { coupon { code usageLimit active promotion { couponRequired } } userErrors { code field } } }';
    expect(await data(CREATE, { input: { promotionId, code: 'hello', usageLimit: 3 } })).toEqual({
      couponCreate: {
        coupon: { code: 'HELLO', usageLimit: 3, active: true, promotion: { couponRequired: true } },
        userErrors: [],
      },
    });
    expect(await data(CREATE, { input: { promotionId, code: 'HELLO' } })).toEqual({
      couponCreate: { coupon: null, userErrors: [{ code: 'CODE_TAKEN', field: ['input', 'code'] }] },
    });
    const updated = await data(
      'mutation { couponUpdate(input: { code: "hello", active: false }) { coupon { active usageLimit } } }',
    );
    expect(updated).toEqual({ couponUpdate: { coupon: { active: false, usageLimit: 3 } } });
    expect(
      await data('{ coupon(code: " Hello") { code usageCount } none: coupon(code: "NONE") { code } }'),
    ).toEqual({
      coupon: { code: 'HELLO', usageCount: 0 },
      none: null,
    });
    const BATCH = `mutation ($input: CouponBatchCreateInput!) { couponBatchCreate(input: $input) { codes userErrors { code } } }`;
    const input = { promotionId, count: 3, prefix: 'gift', idempotencyKey: 'k' };
    const made = await data(BATCH, { input });
    expect(made).toMatchObject({ couponBatchCreate: { userErrors: [] } });
    expect((made['couponBatchCreate'] as { codes: string[] }).codes).toHaveLength(3);
    expect(await data(BATCH, { input })).toEqual(made);
    expect(await data(BATCH, { input: { ...input, count: 2 } })).toEqual({
      couponBatchCreate: { codes: [], userErrors: [{ code: 'IDEMPOTENCY_KEY_REUSED' }] },
    });
  });
});

describe('what everybody may see', () => {
  test('promotions that give now, without a statement', async () => {
    const id = await aStoredPromotion(pricing, { title: 'Open', description: 'For all' });
    await activate(pricing, id);
    const closed = await aStoredPromotion(pricing, { title: 'Only by code' });
    await aStoredCoupon(pricing, closed, 'CODE');
    await activate(pricing, closed);
    await aStoredPromotion(pricing, { title: 'Draft' });
    const elsewhere = await aStoredPromotion(pricing, { title: 'JP', rules: [aDraft({ region: 'JP' })] });
    await activate(pricing, elsewhere);
    const before = pricing.database.statements;
    const DISCOUNTS = `query ($region: String) { discounts(region: $region) { promotionId title description endsAt automatic } }`;
    expect(await data(DISCOUNTS, {}, ANONYMOUS)).toEqual({
      discounts: [{ promotionId: id, title: 'Open', description: 'For all', endsAt: null, automatic: true }],
    });
    expect(await data(DISCOUNTS, { region: 'JP' }, ANONYMOUS)).toMatchObject({
      discounts: [{ title: 'JP' }, { title: 'Open' }],
    });
    expect(pricing.database.statements).toBe(before);
  });

  test('exchange and shipping rates, as staff set them', async () => {
    await data(`mutation {
      currencyRateSet(input: { base: "USD", quote: "EUR", rate: "0.92" }) { currencyRate { rate } userErrors { code } }
      shippingRateSet(input: { region: "US", code: "express", title: "Express", position: 2,
        amount: { amount: "12.50", currencyCode: "USD" } }) { shippingRate { code } userErrors { code } }
      again: shippingRateSet(input: { region: "US", code: "standard", title: "Standard", estimatedDays: 3,
        amount: { amount: "5", currencyCode: "USD" }, freeFrom: { amount: "75", currencyCode: "USD" } }) { userErrors { code } }
    }`);
    const seen = await data(
      `{ currencyRates(base: "USD") { quote rate } shippingRates(region: "US") {
        code title amount { amount } freeFrom { amount } estimatedDays } }`,
      {},
      ANONYMOUS,
    );
    expect(seen).toEqual({
      currencyRates: [{ quote: 'EUR', rate: '0.92' }],
      shippingRates: [
        {
          code: 'standard',
          title: 'Standard',
          amount: { amount: '5.00' },
          freeFrom: { amount: '75.00' },
          estimatedDays: 3,
        },
        {
          code: 'express',
          title: 'Express',
          amount: { amount: '12.50' },
          freeFrom: null,
          estimatedDays: null,
        },
      ],
    });
  });
});

describe('settings', () => {
  test('are set by staff and count at once', async () => {
    const changed = await data(`mutation {
      regionSettingSet(input: { region: "UK", currencyCode: "GBP", roundingMode: HALF_UP }) {
        regionSetting { region currencyCode roundingMode } userErrors { code } }
      taxRateSet(input: { region: "UK", basisPoints: 2000, inclusive: true }) {
        taxRate { region category basisPoints inclusive } userErrors { code } }
      priceBookUpsert(input: { name: "United Kingdom", region: "UK", currencyCode: "GBP" }) {
        priceBook { id name region currencyCode active } userErrors { code } }
    }`);
    expect(changed).toMatchObject({
      regionSettingSet: { regionSetting: { region: 'UK', currencyCode: 'GBP', roundingMode: 'HALF_UP' } },
      taxRateSet: { taxRate: { region: 'UK', category: 'standard', basisPoints: 2_000, inclusive: true } },
      priceBookUpsert: { priceBook: { name: 'United Kingdom', active: true }, userErrors: [] },
    });
    const { id } = (changed['priceBookUpsert'] as { priceBook: { id: string } }).priceBook;
    await data(
      `mutation ($id: ID!) { priceSet(input: { priceBookId: $id, sku: "MUG", amount: { amount: "9.50", currencyCode: "GBP" },
      compareAtPrice: { amount: "11", currencyCode: "GBP" }, floorPrice: { amount: "8", currencyCode: "GBP" } }) { userErrors { code } } }`,
      { id },
    );
    expect(
      await data(
        '{ price(sku: "MUG", context: { region: "UK" }) { unitPrice { amount } compareAtPrice { amount } taxIncluded } }',
        {},
        ANONYMOUS,
      ),
    ).toEqual({
      price: { unitPrice: { amount: '9.50' }, compareAtPrice: { amount: '11.00' }, taxIncluded: true },
    });
  });

  test('a name that is taken is refused, also when two want it at once', async () => {
    const CREATE =
      'mutation { priceBookUpsert(input: { name: "Same", currencyCode: "USD" }) { userErrors { code field } } }';
    const outcomes = await Promise.all([data(CREATE), data(CREATE)]);
    expect(outcomes.map((outcome) => JSON.stringify(outcome)).sort()).toEqual([
      JSON.stringify({ priceBookUpsert: { userErrors: [] } }),
      JSON.stringify({ priceBookUpsert: { userErrors: [{ code: 'NAME_TAKEN', field: ['input', 'name'] }] } }),
    ]);
  });

  test('a price for a time counts while it lasts', async () => {
    const SET = `mutation ($input: PriceSetInput!) { priceSet(input: $input) {
      price { amount { amount } floorPrice { amount } validFrom validUntil version } userErrors { code field } } }`;
    const input = {
      priceBookId: BOOKS.us,
      sku: 'NOVEL',
      amount: { amount: '15', currencyCode: 'USD' },
      validFrom: '2026-01-15T12:10:00.000Z',
      validUntil: '2026-01-15T12:20:00.000Z',
    };
    expect(await data(SET, { input })).toMatchObject({
      priceSet: {
        price: { amount: { amount: '15.00' }, validFrom: input.validFrom, version: 1 },
        userErrors: [],
      },
    });
    const unitPrice = async () =>
      (await data('{ price(sku: "NOVEL") { unitPrice { amount } } }', {}, ANONYMOUS))['price'];
    expect(await unitPrice()).toEqual({ unitPrice: { amount: '19.00' } });
    pricing.clock.advance(10 * 60_000);
    expect(await unitPrice()).toEqual({ unitPrice: { amount: '15.00' } });
    pricing.clock.advance(10 * 60_000);
    expect(await unitPrice()).toEqual({ unitPrice: { amount: '19.00' } });
  });
});

const FOR_STAFF = [
  '{ priceRules { nodes { id } } }',
  '{ promotions { nodes { id } } }',
  '{ promotion(id: "x") { id } }',
  '{ coupon(code: "X") { code } }',
  'mutation { priceRuleUpsert(input: { rule: { name: "x", priority: 1 } }) { userErrors { code } } }',
  'mutation { promotionCreate(input: { title: "x", rules: [] }) { userErrors { code } } }',
  'mutation { promotionUpdate(input: { id: "x" }) { userErrors { code } } }',
  'mutation { promotionActivate(input: { id: "x" }) { userErrors { code } } }',
  'mutation { couponCreate(input: { promotionId: "x", code: "ABC" }) { userErrors { code } } }',
  'mutation { couponUpdate(input: { code: "ABC" }) { userErrors { code } } }',
  'mutation { couponBatchCreate(input: { promotionId: "x", count: 1, idempotencyKey: "k" }) { userErrors { code } } }',
  'mutation { priceBookUpsert(input: { name: "x", currencyCode: "USD" }) { userErrors { code } } }',
  'mutation { taxRateSet(input: { region: "US", basisPoints: 1, inclusive: true }) { userErrors { code } } }',
  'mutation { regionSettingSet(input: { region: "US", currencyCode: "USD" }) { userErrors { code } } }',
  'mutation { currencyRateSet(input: { base: "USD", quote: "EUR", rate: "1" }) { userErrors { code } } }',
  'mutation { shippingRateSet(input: { region: "US", code: "x", title: "x", amount: { amount: "1", currencyCode: "USD" } }) { userErrors { code } } }',
];

test('all of it is for staff', async () => {
  for (const document of FOR_STAFF) {
    for (const [viewer, code] of [
      [ANONYMOUS, 'UNAUTHENTICATED'],
      [CUSTOMER, 'FORBIDDEN'],
    ] as const) {
      const { errors } = await pricing.run(document, {}, viewer);
      expect({ document, fault: errors?.[0]?.originalError }).toMatchObject({ document, fault: { code } });
    }
  }
});
