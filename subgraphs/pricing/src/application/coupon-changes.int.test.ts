import { REQUEST, openPricing } from '../pricing-fixture.suite';
import type { PricingFixture } from '../pricing-fixture.suite';
import { aDraft, aStoredCoupon, aStoredPromotion, done } from '../promotion-fixture.suite';
import { createCoupon, createCouponBatch, updateCoupon } from './coupon-changes';

let pricing: PricingFixture;
let promotionId: string;
beforeEach(async () => {
  pricing = await openPricing();
  promotionId = await aStoredPromotion(pricing);
});
afterEach(() => pricing.close());

const limits = { usageLimit: undefined, usageLimitPerCustomer: undefined };
const create = (code: string, idempotencyKey?: string) =>
  createCoupon(pricing.deps, { promotionId, code, ...limits }, { ...REQUEST, idempotencyKey });
const batch = (count: number, idempotencyKey: string) =>
  createCouponBatch(
    pricing.deps,
    { promotionId, count, prefix: 'gift-', length: 8, ...limits },
    { ...REQUEST, idempotencyKey },
  );

test('the first code closes the promotion to everybody without one, and says so once', async () => {
  const id = await aStoredCoupon(pricing, promotionId, ' welcome10 ');
  await aStoredCoupon(pricing, promotionId, 'WELCOME20');
  expect(await pricing.reader.coupon('WELCOME10')).toEqual({
    id,
    code: 'WELCOME10',
    promotionId,
    ...limits,
    usageCount: 0,
    active: true,
  });
  expect((await pricing.events()).map(({ payload }) => payload['changed'])).toEqual([
    ['created'],
    ['coupon_required'],
  ]);
  expect(pricing.index.promotion(promotionId)).toMatchObject({ couponRequired: true, version: 2 });
});

test('of ten that want one code one gets it', async () => {
  const outcomes = await Promise.all(Array.from({ length: 10 }, () => create('SAME')));
  expect(outcomes.filter(({ kind }) => kind === 'done')).toHaveLength(1);
  for (const outcome of outcomes) {
    if (outcome.kind !== 'done')
      expect(outcome).toMatchObject({ code: 'CODE_TAKEN', field: ['input', 'code'] });
  }
});

test('the same key gives the same coupon', async () => {
  const { id } = done(await create('ONCE', 'key'));
  expect(await create('ONCE', 'key')).toMatchObject({ kind: 'done', id, replayed: true });
  expect(await create('OTHER', 'key')).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
});

test('a promotion that gives on unit prices has no codes', async () => {
  promotionId = await aStoredPromotion(pricing, { rules: [aDraft({ scope: 'CATALOG' })] });
  expect(await create('NEVER')).toMatchObject({ code: 'INVALID_VALUE', field: ['input', 'promotionId'] });
  expect(await pricing.reader.coupon('NEVER')).toBeUndefined();
});

test('a batch of a thousand codes: all different, and the same ones for a repeat', async () => {
  const { id } = done(await batch(1_000, 'k1'));
  const codes = await pricing.reader.codesOfBatch(id);
  expect(new Set(codes).size).toBe(1_000);
  expect(codes.every((code) => /^GIFT-[A-HJKMNP-Z2-9]{8}$/.test(code))).toBe(true);
  expect(await batch(1_000, 'k1')).toMatchObject({ id, replayed: true });
  const other = done(await batch(3, 'k2'));
  expect(other.id).not.toBe(id);
  expect(await pricing.reader.codesOfBatch(other.id)).toHaveLength(3);
  expect(await pricing.reader.countCouponsOf([promotionId])).toEqual(new Map([[promotionId, 1_003]]));
});

test('the same batch ten times at once is one batch', async () => {
  const outcomes = await Promise.all(Array.from({ length: 10 }, () => batch(5, 'once')));
  expect(new Set(outcomes.flatMap((outcome) => (outcome.kind === 'done' ? [outcome.id] : []))).size).toBe(1);
  expect(await pricing.reader.countCouponsOf([promotionId])).toEqual(new Map([[promotionId, 5]]));
});

test('limits change under the lock of redemptions: never below what was used', async () => {
  await aStoredCoupon(pricing, promotionId, 'LIMITED');
  const update = (edit: Parameters<typeof updateCoupon>[1]['edit']) =>
    updateCoupon(pricing.deps, { code: 'limited', edit }, REQUEST);
  done(await update({ usageLimit: 5, active: false }));
  await pricing.database.query(`UPDATE coupon SET usage_count = 3 WHERE code = 'LIMITED'`);
  expect(await update({ usageLimit: 2 })).toMatchObject({ field: ['input', 'usageLimit'] });
  done(await update({ active: true }));
  expect(await pricing.reader.coupon('LIMITED')).toMatchObject({
    usageLimit: 5,
    usageCount: 3,
    active: true,
  });
  expect(await updateCoupon(pricing.deps, { code: 'NONE', edit: {} }, REQUEST)).toMatchObject({
    code: 'NOT_FOUND',
  });
});

test('no code is in an audit entry, an event or an outcome that is kept', async () => {
  await aStoredCoupon(pricing, promotionId, 'SECRETCODE');
  done(await create('SECRETKEY', 'key'));
  done(await batch(2, 'batch'));
  await updateCoupon(pricing.deps, { code: 'SECRETCODE', edit: { active: false } }, REQUEST);
  for (const table of ['audit_log', 'outbox', 'idempotency']) {
    const text = JSON.stringify(await pricing.database.query(`SELECT t::text FROM ${table} t`));
    expect(text.length).toBeGreaterThan(100);
    expect(text).not.toMatch(/SECRET|GIFT-/);
  }
});
