/** What pricing needs to know of a variant, as one version of its product said it. */
export interface VariantFacts {
  readonly sku: string;
  readonly variantId: string;
  readonly productId: string;
  /** An older version never overwrites a newer one. */
  readonly productVersion: number;
  readonly taxCategory: string;
}
