import { z } from 'zod';
import { defineEvent } from '../define-event';
import { id, version } from '../fields';

const schema = z.object({
  order_id: id('Order'),
  version: version('order'),
  status: z.string().describe('Status of the order, as before'),
  payment_status: z.string().describe('Status of its payment after the change'),
  fulfillment_status: z.string().describe('Status of its parcels after the change'),
  reason_code: z
    .string()
    .nullable()
    .describe('What changed, e.g. PAYMENT_CAPTURED, PAYMENT_REFUNDED, ADDRESS_CHANGED or ITEMS_RETURNED'),
});

/** Payload of {@link orderUpdatedV1}. */
export type OrderUpdatedV1 = z.infer<typeof schema>;

export const orderUpdatedV1 = defineEvent<OrderUpdatedV1>({
  type: 'order.updated.v1',
  owner: 'order',
  description: 'Something about an order changed, though not its status: payment, goods or addresses.',
  key: 'order_id',
  consumers: [],
  schema,
  sample: {
    order_id: '0192f0c1-0000-7000-8000-000000000020',
    version: 3,
    status: 'CONFIRMED',
    payment_status: 'CAPTURED',
    fulfillment_status: 'UNFULFILLED',
    reason_code: 'PAYMENT_CAPTURED',
  },
});
