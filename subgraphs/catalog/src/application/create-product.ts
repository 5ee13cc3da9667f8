import { newId } from '@agora/platform/ids';
import { draftProduct } from '../domain/create-product';
import type { ProductDraft } from '../domain/create-product';
import { isRefusal, refused } from '../domain/refusal';
import type { Refusal } from '../domain/refusal';
import { carryOut } from './outcome';
import type { Outcome } from './outcome';
import type { CatalogDeps, CatalogUnit, ChangeRequest } from './ports';
import { recordProductChange } from './record-product-change';

/**
 * Creates a product with its variants and a generated picture, and announces it. Refused: broken rules, a slug or
 * sku that is taken, an unknown category.
 */
export async function createProduct(
  deps: CatalogDeps,
  draft: ProductDraft,
  request: ChangeRequest,
): Promise<Outcome> {
  return carryOut(deps, { name: 'productCreate', input: draft, request }, async (unit) => {
    const product = draftProduct(draft, {
      productId: newId(),
      variantIds: draft.variants.map(() => newId()),
      pictureId: newId(),
      now: deps.clock.now(),
    });
    if (isRefusal(product)) return product;
    const refusal = await unknownCategory(unit, product.categoryIds);
    if (refusal !== undefined) return refusal;
    await unit.products.insert(product);
    await recordProductChange(unit, { product, changed: ['created'], action: 'productCreate' }, request);
    return { kind: 'done', id: product.id };
  });
}

/** The refusal for the first category that does not exist, or undefined. */
export async function unknownCategory(
  unit: CatalogUnit,
  categoryIds: readonly string[],
): Promise<Refusal | undefined> {
  if (categoryIds.length === 0) return undefined;
  const existing = await unit.categories.existing(categoryIds);
  const index = categoryIds.findIndex((id) => !existing.has(id));
  return index < 0
    ? undefined
    : refused('NOT_FOUND', 'There is no such category.', 'categoryIds', String(index));
}
