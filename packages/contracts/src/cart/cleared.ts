import { defineEvent } from '../define-event';
import { cartLinesChange, cartLinesChangeSample } from './lines-change';
import type { CartLinesChange } from './lines-change';

/** Payload of {@link cartClearedV1}. */
export type CartClearedV1 = CartLinesChange;

export const cartClearedV1 = defineEvent<CartClearedV1>({
  type: 'cart.cleared.v1',
  owner: 'cart',
  description: "All lines were taken out of a cart; it stays its owner's.",
  key: 'cart_id',
  consumers: ['inventory'],
  schema: cartLinesChange,
  sample: {
    ...cartLinesChangeSample,
    cause: 'CLEARED',
    lines: [{ line_id: '0192f0c1-0000-7000-8000-000000000013', sku: 'MUG-BLUE', quantity: 0, delta: -3 }],
    sku_quantities: { 'MUG-BLUE': 0 },
  },
});
