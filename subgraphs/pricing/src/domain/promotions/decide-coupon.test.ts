import { aPromotion } from '../price-table.suite';
import { isCode } from './coupon';
import type { Coupon } from './coupon';
import { decideCoupon, decideCouponBatch, editCoupon } from './decide-coupon';
import type { CouponBatchDraft, CouponDraft } from './decide-coupon';

const limits = { usageLimit: undefined, usageLimitPerCustomer: undefined };
const facts = { promotion: aPromotion(), scopes: ['LINE', 'ORDER'] as const };
const one = (fields: Partial<CouponDraft> = {}) =>
  decideCoupon({ code: 'WELCOME10', ...limits, ...fields }, facts);
const batch = (fields: Partial<CouponBatchDraft> = {}) =>
  decideCouponBatch({ count: 10, prefix: 'VIP-', length: 10, ...limits, ...fields }, facts);

test('a code is compared in upper case, without spaces around it', () => {
  expect(one({ code: ' welcome10 ' })).toMatchObject({ value: { code: 'WELCOME10' } });
});

test.each([
  ['A', false],
  ['AB', false],
  ['ABC', true],
  ['A_B-1', true],
  ['-ABC', false],
  ['ABC DEF', false],
  ['ÄBC', false],
  ['A'.repeat(40), true],
  ['A'.repeat(41), false],
])('%s can be a code: %p', (text, can) => {
  expect(isCode(text)).toBe(can);
});

test.each<[string, Partial<CouponDraft>, string]>([
  ['a code of 10 kB', { code: 'x'.repeat(10_000) }, 'code'],
  ['an empty code', { code: '' }, 'code'],
  ['no uses', { usageLimit: 0 }, 'usageLimit'],
  ['negative uses', { usageLimitPerCustomer: -5 }, 'usageLimitPerCustomer'],
])('%s is refused, and the message does not repeat it', (_what, fields, field) => {
  const refusal = one(fields);
  expect(refusal).toMatchObject({ code: 'INVALID_VALUE', field: ['input', field] });
  expect(JSON.stringify(refusal).length).toBeLessThan(300);
});

test.each<[string, Partial<CouponBatchDraft>, string]>([
  ['none', { count: 0 }, 'count'],
  ['too many', { count: 1_001 }, 'count'],
  ['few characters', { length: 7 }, 'length'],
  ['many characters', { length: 25 }, 'length'],
  ['a prefix with a space', { prefix: 'A B' }, 'prefix'],
  ['a long prefix', { prefix: 'A'.repeat(17) }, 'prefix'],
  ['no uses', { usageLimit: 0 }, 'usageLimit'],
])('a batch of %s is refused', (_what, fields, field) => {
  expect(batch(fields)).toMatchObject({ code: 'INVALID_VALUE', field: ['input', field] });
});

test('the longest codes of a batch are codes', () => {
  expect(batch({ prefix: 'a'.repeat(16), length: 24 })).toMatchObject({ value: { prefix: 'A'.repeat(16) } });
  expect(isCode('A'.repeat(16) + 'B'.repeat(24))).toBe(true);
});

test('a code needs a promotion that can give on lines and orders', () => {
  const draft = { code: 'ABC', ...limits };
  expect(decideCoupon(draft, { promotion: undefined, scopes: [] })).toMatchObject({ code: 'NOT_FOUND' });
  expect(decideCoupon(draft, { promotion: aPromotion({ status: 'ENDED' }), scopes: ['LINE'] })).toMatchObject(
    {
      code: 'ILLEGAL_TRANSITION',
    },
  );
  expect(decideCoupon(draft, { promotion: aPromotion(), scopes: ['LINE', 'CATALOG'] })).toMatchObject({
    code: 'INVALID_VALUE',
    field: ['input', 'promotionId'],
  });
});

test('new limits keep what is not mentioned and are never below what was used', () => {
  const coupon: Coupon = {
    id: 'c',
    code: 'ABC',
    promotionId: 'p',
    ...limits,
    usageLimit: 5,
    usageCount: 3,
    active: true,
  };
  expect(editCoupon(coupon, { active: false })).toMatchObject({ value: { active: false, usageLimit: 5 } });
  expect(editCoupon(coupon, { usageLimit: null })).toMatchObject({ value: { usageLimit: undefined } });
  expect(editCoupon(coupon, { usageLimit: 3 })).toMatchObject({ value: { usageLimit: 3 } });
  expect(editCoupon(coupon, { usageLimit: 2 })).toMatchObject({ field: ['input', 'usageLimit'] });
  expect(editCoupon(coupon, { usageLimitPerCustomer: 0 })).toMatchObject({
    field: ['input', 'usageLimitPerCustomer'],
  });
});
