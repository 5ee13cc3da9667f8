import { isCode } from '../domain/promotions/coupon';
import { randomCode } from './random-code';

test('codes are codes, none like another, without letters that are mistaken for others', () => {
  const codes = Array.from({ length: 5_000 }, () => randomCode('GIFT-', 8));
  expect(new Set(codes).size).toBe(codes.length);
  expect(codes.every((code) => isCode(code) && /^GIFT-[A-HJKMNP-Z2-9]{8}$/.test(code))).toBe(true);
});
