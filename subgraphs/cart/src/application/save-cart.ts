import { badInput } from '@agora/platform/errors';
import type { OperationContext } from '@agora/platform/server';
import { admit } from '../domain/admission';
import { changeOwnCart } from './change-own-cart';
import type { ChangeOwnCartDeps } from './change-own-cart';
import { refused } from './outcome';
import type { CartOutcome } from './outcome';
import type { CartNews, CartStore } from './ports';
import { trailOf } from './trail';
import { untilCommitted } from './until-committed';

export interface SaveCartDeps extends ChangeOwnCartDeps {
  readonly store: Pick<CartStore, 'read' | 'commitSaving'>;
  readonly news: CartNews;
}

export interface SaveCartCommand {
  readonly cartId: string;
  /** What its owner calls it; null keeps what it was called. */
  readonly name: string | null;
  readonly expectedVersion: number | null;
  readonly idempotencyKey: string | null;
}

/**
 * Puts the viewer's cart aside: its stock is given back, its lines stay, and there is room for another open cart.
 * @throws AppError `BAD_USER_INPUT` for a name that is empty or above 100 characters.
 */
export function saveCart(
  { store, news, ...deps }: SaveCartDeps,
  command: SaveCartCommand,
  context: OperationContext,
): Promise<CartOutcome> {
  const { idempotencyKey, ...input } = command;
  const { cartId, name, expectedVersion } = command;
  if (name !== null && (name.trim() === '' || name.length > 100))
    throw badInput('input.name', 'must have 1 to 100 characters');
  const request = { operation: 'cartSave', cartId, idempotencyKey, input, context };
  return changeOwnCart({ store, ...deps }, request, (cart, claim) =>
    untilCommitted(store, cart, async (newest): Promise<CartOutcome | 'moved'> => {
      const obstacle = admit(newest, expectedVersion);
      if (obstacle !== undefined) return refused(newest, obstacle);
      if (!(await store.commitSaving({ cart: newest, name, claim, trail: trailOf(context) }))) return 'moved';
      const version = newest.version + 1;
      news.committed(newest.id, version);
      return { kind: 'committed', cartId: newest.id, version, replayed: false };
    }),
  );
}
