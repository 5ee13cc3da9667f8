import type { CatalogContext } from '../context';

type Representations = readonly Readonly<Record<string, unknown>>[];

// DataLoader rejects keys that are not there; a representation without a usable key is answered as missing.
async function loadAll<V>(
  keys: readonly unknown[],
  load: (key: string) => Promise<V | null>,
): Promise<(V | null)[]> {
  return Promise.all(keys.map(async (key) => (typeof key === 'string' ? load(key) : null)));
}

/** Products by id, in one statement. Null for what is missing or hidden from this viewer. */
export function productReferences(
  representations: Representations,
  { loaders }: CatalogContext,
): Promise<(object | null)[]> {
  return loadAll(
    representations.map(({ id }) => id),
    (id) => loaders.productById.load(id),
  );
}

/** Variants by id or sku, in one statement per key. Null for what is missing or hidden from this viewer. */
export function variantReferences(
  representations: Representations,
  { loaders }: CatalogContext,
): Promise<(object | null)[]> {
  return Promise.all(
    representations.map(async ({ id, sku }) => {
      if (typeof id === 'string') return loaders.variantById.load(id);
      return typeof sku === 'string' ? loaders.variantBySku.load(sku) : null;
    }),
  );
}

/** Categories by id, in one statement. */
export function categoryReferences(
  representations: Representations,
  { loaders }: CatalogContext,
): Promise<(object | null)[]> {
  return loadAll(
    representations.map(({ id }) => id),
    (id) => loaders.categoryById.load(id),
  );
}
