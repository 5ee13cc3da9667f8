import { uniqueViolation } from '@agora/platform/database';

/** Thrown in a transaction over several carts when one of them is not as it was decided on: takes everything back. */
export class Moved extends Error {}

const ONE_OPEN_CART = new Set(['cart_current_customer_uq', 'cart_current_session_uq']);

/**
 * Runs a transaction that is decided on states read before.
 * @returns false when a cart moved on meanwhile, or the shopper opened another one; nothing is written then.
 */
export async function orMoved(work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (error instanceof Moved || ONE_OPEN_CART.has(uniqueViolation(error)?.index ?? '')) return false;
    throw error;
  }
}
