import { backoffMs, sleep } from '@agora/platform/time';
import type { StoredCart } from '../application/ports';
import type { CartContext } from '../context';

const PATIENCE_MS = 1_000;
const FIRST_LOOK_MS = 20;
const LAST_LOOK_MS = 200;

/**
 * The cart at this version or a later one. Waits for it up to a second and not beyond the deadline; then the newest there
 * is. Null at once for a cart that is not there or not the viewer's.
 */
export async function readAtLeast(
  { loaders, deadline }: CartContext,
  cartId: string,
  version: number,
): Promise<StoredCart | null> {
  const patience = deadline.within(PATIENCE_MS);
  for (let look = 0; ; look += 1) {
    const cart = await loaders.cart.load(cartId);
    const pauseMs = backoffMs(look, FIRST_LOOK_MS, LAST_LOOK_MS);
    if (cart === null || cart.version >= version || patience.remainingMs() <= pauseMs) return cart;
    await patience.during((signal) => sleep(pauseMs, signal)).catch(() => undefined);
  }
}
