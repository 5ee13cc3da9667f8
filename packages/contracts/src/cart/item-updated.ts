import { defineEvent } from '../define-event';
import { cartLinesChange, cartLinesChangeSample } from './lines-change';
import type { CartLinesChange } from './lines-change';

/** Payload of {@link cartItemUpdatedV1}. */
export type CartItemUpdatedV1 = CartLinesChange;

export const cartItemUpdatedV1 = defineEvent<CartItemUpdatedV1>({
  type: 'cart.item.updated.v1',
  owner: 'cart',
  description:
    'The quantity or the attributes of lines of a cart were set; without lines: what is to be held for the cart changed.',
  key: 'cart_id',
  consumers: ['inventory'],
  schema: cartLinesChange,
  sample: {
    ...cartLinesChangeSample,
    cause: 'LINES_UPDATED',
  },
});
