import DataLoader from 'dataloader';
import { isUuid } from '@agora/platform/ids';
import type { OperationContext } from '@agora/platform/server';
import type { Clock } from '@agora/platform/time';
import type { CartStore } from '../application/ports';
import type { CartLoaders } from '../context';
import { maySeeCart } from '../domain/ownership';

/**
 * Loaders of one operation. Carts that the viewer may not see are null, exactly as missing ones. Not cached: a mutation
 * and the fields of its answer must not see the state from before it.
 */
export function createLoaders(
  store: Pick<CartStore, 'readMany'>,
  clock: Clock,
  { viewer }: OperationContext,
): CartLoaders {
  return {
    cart: new DataLoader(
      async (ids) => {
        const known = ids.filter(isUuid);
        const carts = known.length === 0 ? undefined : await store.readMany([...new Set(known)]);
        return ids.map((id) => {
          const cart = carts?.get(id);
          const isVisible = cart !== undefined && maySeeCart(viewer, cart.owner, clock.now());
          return isVisible ? cart : null;
        });
      },
      { cache: false, maxBatchSize: 200 },
    ),
  };
}
