import { ANONYMOUS } from '@agora/platform/auth';
import { newId } from '@agora/platform/ids';
import { openPricing } from '../pricing-fixture.suite';
import type { PricingFixture } from '../pricing-fixture.suite';
import type { RedemptionItem, RedemptionRefusal } from '../application/redeem-promotions';
import { confirmRedemptions, createRedemptions, releaseRedemptions } from './redemptions';
import { createShopperSource } from './sql-shopper-source';

let pricing: PricingFixture;
beforeAll(async () => {
  pricing = await openPricing();
});
afterAll(() => pricing.close());

interface Limits {
  readonly budget?: bigint;
  readonly usage?: number;
  readonly perCustomer?: number;
  readonly coupon?: { readonly code: string; readonly usage?: number; readonly perCustomer?: number };
}

async function promotion({ budget, usage, perCustomer, coupon }: Limits = {}): Promise<string> {
  const id = newId();
  await pricing.database.query(
    `INSERT INTO promotion (id, title, status, budget_minor, budget_currency, usage_limit, usage_limit_per_customer, coupon_required)
     VALUES ($1, 'Promotion', 'ACTIVE', $2, $3, $4, $5, $6)`,
    [
      id,
      budget ?? null,
      budget === undefined ? null : 'USD',
      usage ?? null,
      perCustomer ?? null,
      coupon !== undefined,
    ],
  );
  if (coupon !== undefined) {
    await pricing.database.query(
      'INSERT INTO coupon (id, code, promotion_id, usage_limit, usage_limit_per_customer) VALUES ($1, $2, $3, $4, $5)',
      [newId(), coupon.code, id, coupon.usage ?? null, coupon.perCustomer ?? null],
    );
  }
  return id;
}

const item = (promotionId: string, couponCode: string | null = null, amountMinor = 100n): RedemptionItem => ({
  promotionId,
  couponCode,
  amountMinor,
});

function redeem(
  items: readonly RedemptionItem[],
  { orderId = newId(), customerId = null as string | null, currency = 'USD' } = {},
): Promise<RedemptionRefusal | undefined> {
  return createRedemptions(pricing.database).hold({ orderId, customerId, currency, items });
}

async function usageOf(promotionId: string): Promise<{ redemptions: number; spent: string } | undefined> {
  const [row] = await pricing.database.query<{ redemptions: number; spent: string }>(
    'SELECT redemptions, spent_minor::text AS spent FROM promotion_usage WHERE promotion_id = $1',
    [promotionId],
  );
  return row;
}

async function couponCount(code: string): Promise<number | undefined> {
  const [row] = await pricing.database.query<{ usage_count: number }>(
    'SELECT usage_count FROM coupon WHERE code = $1',
    [code],
  );
  return row?.usage_count;
}

test('of 500 orders at once exactly 100 get a coupon that may be used 100 times', async () => {
  const id = await promotion({ coupon: { code: 'HUNDRED', usage: 100 } });
  const results = await Promise.all(Array.from({ length: 500 }, () => redeem([item(id, 'HUNDRED')])));
  expect(results.filter((refusal) => refusal === undefined)).toHaveLength(100);
  expect(new Set(results.flatMap((refusal) => refusal?.reason ?? []))).toEqual(new Set(['COUPON_LIMIT']));
  expect(await couponCount('HUNDRED')).toBe(100);
  expect(await usageOf(id)).toEqual({ redemptions: 100, spent: '10000' });
}, 60_000);

test('a budget is never exceeded, whoever asks at the same moment', async () => {
  const id = await promotion({ budget: 1_050n });
  const results = await Promise.all(Array.from({ length: 60 }, () => redeem([item(id)])));
  expect(results.filter((refusal) => refusal === undefined)).toHaveLength(10);
  expect(await usageOf(id)).toEqual({ redemptions: 10, spent: '1000' });
});

test('a limit per customer counts their orders only, one after another', async () => {
  const id = await promotion({ perCustomer: 2 });
  const customerId = newId();
  const results = await Promise.all(Array.from({ length: 8 }, () => redeem([item(id)], { customerId })));
  expect(results.filter((refusal) => refusal === undefined)).toHaveLength(2);
  expect(await redeem([item(id)], { customerId: newId() })).toBeUndefined();
  expect((await createShopperSource(pricing.database).read([], customerId)).usage).toEqual(
    new Map([[id, 2]]),
  );
});

test('one order redeems once, however often it asks', async () => {
  const id = await promotion({ usage: 5 });
  const orderId = newId();
  const results = await Promise.all(Array.from({ length: 10 }, () => redeem([item(id)], { orderId })));
  expect(results).toEqual(Array.from({ length: 10 }, () => undefined));
  expect(await usageOf(id)).toEqual({ redemptions: 1, spent: '100' });
});

