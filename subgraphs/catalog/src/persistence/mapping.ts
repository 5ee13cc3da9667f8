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

/** The columns of a variant in its aggregate, with its product. */
export const VARIANT_COLUMNS = {
  id: true,
  productId: true,
  sku: true,
  title: true,
  options: true,
  taxCategory: true,
  weightGrams: true,
} as const satisfies Prisma.ProductVariantSelect;

type ProductRow = Prisma.ProductGetPayload<{ select: typeof PRODUCT_COLUMNS }>;
type VariantRow = Prisma.ProductVariantGetPayload<{ select: typeof VARIANT_COLUMNS }>;
type CategoryRow = Prisma.CategoryGetPayload<{ select: typeof CATEGORY_COLUMNS }>;
type PictureRow = Prisma.MediaGetPayload<{ select: typeof PICTURE_COLUMNS }>;

export function toProductView(row: ProductRow): ProductView {
  return { ...row, attributes: row.attributes as Product['attributes'] };
}

/** A product and the rows that share its version, each in the order shown. */
export function toProduct(
  row: ProductRow,
  parts: { variants: readonly VariantRow[]; media: readonly PictureRow[]; categoryIds: readonly string[] },
): Product {
  return {
    ...toProductView(row),
    variants: parts.variants.map(toVariant),
    categoryIds: parts.categoryIds,
    pictures: parts.media.map(toPicture),
  };
}

function toVariant({ productId: _productId, options, ...own }: VariantRow): ProductVariant {
  return { ...own, options: toOptions(options) };
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
