import { MAX_COUPONS } from './cart';
import type { Cart } from './cart';
import type { CartRejection } from './rejections';

/** A code as it is compared and kept: without spaces around it, upper case. */
export function normaliseCode(code: string): string {
  return code.trim().toUpperCase();
}

export type CouponDecision =
  | { readonly kind: 'changed'; readonly couponCodes: readonly string[] }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'rejected'; readonly rejection: CartRejection };

/** Enters a code. Whether it gives anything is pricing's to say. */
export function decideApplyCoupon({ couponCodes }: Pick<Cart, 'couponCodes'>, code: string): CouponDecision {
  if (couponCodes.includes(code)) return { kind: 'unchanged' };
  if (couponCodes.length >= MAX_COUPONS) return { kind: 'rejected', rejection: { kind: 'TOO_MANY_COUPONS' } };
  return { kind: 'changed', couponCodes: [...couponCodes, code] };
}

/** Takes a code out. */
export function decideRemoveCoupon({ couponCodes }: Pick<Cart, 'couponCodes'>, code: string): CouponDecision {
  return couponCodes.includes(code)
    ? { kind: 'changed', couponCodes: couponCodes.filter((one) => one !== code) }
    : { kind: 'rejected', rejection: { kind: 'COUPON_NOT_FOUND' } };
}

/** The coupons of two carts that become one: those of the cart that stays first, never more than one cart may have. */
export function mergedCoupons(
  from: Pick<Cart, 'couponCodes'>,
  into: Pick<Cart, 'couponCodes'>,
): readonly string[] {
  return [...new Set([...into.couponCodes, ...from.couponCodes])].slice(0, MAX_COUPONS);
}
