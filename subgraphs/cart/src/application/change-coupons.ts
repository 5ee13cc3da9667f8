import { badInput } from '@agora/platform/errors';
import { takeAttempts } from '@agora/platform/rate-limit';
import type { Attempts } from '@agora/platform/rate-limit';
import type { OperationContext } from '@agora/platform/server';
import { admit } from '../domain/admission';
import { decideApplyCoupon, decideRemoveCoupon, normaliseCode } from '../domain/coupons';
import type { CouponDecision } from '../domain/coupons';
import type { CartChangeCause } from '../domain/cart';
import { changeOwnCart } from './change-own-cart';
import { refused } from './outcome';
import type { CartOutcome } from './outcome';
import type { QuotedCost, StoredCart } from './ports';
import { quoteAnew } from './quote-anew';
import type { QuoteAnew, QuoteAnewDeps } from './quote-anew';
import { untilCommitted } from './until-committed';

export interface ChangeCouponsDeps extends QuoteAnewDeps, Attempts {}

export interface CouponCommand {
  readonly cartId: string;
  readonly code: string;
  readonly expectedVersion: number | null;
  readonly idempotencyKey: string | null;
}

const MAX_CODE_LENGTH = 100;

/**
 * Enters a coupon in the viewer's cart. One that gives this cart nothing now is refused, and never told apart from one that
 * does not exist. Attempts are limited per identity and per address.
 * @throws AppError `RATE_LIMITED` (with `retryAfterMs`), `BAD_USER_INPUT`, pricing's codes (retriable).
 */
export async function applyCoupon(
  deps: ChangeCouponsDeps,
  command: CouponCommand,
  context: OperationContext,
): Promise<CartOutcome> {
  const code = checkedCode(command.code);
  await takeAttempts(deps, context, { purpose: 'coupon' });
  const isUseless = ({ cost }: QuotedCost): boolean =>
    !cost.coupons.some((one) => one.code === code && one.applied);
  return change(deps, { ...command, code }, context, {
    operation: 'cartCouponApply',
    cause: 'COUPON_APPLIED',
    decide: (cart) => decideApplyCoupon(cart, code),
    objection: (quote) => (isUseless(quote) ? { kind: 'COUPON_NOT_APPLICABLE' } : undefined),
  });
}

/** Takes a coupon out of the viewer's cart. @throws pricing's codes (retriable). */
export function removeCoupon(
  deps: ChangeCouponsDeps,
  command: CouponCommand,
  context: OperationContext,
): Promise<CartOutcome> {
  const code = checkedCode(command.code);
  return change(deps, { ...command, code }, context, {
    operation: 'cartCouponRemove',
    cause: 'COUPON_REMOVED',
    decide: (cart) => decideRemoveCoupon(cart, code),
  });
}

interface CouponChange extends Pick<QuoteAnew, 'objection'> {
  readonly operation: string;
  readonly cause: CartChangeCause;
  readonly decide: (cart: StoredCart) => CouponDecision;
}

function change(
  deps: ChangeCouponsDeps,
  { idempotencyKey, ...input }: CouponCommand,
  context: OperationContext,
  { operation, cause, decide, objection }: CouponChange,
): Promise<CartOutcome> {
  const { cartId, expectedVersion } = input;
  return changeOwnCart(deps, { operation, cartId, idempotencyKey, input, context }, (first, claim) =>
    untilCommitted(deps.store, first, async (cart) => {
      const obstacle = admit(cart, expectedVersion);
      if (obstacle !== undefined) return refused(cart, obstacle);
      const decision = decide(cart);
      if (decision.kind === 'rejected') return refused(cart, decision.rejection);
      if (decision.kind === 'unchanged') return { kind: 'unchanged', cartId: cart.id, version: cart.version };
      const step = { cause, couponCodes: decision.couponCodes, claim, context };
      return quoteAnew(deps, cart, objection === undefined ? step : { ...step, objection });
    }),
  );
}

function checkedCode(given: string): string {
  const code = normaliseCode(given);
  if (code.length < 1 || code.length > MAX_CODE_LENGTH)
    throw badInput('input.code', `must have 1 to ${String(MAX_CODE_LENGTH)} characters`);
  return code;
}
