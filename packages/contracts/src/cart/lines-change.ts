import { z } from 'zod';
import { id, sku, version } from '../fields';

const line = z.object({
  line_id: id('Cart line'),
  sku,
  quantity: z.int().min(0).describe('Quantity of the line after the commit; 0 when it is gone'),
  delta: z.int().describe('Change of the quantity by the commit'),
});

/** For each touched sku the quantity the cart has of it after the commit, over all its lines; 0 when none. */
export const skuQuantities = z
  .record(z.string(), z.int().min(0))
  .describe(
    'By touched sku, the quantity of it in the whole cart after the commit, 0 for a cart that was put aside; applied per sku by version, whatever order events arrive in',
  );

/** What every event about the lines of a cart says. */
export const cartLinesChange = z.object({
  cart_id: id('Cart'),
  version: version('cart'),
  operation_id: id(
    'The operation whose stock reservation this commit confirms; null when nothing was reserved',
  ).nullable(),
  cause: z.string().describe('Why the cart changed: a value of CartChangeCause'),
  customer_id: z.string().nullable().describe('Owner; null for a guest'),
  session_id: z.string().nullable().describe('Guest session; null when the owner has none'),
  lines: z.array(line).describe('The lines the commit touched'),
  sku_quantities: skuQuantities,
});

/** Payload of the events about lines. */
export type CartLinesChange = z.infer<typeof cartLinesChange>;

/** A complete payload; each event shows it with its own cause. */
export const cartLinesChangeSample: CartLinesChange = {
  cart_id: '0192f0c1-0000-7000-8000-000000000010',
  version: 7,
  operation_id: '0192f0c1-0000-7000-8000-000000000011',
  cause: 'LINES_ADDED',
  customer_id: null,
  session_id: '0192f0c1-0000-7000-8000-000000000012',
  lines: [{ line_id: '0192f0c1-0000-7000-8000-000000000013', sku: 'MUG-BLUE', quantity: 3, delta: 1 }],
  sku_quantities: { 'MUG-BLUE': 3 },
};
