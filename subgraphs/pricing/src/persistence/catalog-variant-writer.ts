import type { Queryable, Statement } from '@agora/platform/database';
import type { VariantFacts } from '../domain/variant-facts';

const RECORD: Statement = {
  name: 'pricing_record_variants',
  text: `INSERT INTO catalog_variant AS known (sku, variant_id, product_id, tax_category, product_version)
    SELECT sku, "variantId", "productId", "taxCategory", "productVersion"
    FROM jsonb_to_recordset($1::jsonb)
      AS said (sku text, "variantId" uuid, "productId" uuid, "taxCategory" text, "productVersion" int)
    ORDER BY sku
    ON CONFLICT (sku) DO UPDATE SET variant_id = EXCLUDED.variant_id, product_id = EXCLUDED.product_id,
      tax_category = EXCLUDED.tax_category, product_version = EXCLUDED.product_version
    WHERE known.product_id <> EXCLUDED.product_id OR known.product_version < EXCLUDED.product_version`,
};

/**
 * Writes what a product's event says about its variants, in one statement. Rows made from a newer version of the
 * product stay as they are; a sku that moved to another product follows it.
 */
export async function recordVariants(tx: Queryable, variants: readonly VariantFacts[]): Promise<void> {
  if (variants.length > 0) await tx.query(RECORD, [JSON.stringify(variants)]);
}
