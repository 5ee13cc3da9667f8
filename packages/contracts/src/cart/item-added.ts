import { defineEvent } from '../define-event';
import { cartLinesChange, cartLinesChangeSample } from './lines-change';
import type { CartLinesChange } from './lines-change';

/** Payload of {@link cartItemAddedV1}. */
export type CartItemAddedV1 = CartLinesChange;

export const cartItemAddedV1 = defineEvent<CartItemAddedV1>({
  type: 'cart.item.added.v1',
  owner: 'cart',
  description: 'Lines were added to a cart, or the quantity of lines it had was raised by adding.',
  key: 'cart_id',
  consumers: ['analytics', 'inventory'],
  schema: cartLinesChange,
  sample: {
    ...cartLinesChangeSample,
    cause: 'LINES_ADDED',
  },
});
