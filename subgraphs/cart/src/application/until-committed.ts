import { refused } from './outcome';
import type { CartOutcome } from './outcome';
import type { CartStore, StoredCart } from './ports';

/** Rounds before giving up: each is lost only to somebody else's commit. */
const MAX_ROUNDS = 8;

/**
 * Lets `attempt` change the cart by compare-and-set and, when somebody was faster, again on the newer state.
 * @param attempt Answers 'moved' when the version it decided on is no longer the newest; nothing is written then.
 */
export async function untilCommitted(
  store: Pick<CartStore, 'read'>,
  first: StoredCart,
  attempt: (cart: StoredCart, round: number) => Promise<CartOutcome | 'moved'>,
): Promise<CartOutcome> {
  let cart = first;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const outcome = await attempt(cart, round);
    if (outcome !== 'moved') return outcome;
    const newer = await store.read(cart.id);
    if (newer === undefined) return refused(null, { kind: 'CART_NOT_FOUND' });
    cart = newer;
  }
  return refused(cart, { kind: 'CART_BUSY' });
}
