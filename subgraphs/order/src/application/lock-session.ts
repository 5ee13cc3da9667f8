import type { OperationContext } from '@agora/platform/server';
import { isForCart } from '../domain/checkout-session';
import type { CheckoutSession } from '../domain/checkout-session';
import type { CheckoutRefusal } from '../domain/refusals';
import type { CartLockResult, Carts, CheckoutSessionStore } from './ports';

export type LockSessionResult =
  | { readonly kind: 'locked'; readonly session: CheckoutSession }
  | { readonly kind: 'refused'; readonly refusal: CheckoutRefusal };

export interface LockSessionDeps {
  readonly carts: Carts;
  readonly sessions: CheckoutSessionStore;
}

export type LockSession = (
  session: CheckoutSession,
  orderId: string,
  context: OperationContext,
) => Promise<LockSessionResult>;

/**
 * Locks the cart of a session at the version that was priced. A cart whose version moved while its lines stayed
 * (a declined order locked and unlocked it, or it was priced anew) is locked at its new version, which the session
 * then pins. Locking again for the same order is fine.
 *
 * @throws AppError of the cart subgraph (retriable): the cart may be locked.
 */
export function lockSession(deps: LockSessionDeps): LockSession {
  return async (session, orderId, context) => {
    const first = await lock(deps, session, orderId, context);
    if (first.kind === 'locked') return { kind: 'locked', session };
    const moved =
      first.kind === 'versionConflict' ? await repinned(deps, session, orderId, context) : undefined;
    const second = moved === undefined ? first : await lock(deps, moved, orderId, context);
    if (second.kind === 'locked') return { kind: 'locked', session: moved ?? session };
    return { kind: 'refused', refusal: refusalOf(second, session.cartVersion) };
  };
}

function lock(
  { carts }: LockSessionDeps,
  { cartId, cartVersion }: CheckoutSession,
  orderId: string,
  context: OperationContext,
): Promise<CartLockResult> {
  return carts.lock({ operationId: orderId, cartId, orderId, expectedVersion: cartVersion }, context);
}

/** The session at the cart's present version, stored; undefined when the cart is not what was priced any more. */
async function repinned(
  { carts, sessions }: LockSessionDeps,
  session: CheckoutSession,
  orderId: string,
  context: OperationContext,
): Promise<CheckoutSession | undefined> {
  const cart = await carts.find(session.cartId, context);
  if (cart === undefined || !isForCart(session, cart)) return undefined;
  const isStored = await sessions.repin(session.id, orderId, cart.version);
  return isStored ? { ...session, cartVersion: cart.version } : undefined;
}

function refusalOf(result: Exclude<CartLockResult, { kind: 'locked' }>, expected: number): CheckoutRefusal {
  switch (result.kind) {
    case 'lockedByOther':
      return { kind: 'cartLocked' };
    case 'versionConflict':
      return { kind: 'versionConflict', expected, current: result.current };
    case 'notOpen':
      return { kind: 'cartClosed' };
  }
}
