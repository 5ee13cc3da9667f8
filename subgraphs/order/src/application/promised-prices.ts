import type { OperationContext } from '@agora/platform/server';
import { isForCart } from '../domain/checkout-session';
import type { CheckoutSession } from '../domain/checkout-session';
import type { Carts, QuoteRequest } from './ports';

/** What a session quotes anew, with the unit prices that its cart promises: no quote of the same lines may be dearer. */
export async function promisedPrices(
  carts: Pick<Carts, 'find'>,
  session: CheckoutSession,
  context: OperationContext,
): Promise<QuoteRequest> {
  const cart = await carts.find(session.cartId, context);
  // A cart that changed is refused when it is to be locked.
  return cart === undefined || !isForCart(session, cart) ? session : { ...session, lines: cart.lines };
}
