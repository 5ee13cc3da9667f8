import { defineEvent } from '../define-event';
import { cartLinesChange, cartLinesChangeSample } from './lines-change';
import type { CartLinesChange } from './lines-change';

/** Payload of {@link cartUpdatedV1}. */
export type CartUpdatedV1 = CartLinesChange;

export const cartUpdatedV1 = defineEvent<CartUpdatedV1>({
  type: 'cart.updated.v1',
  owner: 'cart',
  description:
    'A cart changed without a change of quantities: opened, priced again, locked, unlocked, updated, merged away, expired.',
  key: 'cart_id',
  consumers: [],
  schema: cartLinesChange,
  sample: {
    ...cartLinesChangeSample,
    cause: 'PRICE_CHANGED',
    operation_id: null,
    lines: [],
    sku_quantities: {},
  },
});
