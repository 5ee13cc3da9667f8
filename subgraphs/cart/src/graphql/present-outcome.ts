import type { CartOutcome } from '../application/outcome';
import type { StoredCart } from '../application/ports';
import type { CartContext } from '../context';
import type { CartRejection } from '../domain/rejections';
import { presentCart } from './present';
import { presentWarning } from './present-problem';
import { presentRejection } from './present-rejection';
import type { RejectionFields } from './present-rejection';
import type { CartPayload } from './types/payloads.type';

/** A change after which there is no cart to show. */
export type WithoutCart = Omit<Extract<CartOutcome, { kind: 'committed' }>, 'cartId' | 'cart'> & {
  readonly cartId: null;
};

/**
 * The answer to a change of a cart, with the cart as the change left it or as it is now.
 * @param fields The input fields that refusals name.
 */
export async function presentOutcome(
  outcome: CartOutcome | WithoutCart,
  context: CartContext,
  fields?: RejectionFields,
): Promise<CartPayload> {
  const cart = await cartOf(outcome, context);
  return {
    cart: cart === null ? null : presentCart(cart),
    committedVersion: outcome.kind === 'committed' ? outcome.version : null,
    replayed: outcome.kind === 'committed' && outcome.replayed,
    userErrors: rejectionsOf(outcome).map((rejection) => presentRejection(rejection, fields)),
    warnings: outcome.kind === 'committed' ? (outcome.warnings ?? []).map(presentWarning) : [],
  };
}

function cartOf(outcome: CartOutcome | WithoutCart, { loaders }: CartContext): Promise<StoredCart | null> {
  if (outcome.cartId === null) return Promise.resolve(null);
  if (outcome.kind === 'committed' && outcome.cart !== undefined) return Promise.resolve(outcome.cart);
  return loaders.cart.load(outcome.cartId);
}

function rejectionsOf(outcome: CartOutcome | WithoutCart): readonly CartRejection[] {
  return outcome.kind === 'unchanged' ? [] : (outcome.rejections ?? []);
}
