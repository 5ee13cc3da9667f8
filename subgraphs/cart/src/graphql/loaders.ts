import DataLoader from 'dataloader';
import { isUuid } from '@agora/platform/ids';
import type { OperationContext } from '@agora/platform/server';
import type { Clock } from '@agora/platform/time';
import type { CartStore, StaffReads } from '../application/ports';
import type { CartLoaders } from '../context';
import { maySeeCart, ownsCart } from '../domain/ownership';

export interface LoaderDeps {
  readonly store: Pick<CartStore, 'readMany'>;
  readonly staffReads: StaffReads;
  readonly clock: Clock;
}

/**
 * Loaders of one operation. Carts that the viewer may not see are null, exactly as missing ones; what staff sees of
 * others is written down first. Not cached: a mutation and the fields of its answer must not see the state from before
 * it.
 */
export function createLoaders(
  { store, staffReads, clock }: LoaderDeps,
  operation: Pick<OperationContext, 'viewer' | 'correlationId'>,
): CartLoaders {
  const { viewer } = operation;
  return {
    cart: new DataLoader(
      async (ids) => {
        const known = ids.filter(isUuid);
        const carts = known.length === 0 ? undefined : await store.readMany([...new Set(known)]);
        const now = clock.now();
        const visible = [...(carts?.values() ?? [])].filter(({ owner }) => maySeeCart(viewer, owner, now));
        const foreign = visible.filter(({ owner }) => !ownsCart(viewer, owner, now)).map(({ id }) => id);
        if (foreign.length > 0) await staffReads.record(foreign, operation);
        const shown = new Map(visible.map((cart) => [cart.id, cart]));
        return ids.map((id) => shown.get(id) ?? null);
      },
      { cache: false, maxBatchSize: 200 },
    ),
  };
}
