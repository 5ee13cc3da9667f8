import type { CartNews, CartStore, CommitTrail, StoredCart } from './ports';

export interface ReturnDeps {
  readonly store: Pick<CartStore, 'changeStatus' | 'read'>;
  readonly news: CartNews;
  /** Counts a cart that was left alone and is in use again. */
  readonly noteReturn: () => void;
}

/**
 * The cart as its owner finds it who comes back: one that was left alone is in use again. Writes once per idle period, and
 * nothing for a cart that is in use.
 */
export async function returnToCart(
  { store, news, noteReturn }: ReturnDeps,
  cart: StoredCart,
  trail: CommitTrail,
): Promise<StoredCart> {
  if (cart.status !== 'ABANDONED') return cart;
  const outcome = await store.changeStatus(
    cart.id,
    (newest) =>
      newest.status === 'ABANDONED'
        ? { status: 'ACTIVE', cause: 'UPDATED', lockedByOrderId: null }
        : undefined,
    trail,
  );
  if (outcome.kind === 'done' && outcome.isNew) {
    noteReturn();
    news.committed(cart.id, outcome.version);
  }
  return (await store.read(cart.id)) ?? cart;
}
