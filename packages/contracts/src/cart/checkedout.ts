import { z } from 'zod';
import { defineEvent } from '../define-event';
import { id, version } from '../fields';
import { skuQuantities } from './lines-change';

const schema = z.object({
  cart_id: id('Cart'),
  version: version('cart'),
  order_id: id('The order it became'),
  sku_quantities: skuQuantities,
});

/** Payload of {@link cartCheckedoutV1}. */
export type CartCheckedoutV1 = z.infer<typeof schema>;

export const cartCheckedoutV1 = defineEvent<CartCheckedoutV1>({
  type: 'cart.checkedout.v1',
  owner: 'cart',
  description: 'A cart became a confirmed order and is closed.',
  key: 'cart_id',
  consumers: ['analytics', 'inventory'],
  schema,
  sample: {
    cart_id: '0192f0c1-0000-7000-8000-000000000010',
    version: 9,
    order_id: '0192f0c1-0000-7000-8000-000000000020',
    sku_quantities: { 'MUG-BLUE': 3 },
  },
});
