import type { CheckoutSession } from '../domain/checkout-session';
import type { Carts, CheckoutSessionStore } from './ports';

export type RecoverStalledCheckout = (session: CheckoutSession) => Promise<void>;

/**
 * Undoes a completion whose attempt died between taking the session and placing the order: the cart is unlocked
 * (it may have been locked), then the session is OPEN again. In this order, because the session is what remembers
 * the lock. Such an attempt cannot come back: it may only place its order before `completingUntil`.
 *
 * @throws AppError of the cart subgraph (retriable): the session stays for the next run.
 */
export function recoverStalledCheckout(deps: {
  readonly carts: Carts;
  readonly sessions: CheckoutSessionStore;
}): RecoverStalledCheckout {
  return async (session) => {
    const { cartId, orderId } = session;
    if (orderId === null) return;
    await deps.carts.unlock({ operationId: orderId, cartId, orderId, reason: 'CHECKOUT_ABANDONED' }, null);
    await deps.sessions.reopen(session.id, orderId);
  };
}
