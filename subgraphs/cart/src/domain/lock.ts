import type { Cart } from './cart';
import { nextProblems, problem } from './problems';
import type { CartProblem } from './problems';
import type { CartRejection } from './rejections';

export type LockDecision =
  | { readonly kind: 'lock' }
  /** The same order holds it already. */
  | { readonly kind: 'already' }
  | { readonly kind: 'rejected'; readonly rejection: CartRejection };

/** Whether an order may lock the cart for checkout, at the version its prices were pinned to. */
export function decideLock(cart: Cart, orderId: string, expectedVersion: number): LockDecision {
  if (cart.status === 'LOCKED') {
    return cart.lockedByOrderId === orderId
      ? { kind: 'already' }
      : { kind: 'rejected', rejection: { kind: 'CART_LOCKED' } };
  }
  if (cart.status !== 'ACTIVE' && cart.status !== 'ABANDONED')
    return { kind: 'rejected', rejection: { kind: 'CART_CLOSED', status: cart.status } };
  if (cart.version !== expectedVersion) {
    return {
      kind: 'rejected',
      rejection: { kind: 'VERSION_CONFLICT', expectedVersion, currentVersion: cart.version },
    };
  }
  return { kind: 'lock' };
}

/** Reasons of an order's end that the shopper has to do something about. */
const PAYMENT_REASONS: ReadonlySet<string> = new Set([
  'PAYMENT_DECLINED',
  'PAYMENT_FAILED',
  'PAYMENT_TIMEOUT',
  'PAYMENT_VOIDED',
]);

/** The problems of a cart that an order gives back: that its payment failed is told until the next change. */
export function problemsAfterUnlock(cart: Cart, reason: string | null, now: Date): CartProblem[] {
  const found = PAYMENT_REASONS.has(reason ?? '') ? [problem('PAYMENT_FAILED')] : [];
  return nextProblems(cart.problems, ({ code }) => code === 'PAYMENT_FAILED', found, now);
}

/** Whether this order holds the lock: only then its end changes the cart. */
export function isLockedBy(cart: Cart, orderId: string): boolean {
  return cart.status === 'LOCKED' && cart.lockedByOrderId === orderId;
}
