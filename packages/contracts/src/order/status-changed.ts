import { z } from 'zod';
import { defineEvent } from '../define-event';
import { id, version } from '../fields';

const schema = z.object({
  order_id: id('Order'),
  cart_id: id('The cart it was made from; the id of the order itself when there was none'),
  from: z.string().nullable().describe('Status before; null for the first one'),
  to: z
    .string()
    .describe('Status after: PENDING, PENDING_REVIEW, CONFIRMED, FULFILLED, CANCELLED or RETURNED'),
  reason_code: z.string().nullable().describe('Why, e.g. PAYMENT_FAILED; null when it needs no reason'),
  version: version('order'),
});

/** Payload of {@link orderStatusChangedV1}. */
export type OrderStatusChangedV1 = z.infer<typeof schema>;

export const orderStatusChangedV1 = defineEvent<OrderStatusChangedV1>({
  type: 'order.status.changed.v1',
  owner: 'order',
  description: 'An order went from one status to another.',
  key: 'order_id',
  consumers: ['analytics', 'cart', 'fulfillment', 'inventory', 'notification', 'pricing'],
  schema,
  sample: {
    order_id: '0192f0c1-0000-7000-8000-000000000020',
    cart_id: '0192f0c1-0000-7000-8000-000000000010',
    from: 'PENDING',
    to: 'CONFIRMED',
    reason_code: null,
    version: 2,
  },
});
