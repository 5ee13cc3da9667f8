import type { Category } from '../domain/category';
import type { Picture, Product, ProductVariant, SelectedOption } from '../domain/product';
import type { ProductView } from '../application/reading';
import type { Prisma } from './generated/client';

/** The columns of a {@link ProductView}. */
export const PRODUCT_COLUMNS = {
  id: true,
  slug: true,
  title: true,
  description: true,
  status: true,
  sellerId: true,
  tags: true,
  attributes: true,
  version: true,
  createdAt: true,
  updatedAt: true,
} as const satisfies Prisma.ProductSelect;

/** The columns of a {@link Category}. */
export const CATEGORY_COLUMNS = {
  id: true,
  slug: true,
  title: true,
  parentId: true,
  ancestorIds: true,
  createdAt: true,
  updatedAt: true,
} as const satisfies Prisma.CategorySelect;

/** The columns of a picture, with its product. */
export const PICTURE_COLUMNS = {
  id: true,
  productId: true,
  url: true,
  altText: true,
  width: true,
  height: true,
} as const satisfies Prisma.MediaSelect;

/** A product with everything that shares its version. */
export const AGGREGATE_COLUMNS = {
  ...PRODUCT_COLUMNS,
  variants: {
    select: { id: true, sku: true, title: true, options: true, taxCategory: true, weightGrams: true },
    orderBy: { position: 'asc' },
  },
  categories: { select: { categoryId: true }, orderBy: { position: 'asc' } },
  media: { select: PICTURE_COLUMNS, orderBy: { position: 'asc' } },
} as const satisfies Prisma.ProductSelect;

type ProductRow = Prisma.ProductGetPayload<{ select: typeof PRODUCT_COLUMNS }>;
type AggregateRow = Prisma.ProductGetPayload<{ select: typeof AGGREGATE_COLUMNS }>;
type CategoryRow = Prisma.CategoryGetPayload<{ select: typeof CATEGORY_COLUMNS }>;
type PictureRow = Prisma.MediaGetPayload<{ select: typeof PICTURE_COLUMNS }>;

export function toProductView(row: ProductRow): ProductView {
  return { ...row, attributes: row.attributes as Product['attributes'] };
}

export function toProduct(row: AggregateRow): Product {
  const { variants, categories, media, ...own } = row;
  return {
    ...toProductView(own),
    variants: variants.map((variant): ProductVariant => ({
      ...variant,
      options: toOptions(variant.options),
    })),
    categoryIds: categories.map(({ categoryId }) => categoryId),
    pictures: media.map(toPicture),
  };
}

export function toCategory(row: CategoryRow): Category {
  return row;
}

/** CHECK media_ready_ck: what is READY has a URL. */
export function toPicture(row: PictureRow): Picture {
  return {
    id: row.id,
    url: row.url ?? '',
    altText: row.altText ?? '',
    width: row.width ?? 0,
    height: row.height ?? 0,
  };
}

/** CHECK product_variant_options_ck and the writer: a list of names and values. */
export function toOptions(json: unknown): readonly SelectedOption[] {
  return json as readonly SelectedOption[];
}
