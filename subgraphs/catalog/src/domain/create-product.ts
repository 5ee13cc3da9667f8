import type { Product, ProductStatus, ProductVariant } from './product';
import { PRODUCT_LIMITS } from './product';
import { brokenProductRule, brokenVariantRule } from './product-rules';
import type { ProductFields, VariantFields } from './product-rules';
import { productPicture } from './product-picture';
import { refused } from './refusal';
import type { Refusal } from './refusal';
import { slugFrom } from './slug';

/** What a new product is made of. `slug` defaults to the one of the title. */
export interface ProductDraft extends ProductFields {
  readonly title: string;
  readonly status: ProductStatus;
  readonly sellerId?: string | null | undefined;
  readonly variants: readonly VariantFields[];
}

/** What only the outside knows: new ids (one per variant) and the time. */
export interface ProductBirth {
  readonly productId: string;
  readonly variantIds: readonly string[];
  readonly pictureId: string;
  readonly now: Date;
}

/** A new product at version 1 with its generated picture, or the first rule the draft breaks. */
export function draftProduct(draft: ProductDraft, birth: ProductBirth): Product | Refusal {
  const slug = draft.slug ?? slugFrom(draft.title);
  const refusal = brokenProductRule({ ...draft, slug }) ?? brokenVariants(draft.variants);
  if (refusal !== undefined) return refusal;
  return {
    id: birth.productId,
    slug,
    title: draft.title,
    description: draft.description ?? null,
    status: draft.status,
    sellerId: draft.sellerId ?? null,
    tags: draft.tags ?? [],
    attributes: (draft.attributes ?? null) as Product['attributes'],
    categoryIds: draft.categoryIds ?? [],
    variants: draft.variants.map((fields, index) => newVariant(fields, birth.variantIds[index] ?? '')),
    pictures: [productPicture(birth.pictureId, { slug, title: draft.title })],
    version: 1,
    createdAt: birth.now,
    updatedAt: birth.now,
  };
}

/** A variant from what a caller gave, defaults filled in: title from the option values, else the sku. */
export function newVariant(fields: VariantFields, id: string): ProductVariant {
  const options = fields.options ?? [];
  const spoken = options.map(({ value }) => value).join(' / ');
  return {
    id,
    sku: fields.sku,
    title: fields.title ?? (spoken === '' ? fields.sku : spoken),
    options,
    taxCategory: fields.taxCategory ?? 'standard',
    weightGrams: fields.weightGrams ?? null,
  };
}

function brokenVariants(variants: readonly VariantFields[]): Refusal | undefined {
  if (variants.length === 0)
    return refused('INVALID_VALUE', 'a product has at least one variant', 'variants');
  if (variants.length > PRODUCT_LIMITS.variants)
    return refused('TOO_MANY_VARIANTS', 'a product has at most 100 variants', 'variants');
  const seen = new Set<string>();
  for (const [index, variant] of variants.entries()) {
    const path = ['variants', String(index)];
    if (seen.has(variant.sku)) return refused('SKU_TAKEN', 'appears twice in this product', ...path, 'sku');
    seen.add(variant.sku);
    const refusal = brokenVariantRule(variant, ...path);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}
