import DataLoader from 'dataloader';
import type { Viewer } from '@agora/platform/auth';
import { seesCustomer } from '../application/access';
import type { CustomerReader, CustomerView, SegmentView } from '../application/reading';
import type { CustomerAddress } from '../domain/customer';

/** Batching of one operation: whatever is asked in one tick becomes one statement per kind. */
export interface CustomerLoaders {
  /** Null for a customer that is missing, or not for this viewer (then nothing is read either). */
  readonly customerById: DataLoader<string, CustomerView | null>;
  /** Of customers the viewer was given. */
  readonly addressesOfCustomer: DataLoader<string, readonly CustomerAddress[]>;
  /** Of customers the viewer was given. */
  readonly segmentsOfCustomer: DataLoader<string, readonly SegmentView[]>;
  /** Forgets what was loaded: a mutation calls it, so that the rest of the document sees its effect. */
  forget(): void;
}

// Keys per statement: above, DataLoader asks again.
const MAX_BATCH = 500;

export function createLoaders(reader: CustomerReader, viewer: Viewer): CustomerLoaders {
  const loaders = {
    customerById: new DataLoader<string, CustomerView | null>(
      async (ids) => {
        const visible = ids.filter((id) => seesCustomer(viewer, id));
        const rows = visible.length === 0 ? [] : await reader.customersById(visible);
        const found = new Map(rows.map((row) => [row.id, row]));
        return ids.map((id) => found.get(id) ?? null);
      },
      { maxBatchSize: MAX_BATCH },
    ),
    addressesOfCustomer: perCustomer((ids) => reader.addressesOf(ids)),
    segmentsOfCustomer: perCustomer((ids) => reader.segmentsOf(ids)),
  };
  return {
    ...loaders,
    forget: () => {
      for (const loader of Object.values(loaders)) loader.clearAll();
    },
  };
}

function perCustomer<V extends { readonly customerId: string }>(
  read: (ids: readonly string[]) => Promise<readonly V[]>,
): DataLoader<string, readonly V[]> {
  return new DataLoader(
    async (ids) => {
      const groups = new Map<string, V[]>(ids.map((id) => [id, []]));
      for (const value of await read(ids)) groups.get(value.customerId)?.push(value);
      return ids.map((id) => groups.get(id) ?? []);
    },
    { maxBatchSize: MAX_BATCH },
  );
}
