/** Who may see a product: everybody only while ACTIVE, staff always. */
export const PRODUCT_STATUSES = ['DRAFT', 'ACTIVE', 'ARCHIVED'] as const;
export type ProductStatus = (typeof PRODUCT_STATUSES)[number];

/** The value of one option, e.g. `{ name: 'Size', value: 'M' }`. */
export interface SelectedOption {
  readonly name: string;
  readonly value: string;
}

/** One thing that can be put into a cart. Its `sku` is known to every other subgraph and never changes. */
export interface ProductVariant {
  readonly id: string;
  readonly sku: string;
  readonly title: string;
  readonly options: readonly SelectedOption[];
  /** What the tax rates of a region are looked up by, e.g. `standard`. */
  readonly taxCategory: string;
  /** Null when not known or not a physical thing. */
  readonly weightGrams: number | null;
}

/** A picture that is ready to be shown. */
export interface Picture {
  readonly id: string;
  /** Path on the gateway's origin. */
  readonly url: string;
  readonly altText: string;
  readonly width: number;
  readonly height: number;
}

/** A product with everything that shares its version. The order of variants, categories and pictures is the order shown. */
export interface Product {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly description: string | null;
  readonly status: ProductStatus;
  readonly sellerId: string | null;
  readonly tags: readonly string[];
  readonly attributes: Readonly<Record<string, unknown>> | null;
  readonly categoryIds: readonly string[];
  readonly variants: readonly ProductVariant[];
  readonly pictures: readonly Picture[];
  /** Grows by one with every change. */
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Bounds of one product. */
export const PRODUCT_LIMITS = {
  variants: 100,
  categories: 20,
  tags: 50,
  tagLength: 40,
  titleLength: 200,
  descriptionLength: 5_000,
  optionsPerVariant: 5,
  /** Size of `attributes` as JSON text, in characters. */
  attributesLength: 10_000,
} as const;
