import { z } from 'zod';
import { defineEvent } from '../define-event';
import { id } from '../fields';
import { cartLinesChange, cartLinesChangeSample } from './lines-change';

const schema = cartLinesChange.extend({
  source_cart_id: id('The cart that was merged into this one and is closed'),
  source_version: z.int().min(1).describe('Version of that cart after the merge: the last one it has'),
});

/** Payload of {@link cartMergedV1}. */
export type CartMergedV1 = z.infer<typeof schema>;

export const cartMergedV1 = defineEvent<CartMergedV1>({
  type: 'cart.merged.v1',
  owner: 'cart',
  description:
    'The lines of a cart, usually that of a guest, were taken over by another. The other fields are those of the cart that took them.',
  key: 'cart_id',
  consumers: ['inventory'],
  schema,
  sample: {
    ...cartLinesChangeSample,
    operation_id: null,
    cause: 'MERGED',
    customer_id: '0192f0c1-0000-7000-8000-000000000050',
    source_cart_id: '0192f0c1-0000-7000-8000-000000000014',
    source_version: 4,
  },
});
