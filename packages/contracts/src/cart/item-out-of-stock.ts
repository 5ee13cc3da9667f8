import { z } from 'zod';
import { defineEvent } from '../define-event';
import { id } from '../fields';

const schema = z.object({
  cart_id: id('Cart'),
  unavailable_items: z
    .array(
      z.object({
        sku: z.string().nullable().describe('Stock keeping unit; null when only the product is known'),
        product_id: z.string().nullable().describe('Product; null when the stock keeping unit is known'),
        reason: z.string().min(1).describe('Why, in the words of the party'),
      }),
    )
    .describe('What cannot be had'),
});

/** Payload of {@link cartItemOutOfStockV1}. */
export type CartItemOutOfStockV1 = z.infer<typeof schema>;

export const cartItemOutOfStockV1 = defineEvent<CartItemOutOfStockV1>({
  type: 'cart.item.out_of_stock.v1',
  owner: 'outside',
  subject: 'cart',
  description:
    'A party outside found goods of a cart missing. Our own inventory says inventory.stock.depleted.v1 instead.',
  key: 'cart_id',
  consumers: ['cart'],
  production: 'outside',
  schema,
  sample: {
    cart_id: '0192f0c1-0000-7000-8000-000000000010',
    unavailable_items: [{ sku: 'MUG-BLUE', product_id: null, reason: 'OUT_OF_STOCK' }],
  },
});
