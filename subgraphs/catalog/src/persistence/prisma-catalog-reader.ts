import type { Database } from '@agora/platform/database';
import { badInput } from '@agora/platform/errors';
import { isUuid } from '@agora/platform/ids';
import type { PageRequest } from '@agora/platform/paging';
import type { CatalogReader, ListedProduct, VariantView } from '../application/reading';
import type { CatalogPrisma } from './client';
import type { Prisma } from './generated/client';
import {
  CATEGORY_COLUMNS,
  PICTURE_COLUMNS,
  PRODUCT_COLUMNS,
  toCategory,
  toPicture,
  toProductView,
} from './mapping';
import { productCountSql, productPageSql, toListedProduct } from './product-list-sql';
import type { ListedRow } from './product-list-sql';
import { VARIANTS_BY_ID, VARIANTS_BY_SKU, VARIANTS_OF_PRODUCTS, toVariantView } from './variant-statements';
import type { VariantRow } from './variant-statements';

/** {@link CatalogReader} on the catalog's database: Prisma for rows by key, raw SQL for joins and keyset pages. */
export function createCatalogReader(database: Database, prisma: CatalogPrisma): CatalogReader {
  return { ...productReader(database, prisma), ...variantReader(database), ...categoryReader(prisma) };
}

type ProductReader = Pick<
  CatalogReader,
  | 'productsById'
  | 'productsBySlug'
  | 'picturesOf'
  | 'productPage'
  | 'countProducts'
  | 'productPagesOf'
  | 'countProductsOf'
>;

function productReader(database: Database, prisma: CatalogPrisma): ProductReader {
  const find = async (where: Prisma.ProductWhereInput, includeHidden: boolean) => {
    const visible: Prisma.ProductWhereInput = includeHidden ? where : { ...where, status: 'ACTIVE' };
    return (await prisma.product.findMany({ where: visible, select: PRODUCT_COLUMNS })).map(toProductView);
  };
  const list = async (sql: { text: string; values: readonly unknown[] }): Promise<ListedRow[]> =>
    database.query<ListedRow>(sql.text, sql.values);
  return {
    productsById: (ids, includeHidden) => find({ id: { in: ids.filter(isUuid) } }, includeHidden),
    productsBySlug: (slugs, includeHidden) => find({ slug: { in: [...slugs] } }, includeHidden),
    picturesOf: async (productIds) => {
      const rows = await prisma.media.findMany({
        where: { productId: { in: [...productIds] }, kind: 'IMAGE', status: 'READY' },
        select: PICTURE_COLUMNS,
        orderBy: { position: 'asc' },
      });
      return rows.map((row) => ({ ...toPicture(row), productId: row.productId }));
    },
    productPage: async (request) => (await list(productPageSql(request))).map(toListedProduct),
    countProducts: async (query) => {
      const { text, values } = productCountSql(query);
      return (await database.query<{ total: number }>(text, values))[0]?.total ?? 0;
    },
    productPagesOf: async (categoryIds, request) => {
      const pages = new Map<string, ListedProduct[]>();
      for (const row of await list(productPageSql(request, categoryIds))) {
        const page = pages.get(row.category_id ?? '') ?? [];
        pages.set(row.category_id ?? '', page);
        page.push(toListedProduct(row));
      }
      return pages;
    },
    countProductsOf: async (categoryIds, query) => {
      const { text, values } = productCountSql(query, categoryIds);
      const rows = await database.query<{ category_id: string; total: number }>(text, values);
      return new Map(rows.map((row) => [row.category_id, row.total]));
    },
  };
}

function variantReader(
  database: Database,
): Pick<CatalogReader, 'variantsById' | 'variantsBySku' | 'variantsOf'> {
  const views = (rows: readonly VariantRow[]): readonly VariantView[] => rows.map(toVariantView);
  return {
    variantsById: async (ids, includeHidden) =>
      views(await database.query<VariantRow>(VARIANTS_BY_ID, [ids.filter(isUuid), includeHidden])),
    variantsBySku: async (skus, includeHidden) =>
      views(await database.query<VariantRow>(VARIANTS_BY_SKU, [skus, includeHidden])),
    variantsOf: async (productIds) =>
      views(await database.query<VariantRow>(VARIANTS_OF_PRODUCTS, [productIds])),
  };
}

type CategoryReader = Pick<
  CatalogReader,
  'categoriesOf' | 'categoriesById' | 'categoriesBySlug' | 'childrenOf' | 'categoryPage' | 'countCategories'
>;

const CATEGORY_ORDER = [{ slug: 'asc' }] as const satisfies Prisma.CategoryOrderByWithRelationInput[];

function categoryReader(prisma: CatalogPrisma): CategoryReader {
  const find = async (where: Prisma.CategoryWhereInput) =>
    (await prisma.category.findMany({ where, select: CATEGORY_COLUMNS, orderBy: [...CATEGORY_ORDER] })).map(
      toCategory,
    );
  return {
    categoriesById: (ids) => find({ id: { in: ids.filter(isUuid) } }),
    categoriesBySlug: (slugs) => find({ slug: { in: [...slugs] } }),
    childrenOf: (parentIds) => find({ parentId: { in: [...parentIds] } }),
    categoriesOf: async (productIds) => {
      const rows = await prisma.productCategory.findMany({
        where: { productId: { in: [...productIds] } },
        select: { productId: true, category: { select: CATEGORY_COLUMNS } },
        orderBy: { position: 'asc' },
      });
      return rows.map((row) => ({ ...toCategory(row.category), productId: row.productId }));
    },
    categoryPage: async (parentId, page) => {
      const beyond = page.cursor === undefined ? {} : { slug: beyondSlug(page, page.cursor) };
      const rows = await prisma.category.findMany({
        where: { parentId: parentIdOf(parentId), ...beyond },
        select: CATEGORY_COLUMNS,
        orderBy: { slug: page.direction === 'backward' ? 'desc' : 'asc' },
        take: page.size + 1,
      });
      return rows.map(toCategory);
    },
    countCategories: (parentId) => prisma.category.count({ where: { parentId: parentIdOf(parentId) } }),
  };
}

// An id that is no UUID has no children; it must not reach a uuid column.
const NOBODY = '00000000-0000-0000-0000-000000000000';

function parentIdOf(parentId: string | null): string | null {
  return parentId === null || isUuid(parentId) ? parentId : NOBODY;
}

function beyondSlug(page: PageRequest, cursor: readonly string[]): Prisma.StringFilter {
  const [slug] = cursor;
  const isBackward = page.direction === 'backward';
  if (slug === undefined || cursor.length !== 1)
    throw badInput(isBackward ? 'before' : 'after', 'is not a cursor of this list');
  return isBackward ? { lt: slug } : { gt: slug };
}
