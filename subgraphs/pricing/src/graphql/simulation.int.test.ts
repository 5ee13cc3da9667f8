import { ANONYMOUS } from '@agora/platform/auth';
import type { Viewer } from '@agora/platform/auth';
import { idFrom, newId } from '@agora/platform/ids';
import { STAFF, openPricing } from '../pricing-fixture.suite';
import type { PricingFixture } from '../pricing-fixture.suite';

let pricing: PricingFixture;
beforeAll(async () => {
  pricing = await openPricing();
  await stockRules();
  await pricing.index.load();
});
afterAll(() => pricing.close());

const PROMOTION = idFrom('promotion:autumn');

async function stockRules(): Promise<void> {
  const { database } = pricing;
  await database.query(
    `INSERT INTO promotion (id, title, status, coupon_required) VALUES ($1, 'Autumn', 'ACTIVE', true)`,
    [PROMOTION],
  );
  await database.query(`INSERT INTO coupon (id, code, promotion_id) VALUES ($1, 'AUTUMN', $2)`, [
    newId(),
    PROMOTION,
  ]);
  const rules = [
    ['Three or more', 'LINE', 2, 'line.quantity >= 3', -1_000, null],
    ['VIP', 'PRICE', 1, null, -2_000, null],
    ['Autumn coupon', 'ORDER', 0, null, -500, PROMOTION],
  ];
  for (const [name, scope, priority, condition, basisPoints, promotionId] of rules) {
    await database.query(
      `INSERT INTO price_rule (id, name, scope, priority, condition, adjustment_basis_points, promotion_id, segment)
       VALUES ($1, $2, $3, $4, $5, $6, $7, CASE WHEN $2 = 'VIP' THEN 'vip' END)`,
      [idFrom(`rule:${String(name)}`), name, scope, priority, condition, basisPoints, promotionId],
    );
  }
}

async function data(
  document: string,
  variables: Record<string, unknown>,
  viewer: Viewer,
): Promise<Record<string, unknown>> {
  const result = await pricing.run(document, variables, viewer);
  expect(result.errors).toBeUndefined();
  return JSON.parse(JSON.stringify(result.data)) as Record<string, unknown>;
}

const SIMULATE = `query ($input: PriceSimulateInput!) {
  priceSimulate(input: $input) { sku scenarios {
    name price { unitPrice { amount } } line { ...L }
    trace { name kind matched reason detail before { amount } after { amount } }
  } }
}
fragment L on PriceQuoteLine {
  sku quantity unitPrice { minorUnits } subtotal { minorUnits } discount { minorUnits } tax { minorUnits } total { minorUnits }
  appliedRules { name kind amount { minorUnits } couponCode }
}`;
const QUOTE = `query ($input: PriceQuoteInput!) { priceQuote(input: $input) { lines { ...L } } }
fragment L on PriceQuoteLine {
  sku quantity unitPrice { minorUnits } subtotal { minorUnits } discount { minorUnits } tax { minorUnits } total { minorUnits }
  appliedRules { name kind amount { minorUnits } couponCode }
}`;

test('tells what every rule said, for anybody, and counts nothing', async () => {
  const scenarios = [
    { name: 'a guest, two', context: { region: 'US' }, quantity: 2 },
    {
      name: 'a VIP with a coupon, three',
      context: { customerSegments: ['general', 'vip'] },
      quantity: 3,
      couponCodes: ['autumn'],
    },
  ];
  const { priceSimulate } = await data(SIMULATE, { input: { sku: 'NOVEL', scenarios } }, STAFF);
  expect(priceSimulate).toMatchObject({
    scenarios: [
      {
        price: { unitPrice: { amount: '19.00' } },
        trace: [
          {
            name: 'Three or more',
            matched: false,
            reason: 'CONDITION',
            detail: 'line.quantity >= 3',
            before: { amount: '38.00' },
            after: { amount: '38.00' },
          },
          { name: 'Autumn coupon', matched: false, reason: 'CONDITION', detail: 'a coupon of the promotion' },
        ],
      },
      {
        price: { unitPrice: { amount: '15.20' } },
        trace: [
          {
            name: 'VIP',
            kind: 'PRICE',
            matched: true,
            before: { amount: '19.00' },
            after: { amount: '15.20' },
          },
          { name: 'Three or more', matched: true, before: { amount: '45.60' }, after: { amount: '41.04' } },
          { name: 'Autumn coupon', matched: true, before: { amount: '41.04' }, after: { amount: '38.99' } },
        ],
      },
    ],
  });
  expect(await pricing.database.query('SELECT 1 FROM redemption')).toEqual([]);
});

test('answers exactly what a quote of the same line answers', async () => {
  for (const [context, quantity, couponCodes] of [
    [{ region: 'US' }, 1, []],
    [{ region: 'EU' }, 4, ['AUTUMN']],
    [{ customerSegments: ['vip'] }, 10, ['autumn', 'nothing']],
    [{ at: '2026-02-01T00:00:00.000Z', region: 'JP' }, 3, []],
  ] as const) {
    const simulated = await data(
      SIMULATE,
      { input: { sku: 'MUG', scenarios: [{ name: 's', context, quantity, couponCodes }] } },
      STAFF,
    );
    const quoted = await data(
      QUOTE,
      { input: { lines: [{ sku: 'MUG', quantity }], context, couponCodes } },
      STAFF,
    );
    const [scenario] = (simulated['priceSimulate'] as { scenarios: { line: unknown }[] }).scenarios;
    expect(scenario?.line).toEqual((quoted['priceQuote'] as { lines: unknown[] }).lines[0]);
  }
});

test('is for staff, and says what is wrong with a question', async () => {
  const ask = (input: object, viewer: Viewer = STAFF) => pricing.run(SIMULATE, { input }, viewer);
  const scenario = { name: 's', context: {} };
  expect(
    (await ask({ sku: 'MUG', scenarios: [scenario] }, ANONYMOUS)).errors?.[0]?.originalError,
  ).toMatchObject({ code: 'UNAUTHENTICATED' });
  for (const input of [
    { sku: 'mug!', scenarios: [scenario] },
    { sku: 'MUG', scenarios: [] },
    { sku: 'MUG', scenarios: Array.from({ length: 21 }, () => scenario) },
    { sku: 'MUG', scenarios: [{ ...scenario, quantity: 0 }] },
    { sku: 'MUG', scenarios: [{ ...scenario, name: '' }] },
  ]) {
    expect((await ask(input)).errors?.[0]?.originalError).toMatchObject({ code: 'BAD_USER_INPUT' });
  }
});

test('a customer gets the prices of their segments; with codes or a history one statement, else none', async () => {
  const customerId = newId();
  const customer: Viewer = { ...ANONYMOUS, role: 'customer', subject: customerId, customerId };
  await pricing.database.query(
    `INSERT INTO customer_segment (customer_id, segments, version) VALUES ($1, '{vip}', 1)`,
    [customerId],
  );
  const PRICE = '{ price(sku: "NOVEL") { unitPrice { amount } appliedRules { name amount { amount } } } }';
  const vip = {
    price: { unitPrice: { amount: '15.20' }, appliedRules: [{ name: 'VIP', amount: { amount: '3.80' } }] },
  };
  expect(await data(PRICE, {}, customer)).toEqual(vip);
  const before = pricing.database.statements;
  expect(await data(PRICE, {}, customer)).toEqual(vip);
  expect(pricing.database.statements).toBe(before);
  await data(QUOTE, { input: { lines: [{ sku: 'NOVEL', quantity: 1 }], couponCodes: ['AUTUMN'] } }, customer);
  expect(pricing.database.statements).toBe(before + 1);
});
