import { z } from 'zod';
import { defineEvent } from '../define-event';
import { id, sku, version } from '../fields';

const variant = z.object({
  variant_id: id('Variant'),
  sku,
  title: z.string().describe('Title of the variant'),
  product_title: z.string().describe('Title of the product'),
  image_url: z.string().nullable().describe('First picture; null without one'),
  status: z
    .string()
    .describe("The variant's status, or its product's when that is stricter: DRAFT, ACTIVE or ARCHIVED"),
  tax_category: z.string().describe('Tax category'),
  weight_grams: z.int().min(0).nullable().describe('Weight in grams; null when not known'),
});

const schema = z.object({
  product_id: id('Product'),
  version: version('product'),
  status: z.string().describe('Status of the product: DRAFT, ACTIVE or ARCHIVED'),
  changed: z.array(z.string()).describe('Names of what changed since the version before'),
  variants: z
    .array(variant)
    .describe('Every variant of the product, changed or not: the newest event alone makes a read model'),
});

/** Payload of {@link catalogProductUpdatedV1}. */
export type CatalogProductUpdatedV1 = z.infer<typeof schema>;

export const catalogProductUpdatedV1 = defineEvent<CatalogProductUpdatedV1>({
  type: 'catalog.product.updated.v1',
  owner: 'catalog',
  description: 'A product or one of its variants was created, changed, published or archived.',
  key: 'product_id',
  consumers: ['cart', 'pricing'],
  schema,
  sample: {
    product_id: '0192f0c1-0000-7000-8000-000000000001',
    version: 4,
    status: 'ACTIVE',
    changed: ['title'],
    variants: [
      {
        variant_id: '0192f0c1-0000-7000-8000-000000000002',
        sku: 'MUG-BLUE',
        title: 'Blue',
        product_title: 'Mug',
        image_url: '/media/mug-blue.svg',
        status: 'ACTIVE',
        tax_category: 'standard',
        weight_grams: 350,
      },
    ],
  },
});
