import type { Queryable } from '@agora/platform/database';
import { idFrom } from '@agora/platform/ids';
import { insertRows } from './insert-rows';
import { seedPriceHistory, seedPrices } from './shop/price-details';
import type { SeedPrice } from './shop/price-details';
import { REGION_LIST } from './shop/regions';
import type { SeedShop } from './shop/shop';
import { writeCampaigns } from './write-campaigns';
import { writeRates } from './write-rates';

/** Regions and rates, one book per region with a price for every sku, promotions, and what pricing knows of others' data. */
export async function writePricing(tx: Queryable, shop: SeedShop): Promise<void> {
  const { products, now } = shop;
  await writeRates(tx, now);
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
    seedPrices(products).map((price) => ({
      id: priceId(price),
      price_book_id: bookId(price.region),
      sku: price.sku,
      minimum_quantity: price.minimumQuantity,
      amount_minor: price.amountMinor,
      compare_at_minor: price.compareAtMinor,
      floor_minor: price.floorMinor,
      version: 1,
    })),
  );
  // A trigger wrote what the prices are from now on.
  await insertRows(
    tx,
    'price_history',
    seedPriceHistory(products, now).map((past) => ({
      id: idFrom(`price-history:${past.region}:${past.sku}:${past.since.toISOString()}`),
      price_id: priceId({ ...past, minimumQuantity: 1 }),
      price_book_id: bookId(past.region),
      sku: past.sku,
      minimum_quantity: 1,
      amount_minor: past.amountMinor,
      since: past.since,
      until: past.until,
    })),
  );
  await writeCampaigns(tx, now);
  await writeReadModels(tx, shop);
}

async function writeReadModels(tx: Queryable, { products, customers }: SeedShop): Promise<void> {
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
  await insertRows(
    tx,
    'customer_segment',
    customers.map(({ id, segment }) => ({ customer_id: id, segments: [segment], version: 1 })),
  );
}

function bookId(region: string): string {
  return idFrom(`price-book:${region}`);
}

function priceId({
  region,
  sku,
  minimumQuantity,
}: Pick<SeedPrice, 'region' | 'sku' | 'minimumQuantity'>): string {
  const tier = minimumQuantity === 1 ? '' : `:${String(minimumQuantity)}`;
  return idFrom(`price:${region}:${sku}${tier}`);
}
