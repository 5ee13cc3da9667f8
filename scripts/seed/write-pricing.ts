import type { Queryable } from '@agora/platform/database';
import { idFrom } from '@agora/platform/ids';
import { insertRows } from './insert-rows';
import { priceEntries } from './shop/products';
import { REGION_LIST } from './shop/regions';
import type { SeedShop } from './shop/shop';

/** Regions, tax rates, one book per region with a price for every sku, and the read model of the catalog. */
export async function writePricing(tx: Queryable, { products }: SeedShop): Promise<void> {
  await insertRows(
    tx,
    'region_setting',
    REGION_LIST.map(({ code, currency, rounding }) => ({ region: code, currency, rounding_mode: rounding })),
  );
  await insertRows(
    tx,
    'tax_rate',
    REGION_LIST.flatMap(({ code, taxRates, taxInclusive }) =>
      Object.entries(taxRates).map(([category, basisPoints]) => ({
        id: idFrom(`tax-rate:${code}:${category}`),
        region: code,
        category,
        basis_points: basisPoints,
        inclusive: taxInclusive,
      })),
    ),
  );
  await insertRows(
    tx,
    'price_book',
    REGION_LIST.map(({ code, currency }) => ({
      id: bookId(code),
      name: `${code} ${currency}`,
      region: code,
      currency,
      active: true,
    })),
  );
  await insertRows(
    tx,
    'price',
    priceEntries(products).map(({ region, sku, amountMinor, compareAtMinor }) => ({
      id: idFrom(`price:${region}:${sku}`),
      price_book_id: bookId(region),
      sku,
      minimum_quantity: 1,
      amount_minor: amountMinor,
      compare_at_minor: compareAtMinor,
      version: 1,
    })),
  );
  await insertRows(
    tx,
    'catalog_variant',
    products.flatMap(({ variants }) =>
      variants.map((variant) => ({
        sku: variant.sku,
        variant_id: variant.id,
        product_id: variant.productId,
        tax_category: variant.taxCategory,
        product_version: 1,
      })),
    ),
  );
}

function bookId(region: string): string {
  return idFrom(`price-book:${region}`);
}
