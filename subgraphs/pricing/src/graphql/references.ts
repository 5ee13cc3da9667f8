/**
 * Variants by sku. Pricing adds to them without looking into the catalog's database, so every sku is answered;
 * whether there is such a variant is the catalog's to say. Null for a representation without a sku.
 */
export function variantReferences(
  representations: readonly Readonly<Record<string, unknown>>[],
): Promise<(object | null)[]> {
  return Promise.resolve(representations.map(({ sku }) => (typeof sku === 'string' ? { sku } : null)));
}
