import { defineEvent } from '../define-event';
import { cartLinesChange, cartLinesChangeSample } from './lines-change';
import type { CartLinesChange } from './lines-change';

/** Payload of {@link cartItemRemovedV1}. */
export type CartItemRemovedV1 = CartLinesChange;

export const cartItemRemovedV1 = defineEvent<CartItemRemovedV1>({
  type: 'cart.item.removed.v1',
  owner: 'cart',
  description: 'Lines were taken out of a cart.',
  key: 'cart_id',
  consumers: ['inventory'],
  schema: cartLinesChange,
  sample: {
    ...cartLinesChangeSample,
    cause: 'LINES_REMOVED',
    lines: [{ line_id: '0192f0c1-0000-7000-8000-000000000013', sku: 'MUG-BLUE', quantity: 0, delta: -3 }],
    sku_quantities: { 'MUG-BLUE': 0 },
  },
});
