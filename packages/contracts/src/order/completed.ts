import { z } from 'zod';
import { defineEvent } from '../define-event';
import { id, version } from '../fields';

const schema = z.object({
  order_id: id('Order'),
  order_number: z.string().min(1).describe('Number shown to people'),
  cart_id: id('The cart it was made from; the id of the order itself when there was none'),
  customer_id: z.string().nullable().describe('Who ordered; null for a guest'),
  store_id: z.string().nullable().describe('Store it was ordered in; null when the shop has none'),
  version: version('order'),
});

/** Payload of {@link orderCompletedV1}. */
export type OrderCompletedV1 = z.infer<typeof schema>;

export const orderCompletedV1 = defineEvent<OrderCompletedV1>({
  type: 'order.completed.v1',
  owner: 'order',
  description:
    'An order is fulfilled. Said beside order.status.changed.v1, for those who wait for the end alone.',
  key: 'order_id',
  consumers: [],
  schema,
  sample: {
    order_id: '0192f0c1-0000-7000-8000-000000000020',
    order_number: 'AG-2026-7K3F9Q',
    cart_id: '0192f0c1-0000-7000-8000-000000000010',
    customer_id: null,
    store_id: null,
    version: 3,
  },
});
