import type { Cart } from './cart';
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

/** Whether this order holds the lock: only then its end changes the cart. */
export function isLockedBy(cart: Cart, orderId: string): boolean {
  return cart.status === 'LOCKED' && cart.lockedByOrderId === orderId;
}
