import type { Queryable } from '@agora/platform/database';
import { idFrom } from '@agora/platform/ids';
import { insertRows } from './insert-rows';
import type { SeedShop } from './shop/shop';

/** Categories, products, variants and pictures. */
export async function writeCatalog(tx: Queryable, { categories, products, now }: SeedShop): Promise<void> {
  await insertRows(
    tx,
    'category',
    categories.map(({ id, slug, title, parentId }) => ({
      id,
      slug,
      title,
      parent_id: parentId,
      ancestor_ids: parentId === null ? [] : [parentId],
      created_at: now,
      updated_at: now,
    })),
  );
  await insertRows(
    tx,
    'product',
    products.map((product) => ({
      id: product.id,
      slug: product.slug,
      title: product.title,
      description: product.description,
      status: 'ACTIVE',
      tags: product.tags,
      attributes: product.attributes,
      version: 1,
      created_at: product.createdAt,
      updated_at: product.createdAt,
    })),
  );
  await insertRows(
    tx,
    'product_category',
    products.map(({ id, categoryId }) => ({ product_id: id, category_id: categoryId, position: 0 })),
  );
  await insertRows(
    tx,
    'product_variant',
    products.flatMap(({ variants }) =>
      variants.map((variant, position) => ({
        id: variant.id,
        product_id: variant.productId,
        sku: variant.sku,
        title: variant.title,
        options: variant.options,
        tax_category: variant.taxCategory,
        weight_grams: variant.weightGrams,
        position,
      })),
    ),
  );
  await insertRows(
    tx,
    'media',
    products.map(({ id, slug, title }) => ({
      id: idFrom(`picture:${id}`),
      product_id: id,
      kind: 'IMAGE',
      status: 'READY',
      url: `/media/${slug}.svg`,
      alt_text: `Drawing of ${title}`,
      width: 800,
      height: 800,
      position: 0,
    })),
  );
}