test('all or nothing: one promotion that is used up leaves the others unused', async () => {
  const [fine, gone] = [await promotion(), await promotion({ usage: 1 })];
  await redeem([item(gone)]);
  expect(await redeem([item(fine), item(gone)])).toEqual({
    promotionId: gone,
    couponCode: null,
    reason: 'USAGE_LIMIT',
  });
  expect(await usageOf(fine)).toBeUndefined();
});

test('orders that use two promotions in opposite order never deadlock', async () => {
  const [one, two] = [await promotion({ usage: 1_000 }), await promotion({ usage: 1_000 })];
  const results = await Promise.all(
    Array.from({ length: 60 }, (_, index) =>
      redeem(index % 2 === 0 ? [item(one), item(two)] : [item(two), item(one)]),
    ),
  );
  expect(results.every((refusal) => refusal === undefined)).toBe(true);
  expect((await usageOf(one))?.redemptions).toBe(60);
});

test.each<[string, string]>([
  ["status = 'PAUSED'", 'NOT_ACTIVE'],
  ["ends_at = now() - interval '1 s'", 'NOT_ACTIVE'],
  ['coupon_required = true', 'NOT_ACTIVE'],
])('a promotion with %s gives nothing', async (change, reason) => {
  const id = await promotion();
  await pricing.database.query(`UPDATE promotion SET ${change} WHERE id = $1`, [id]);
  expect(await redeem([item(id)])).toMatchObject({ reason });
  expect(await redeem([item(newId())])).toMatchObject({ reason: 'NOT_ACTIVE' });
});

describe('the end of an order', () => {
  test('confirmed: its uses stay; given up: they are free again, also after the confirmation, once', async () => {
    const id = await promotion({ usage: 1, coupon: { code: 'ONCE', usage: 1 } });
    const orderId = newId();
    await redeem([item(id, 'ONCE')], { orderId });
    expect(await confirmRedemptions(pricing.database, orderId)).toBe(1);
    expect(await confirmRedemptions(pricing.database, orderId)).toBe(0);
    expect(await redeem([item(id, 'ONCE')])).toMatchObject({ reason: 'USAGE_LIMIT' });
    expect(await releaseRedemptions(pricing.database, orderId)).toBe(1);
    expect(await releaseRedemptions(pricing.database, orderId)).toBe(0);
    expect([await usageOf(id), await couponCount('ONCE')]).toEqual([{ redemptions: 0, spent: '0' }, 0]);
    expect(await redeem([item(id, 'ONCE')])).toBeUndefined();
  });

  test('asked for by the order itself counts once with the event, and frees a single-use coupon at once', async () => {
    const id = await promotion({ coupon: { code: 'SINGLE', usage: 1 } });
    const orderId = newId();
    const release = async (order: string): Promise<unknown> =>
      pricing.run(
        'mutation ($orderId: ID!) { promotionsRelease(input: { orderId: $orderId }) { released userErrors { code } } }',
        { orderId: order },
        { ...ANONYMOUS, callingService: 'order' },
      );
    await redeem([item(id, 'SINGLE')], { orderId });
    expect(await redeem([item(id, 'SINGLE')])).toMatchObject({ reason: 'COUPON_LIMIT' });
    expect(await release(orderId)).toEqual({ data: { promotionsRelease: { released: 1, userErrors: [] } } });
    expect(await release(orderId)).toMatchObject({ data: { promotionsRelease: { released: 0 } } });
    expect(await releaseRedemptions(pricing.database, orderId)).toBe(0);
    expect(await redeem([item(id, 'SINGLE')])).toBeUndefined();
    expect(await couponCount('SINGLE')).toBe(1);
    expect(await release('x')).toMatchObject({ errors: [{ originalError: { code: 'BAD_USER_INPUT' } }] });
  });

  test('that comes before its redemption keeps it from counting', async () => {
    const id = await promotion();
    const orderId = newId();
    await releaseRedemptions(pricing.database, orderId);
    expect(await redeem([item(id)], { orderId })).toMatchObject({ reason: 'ORDER_CLOSED' });
    expect(await usageOf(id)).toBeUndefined();
  });

  test('at the same moment as its redemption leaves nothing counted', async () => {
    const id = await promotion();
    await Promise.all(
      Array.from({ length: 30 }, async () => {
        const orderId = newId();
        await Promise.all([redeem([item(id)], { orderId }), releaseRedemptions(pricing.database, orderId)]);
      }),
    );
    expect(await usageOf(id)).toMatchObject({ redemptions: 0 });
  });
});
