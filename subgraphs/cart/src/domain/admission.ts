import type { Cart } from './cart';
import type { CartRejection } from './rejections';

/** Whether the owner may change the cart now: its status, and the version the caller expects, if any. */
export function admit(cart: Cart, expectedVersion: number | null): CartRejection | undefined {
  if (cart.status === 'LOCKED') return { kind: 'CART_LOCKED' };
  if (cart.status !== 'ACTIVE' && cart.status !== 'ABANDONED')
    return { kind: 'CART_CLOSED', status: cart.status };
  if (expectedVersion !== null && expectedVersion !== cart.version) {
    return { kind: 'VERSION_CONFLICT', expectedVersion, currentVersion: cart.version };
  }
  return undefined;
}
