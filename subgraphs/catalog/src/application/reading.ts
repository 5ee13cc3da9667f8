import type { PageRequest } from '@agora/platform/paging';
import type { Category } from '../domain/category';
import type { Picture, Product, ProductStatus, ProductVariant } from '../domain/product';

/** A product's own columns. */
export type ProductView = Omit<Product, 'variants' | 'pictures' | 'categoryIds'>;

/** A variant with what it takes from its product. */
export interface VariantView extends ProductVariant {
  readonly productId: string;
  readonly status: ProductStatus;
}

/** Orders of a product list. RELEVANCE: titles that begin with the search text first, then by title. */
export const PRODUCT_SORTS = [
  'RELEVANCE',
  'TITLE_ASC',
  'TITLE_DESC',
  'CREATED_AT_ASC',
  'CREATED_AT_DESC',
  'UPDATED_AT_DESC',
] as const;
export type ProductSort = (typeof PRODUCT_SORTS)[number];

/** Which products; a missing member does not restrict. */
export interface ProductQuery {
  /** Every word must appear in title, slug or a sku. */
  readonly text?: string | undefined;
  readonly ids?: readonly string[] | undefined;
  readonly skus?: readonly string[] | undefined;
  readonly statuses: readonly ProductStatus[];
  /** In one of these or below it. */
  readonly categoryIds?: readonly string[] | undefined;
  readonly sellerId?: string | undefined;
  /** All of them. */
  readonly tags?: readonly string[] | undefined;
  /** All of them, at the top level of `attributes`. */
  readonly attributes?: Readonly<Record<string, string>> | undefined;
  readonly updatedFrom?: Date | undefined;
  readonly updatedTo?: Date | undefined;
}

/** A page of a list in one order. */
export interface ProductPageRequest {
  readonly query: ProductQuery;
  readonly sort: ProductSort;
  readonly page: PageRequest;
}

/** A product in a list, with what its cursor is made of. */
export interface ListedProduct extends ProductView {
  /** Sort key values, the id last. */
  readonly cursor: readonly string[];
}

/**
 * The catalog for readers. Everything is batched: one statement per call, whatever the number of keys. Keys that
 * do not exist are missing in the answer; `includeHidden` decides whether drafts and archived products exist.
 */
export interface CatalogReader {
  productsById(ids: readonly string[], includeHidden: boolean): Promise<readonly ProductView[]>;
  productsBySlug(slugs: readonly string[], includeHidden: boolean): Promise<readonly ProductView[]>;
  variantsById(ids: readonly string[], includeHidden: boolean): Promise<readonly VariantView[]>;
  variantsBySku(skus: readonly string[], includeHidden: boolean): Promise<readonly VariantView[]>;
  /** In the order of each product. */
  variantsOf(productIds: readonly string[]): Promise<readonly VariantView[]>;
  picturesOf(productIds: readonly string[]): Promise<readonly (Picture & { readonly productId: string })[]>;
  categoriesOf(
    productIds: readonly string[],
  ): Promise<readonly (Category & { readonly productId: string })[]>;
  categoriesById(ids: readonly string[]): Promise<readonly Category[]>;
  categoriesBySlug(slugs: readonly string[]): Promise<readonly Category[]>;
  childrenOf(parentIds: readonly string[]): Promise<readonly Category[]>;
  /** Children of a category, or the roots; up to `size + 1` rows behind the cursor. */
  categoryPage(parentId: string | null, page: PageRequest): Promise<readonly Category[]>;
  countCategories(parentId: string | null): Promise<number>;
  /** Up to `size + 1` rows behind the cursor, in reverse order when backward. @throws AppError `BAD_USER_INPUT` for a cursor of another list. */
  productPage(request: ProductPageRequest): Promise<readonly ListedProduct[]>;
  countProducts(query: ProductQuery): Promise<number>;
  /** One page per category, of the products in it or below it. */
  productPagesOf(
    categoryIds: readonly string[],
    request: ProductPageRequest,
  ): Promise<ReadonlyMap<string, readonly ListedProduct[]>>;
  countProductsOf(categoryIds: readonly string[], query: ProductQuery): Promise<ReadonlyMap<string, number>>;
}
