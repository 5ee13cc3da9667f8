import type { CartContext } from '../context';
import { presentCart } from './present';
import { presentSession } from './present-session';

type Representations = readonly Readonly<Record<string, unknown>>[];

/** Carts by id in one statement; null for what is missing or not the viewer's. */
export async function cartReferences(
  representations: Representations,
  { loaders }: CartContext,
): Promise<(object | null)[]> {
  return Promise.all(
    representations.map(async ({ id }) => {
      const cart = typeof id === 'string' ? await loaders.cart.load(id) : null;
      return cart === null ? null : presentCart(cart);
    }),
  );
}

/** Sessions by id in one statement; null for what is missing or not the viewer's. */
export async function sessionReferences(
  representations: Representations,
  { loaders }: CartContext,
): Promise<(object | null)[]> {
  return Promise.all(
    representations.map(async ({ id }) => {
      const session = typeof id === 'string' ? await loaders.session.load(id) : null;
      return session === null ? null : presentSession(session);
    }),
  );
}

/** The key alone: whether such a customer exists is for the customer subgraph to say. */
export function customerReferences(representations: Representations): Promise<(object | null)[]> {
  return Promise.resolve(representations.map(({ id }) => (typeof id === 'string' ? { id } : null)));
}
