import type { Statement } from '@agora/platform/database';
import type { VariantView } from '../application/reading';
import type { ProductStatus } from '../domain/product';
import { toOptions } from './mapping';

// Status and visibility of a variant are its product's: one join instead of the two queries of a Prisma include.
const SELECT = `SELECT v.id, v.sku, v.title, v.options, v.tax_category, v.weight_grams, v.product_id, p.status
  FROM product_variant v JOIN product p ON p.id = v.product_id`;

/** $1 ids, $2 whether hidden products count. */
export const VARIANTS_BY_ID: Statement = {
  name: 'catalog_variants_by_id',
  text: `${SELECT} WHERE v.id = ANY ($1::uuid[]) AND ($2::boolean OR p.status = 'ACTIVE')`,
};

/** $1 skus, $2 whether hidden products count. */
export const VARIANTS_BY_SKU: Statement = {
  name: 'catalog_variants_by_sku',
  text: `${SELECT} WHERE v.sku = ANY ($1::text[]) AND ($2::boolean OR p.status = 'ACTIVE')`,
};

/** $1 product ids. */
export const VARIANTS_OF_PRODUCTS: Statement = {
  name: 'catalog_variants_of_products',
  text: `${SELECT} WHERE v.product_id = ANY ($1::uuid[]) ORDER BY v.product_id, v.position`,
};

export interface VariantRow {
  readonly id: string;
  readonly sku: string;
  readonly title: string;
  readonly options: unknown;
  readonly tax_category: string;
  readonly weight_grams: number | null;
  readonly product_id: string;
  readonly status: ProductStatus;
}

export function toVariantView(row: VariantRow): VariantView {
  return {
    id: row.id,
    sku: row.sku,
    title: row.title,
    options: toOptions(row.options),
    taxCategory: row.tax_category,
    weightGrams: row.weight_grams,
    productId: row.product_id,
    status: row.status,
  };
}
