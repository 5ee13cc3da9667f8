import { admit } from './admission';
import type { Cart } from './cart';
import type { CartRejection } from './rejections';

/** Whether the owner may throw the cart away: also one that was put aside. */
export function admitDelete(cart: Cart, expectedVersion: number | null): CartRejection | undefined {
  return cart.status === 'SAVED' ? atVersion(cart, expectedVersion) : admit(cart, expectedVersion);
}

/** Whether the owner may take the cart up again: only one that was put aside. */
export function admitRestore(cart: Cart, expectedVersion: number | null): CartRejection | undefined {
  return cart.status === 'SAVED'
    ? atVersion(cart, expectedVersion)
    : (admit(cart, null) ?? { kind: 'CART_NOT_SAVED' });
}

function atVersion({ version }: Cart, expectedVersion: number | null): CartRejection | undefined {
  return expectedVersion === null || expectedVersion === version
    ? undefined
    : { kind: 'VERSION_CONFLICT', expectedVersion, currentVersion: version };
}
