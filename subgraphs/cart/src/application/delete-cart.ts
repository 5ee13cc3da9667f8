import type { OperationContext } from '@agora/platform/server';
import { admitDelete } from '../domain/cart-life';
import { changeOwnCart } from './change-own-cart';
import type { ChangeOwnCartDeps } from './change-own-cart';
import { refused } from './outcome';
import type { CartOutcome } from './outcome';
import type { CartNews, CartStore } from './ports';
import { trailOf } from './trail';
import { untilCommitted } from './until-committed';

export interface DeleteCartDeps extends ChangeOwnCartDeps {
  readonly store: Pick<CartStore, 'read' | 'commitDeletion'>;
  readonly news: CartNews;
}

export interface DeleteCartCommand {
  readonly cartId: string;
  readonly expectedVersion: number | null;
  readonly idempotencyKey: string | null;
}

/**
 * Throws the viewer's cart away: its lines, note, buyer and backups are gone at once and its stock is given back by the
 * event. What is left is an expired cart without lines, until it is deleted for good.
 */
export function deleteCart(
  { store, news, ...deps }: DeleteCartDeps,
  command: DeleteCartCommand,
  context: OperationContext,
): Promise<CartOutcome> {
  const { idempotencyKey, ...input } = command;
  const request = { operation: 'cartDelete', cartId: command.cartId, idempotencyKey, input, context };
  return changeOwnCart({ store, ...deps }, request, (cart, claim) =>
    untilCommitted(store, cart, async (newest): Promise<CartOutcome | 'moved'> => {
      const obstacle = admitDelete(newest, command.expectedVersion);
      if (obstacle !== undefined) return refused(newest, obstacle);
      if (!(await store.commitDeletion({ cart: newest, claim, trail: trailOf(context) }))) return 'moved';
      const version = newest.version + 1;
      news.committed(newest.id, version);
      return { kind: 'committed', cartId: newest.id, version, replayed: false };
    }),
  );
}
