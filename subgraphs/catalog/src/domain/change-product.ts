import { isDeepStrictEqual } from 'node:util';
import { newVariant } from './create-product';
import type { Product, ProductVariant } from './product';
import { PRODUCT_LIMITS } from './product';
import { productPicture } from './product-picture';
import { brokenProductRule, brokenVariantRule } from './product-rules';
import type { ProductFields, VariantFields } from './product-rules';
import { refused } from './refusal';
import type { Refusal } from './refusal';

/** A product after a change, and the names of what differs; an empty list means that nothing was to be done. */
export interface ProductChange {
  readonly kind: 'changed';
  readonly product: Product;
  readonly changed: readonly string[];
}

/** Applies the mentioned fields. The generated picture follows slug and title. */
export function changeProduct(before: Product, fields: ProductFields, now: Date): ProductChange | Refusal {
  const refusal = brokenProductRule(fields);
  if (refusal !== undefined) return refusal;
  const mentioned = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  const after: Product = { ...before, ...mentioned };
  const pictures = after.pictures.map((picture) => productPicture(picture.id, after));
  return versioned(before, { ...after, pictures }, now);
}

/** Hides the product from everybody but staff. Nothing is deleted: orders keep pointing at it. */
export function archiveProduct(before: Product, now: Date): ProductChange {
  return versioned(before, { ...before, status: 'ARCHIVED' }, now);
}

/** Adds the variant, or changes the mentioned fields of the one with this sku. A sku itself never changes. */
export function upsertVariant(
  before: Product,
  fields: VariantFields,
  facts: { readonly newId: string; readonly now: Date },
): ProductChange | Refusal {
  const refusal = brokenVariantRule(fields, 'variant');
  if (refusal !== undefined) return refusal;
  const isKnown = before.variants.some(({ sku }) => sku === fields.sku);
  if (!isKnown && before.variants.length >= PRODUCT_LIMITS.variants) {
    return refused('TOO_MANY_VARIANTS', 'a product has at most 100 variants', 'variant');
  }
  const variants = isKnown
    ? before.variants.map((variant) =>
        variant.sku === fields.sku ? changedVariant(variant, fields) : variant,
      )
    : [...before.variants, newVariant(fields, facts.newId)];
  return versioned(before, { ...before, variants }, facts.now);
}

function changedVariant(variant: ProductVariant, fields: VariantFields): ProductVariant {
  return {
    ...variant,
    title: fields.title ?? variant.title,
    options: fields.options ?? variant.options,
    taxCategory: fields.taxCategory ?? variant.taxCategory,
    weightGrams: fields.weightGrams === undefined ? variant.weightGrams : fields.weightGrams,
  };
}

function versioned(before: Product, after: Product, now: Date): ProductChange {
  const keys = Object.keys(after) as (keyof Product)[];
  const changed = keys.filter((key) => !isDeepStrictEqual(before[key], after[key]));
  if (changed.length === 0) return { kind: 'changed', product: before, changed };
  return { kind: 'changed', product: { ...after, version: before.version + 1, updatedAt: now }, changed };
}
