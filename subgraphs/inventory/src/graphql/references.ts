import type { ProductVariant } from './types/product-variant.type';

/** Inventory knows no variants: it answers every sku and tells of each what it has. */
export function variantReferences(
  representations: readonly Readonly<Record<string, unknown>>[],
): Promise<(ProductVariant | null)[]> {
  return Promise.resolve(representations.map(({ sku }) => (typeof sku === 'string' ? { sku } : null)));
}
