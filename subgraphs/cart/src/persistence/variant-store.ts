import type { CatalogProductUpdatedV1 } from '@agora/contracts/catalog/product-updated';
import type { Queryable, Statement } from '@agora/platform/database';
import type { VariantFacts } from '../domain/add-lines';

const FIND: Statement = {
  name: 'catalog_variant_find',
  text: `SELECT sku, variant_id, title, product_title, image_url, status, tax_category FROM catalog_variant WHERE sku = ANY ($1::text[])`,
};

// One row per sku; an event older than what the row was made from changes nothing.
const STORE: Statement = {
  name: 'catalog_variant_store',
  text: `INSERT INTO catalog_variant AS v (sku, variant_id, product_id, title, product_title, image_url, status, tax_category, product_version)
    SELECT x.sku, x.variant_id, $1::uuid, x.title, x.product_title, x.image_url, x.status, x.tax_category, $2::int
    FROM jsonb_to_recordset($3::jsonb) AS x (sku text, variant_id uuid, title text, product_title text, image_url text, status text, tax_category text)
    ON CONFLICT (sku) DO UPDATE SET variant_id = EXCLUDED.variant_id, product_id = EXCLUDED.product_id, title = EXCLUDED.title,
      product_title = EXCLUDED.product_title, image_url = EXCLUDED.image_url, status = EXCLUDED.status, tax_category = EXCLUDED.tax_category,
      product_version = EXCLUDED.product_version, updated_at = now()
    WHERE v.product_version <= EXCLUDED.product_version`,
};

interface VariantRow {
  readonly sku: string;
  readonly variant_id: string;
  readonly title: string;
  readonly product_title: string;
  readonly image_url: string | null;
  readonly status: string;
  readonly tax_category: string;
}

export async function findVariants(
  queryable: Queryable,
  skus: readonly string[],
): Promise<Map<string, VariantFacts>> {
  const rows = await queryable.query<VariantRow>(FIND, [skus]);
  return new Map(rows.map((row) => [row.sku, toFacts(row)]));
}

/** Brings the read model to a version of a product, unless it is newer already. */
export async function storeVariants(
  queryable: Queryable,
  product: Pick<CatalogProductUpdatedV1, 'product_id' | 'version' | 'variants'>,
): Promise<void> {
  await queryable.query(STORE, [product.product_id, product.version, JSON.stringify(product.variants)]);
}

function toFacts(row: VariantRow): VariantFacts {
  return {
    variantId: row.variant_id,
    title: lineTitle(row.product_title, row.title),
    imageUrl: row.image_url,
    taxCategory: row.tax_category,
    isSellable: row.status === 'ACTIVE',
  };
}

/** What a line is called: the product, and the variant where it says more. */
export function lineTitle(productTitle: string, variantTitle: string): string {
  return variantTitle === '' || variantTitle === productTitle
    ? productTitle
    : `${productTitle} – ${variantTitle}`;
}
