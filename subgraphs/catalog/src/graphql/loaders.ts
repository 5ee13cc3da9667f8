import DataLoader from 'dataloader';
import type {
  CatalogReader,
  ListedProduct,
  ProductPageRequest,
  ProductQuery,
  ProductView,
  VariantView,
} from '../application/reading';
import type { Category } from '../domain/category';
import type { Picture } from '../domain/product';

/** A page of the products of one category. */
export interface CategoryPageKey {
  readonly categoryId: string;
  readonly request: ProductPageRequest;
}

/** The number of products of one category. */
export interface CategoryCountKey {
  readonly categoryId: string;
  readonly query: ProductQuery;
}

/**
 * Batching of one operation: whatever is asked in one tick becomes one statement per kind. Products and variants
 * the viewer may not see load as null, like missing ones.
 */
export interface CatalogLoaders {
  readonly productById: DataLoader<string, ProductView | null>;
  readonly productBySlug: DataLoader<string, ProductView | null>;
  readonly variantById: DataLoader<string, VariantView | null>;
  readonly variantBySku: DataLoader<string, VariantView | null>;
  readonly variantsOfProduct: DataLoader<string, readonly VariantView[]>;
  readonly picturesOfProduct: DataLoader<string, readonly Picture[]>;
  readonly categoriesOfProduct: DataLoader<string, readonly Category[]>;
  readonly categoryById: DataLoader<string, Category | null>;
  readonly childrenOfCategory: DataLoader<string, readonly Category[]>;
  readonly productsOfCategory: DataLoader<CategoryPageKey, readonly ListedProduct[], string>;
  readonly countOfCategory: DataLoader<CategoryCountKey, number, string>;
  /** Forgets what was loaded: a mutation calls it, so that the rest of the document sees its effect. */
  forget(): void;
}

// Keys per statement: above, DataLoader asks again.
const MAX_BATCH = 500;

export function createLoaders(reader: CatalogReader, includeHidden: boolean): CatalogLoaders {
  const loaders = {
    productById: one(
      (ids) => reader.productsById(ids, includeHidden),
      ({ id }) => id,
    ),
    productBySlug: one(
      (slugs) => reader.productsBySlug(slugs, includeHidden),
      ({ slug }) => slug,
    ),
    variantById: one(
      (ids) => reader.variantsById(ids, includeHidden),
      ({ id }) => id,
    ),
    variantBySku: one(
      (skus) => reader.variantsBySku(skus, includeHidden),
      ({ sku }) => sku,
    ),
    variantsOfProduct: many(
      (ids) => reader.variantsOf(ids),
      ({ productId }) => productId,
    ),
    picturesOfProduct: many(
      (ids) => reader.picturesOf(ids),
      ({ productId }) => productId,
    ),
    categoriesOfProduct: many(
      (ids) => reader.categoriesOf(ids),
      ({ productId }) => productId,
    ),
    categoryById: one(
      (ids) => reader.categoriesById(ids),
      ({ id }) => id,
    ),
    childrenOfCategory: many(
      (ids) => reader.childrenOf(ids),
      ({ parentId }) => parentId ?? '',
    ),
    productsOfCategory: perArguments(
      ({ request }: CategoryPageKey) => request,
      (ids, request) => reader.productPagesOf(ids, request),
      [],
    ),
    countOfCategory: perArguments(
      ({ query }: CategoryCountKey) => query,
      (ids, query) => reader.countProductsOf(ids, query),
      0,
    ),
  };
  return {
    ...loaders,
    forget: () => {
      for (const loader of Object.values(loaders)) loader.clearAll();
    },
  };
}

function one<V>(
  read: (keys: readonly string[]) => Promise<readonly V[]>,
  keyOf: (value: V) => string,
): DataLoader<string, V | null> {
  return new DataLoader(
    async (keys) => {
      const found = new Map((await read(keys)).map((value) => [keyOf(value), value]));
      return keys.map((key) => found.get(key) ?? null);
    },
    { maxBatchSize: MAX_BATCH },
  );
}

function many<V>(
  read: (keys: readonly string[]) => Promise<readonly V[]>,
  keyOf: (value: V) => string,
): DataLoader<string, readonly V[]> {
  return new DataLoader(
    async (keys) => {
      const groups = new Map<string, V[]>(keys.map((key) => [key, []]));
      for (const value of await read(keys)) groups.get(keyOf(value))?.push(value);
      return keys.map((key) => groups.get(key) ?? []);
    },
    { maxBatchSize: MAX_BATCH },
  );
}

/** One statement per distinct arguments, for all categories that were asked with them. */
function perArguments<K extends { readonly categoryId: string }, A, V>(
  argumentsOf: (key: K) => A,
  read: (categoryIds: readonly string[], args: A) => Promise<ReadonlyMap<string, V>>,
  nothing: V,
): DataLoader<K, V, string> {
  const groupOf = (key: K): string => JSON.stringify(argumentsOf(key));
  return new DataLoader<K, V, string>(
    async (keys) => {
      const groups = new Map<string, K[]>();
      for (const key of keys) groups.set(groupOf(key), [...(groups.get(groupOf(key)) ?? []), key]);
      const answers = new Map<string, ReadonlyMap<string, V>>();
      const ask = async ([group, [first, ...rest]]: [string, K[]]): Promise<void> => {
        if (first === undefined) return;
        answers.set(
          group,
          await read(
            [first, ...rest].map(({ categoryId }) => categoryId),
            argumentsOf(first),
          ),
        );
      };
      await Promise.all([...groups].map(ask));
      return keys.map((key) => answers.get(groupOf(key))?.get(key.categoryId) ?? nothing);
    },
    { maxBatchSize: MAX_BATCH, cacheKeyFn: (key) => `${key.categoryId} ${groupOf(key)}` },
  );
}
