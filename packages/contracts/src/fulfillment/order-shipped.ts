import { z } from 'zod';
import { defineEvent } from '../define-event';
import { id } from '../fields';

const schema = z.object({
  order_id: id('The order that was shipped, all of it'),
  shipment_id: id('The shipment; an order has one'),
  tracking_code: z.string().min(1).describe('Code of the carrier, for the customer to follow it'),
  shipped_at: z.iso.datetime().describe('When the carrier took it'),
});

/** Payload of {@link fulfillmentOrderShippedV1}. */
export type FulfillmentOrderShippedV1 = z.infer<typeof schema>;

export const fulfillmentOrderShippedV1 = defineEvent<FulfillmentOrderShippedV1>({
  type: 'fulfillment.order.shipped.v1',
  owner: 'fulfillment',
  description: 'A confirmed order left the warehouse.',
  key: 'order_id',
  consumers: ['notification', 'order'],
  schema,
  sample: {
    order_id: '0192f0c1-0000-7000-8000-000000000020',
    shipment_id: '0192f0c1-0000-7000-8000-000000000030',
    tracking_code: 'AGX4K2M8Q1',
    shipped_at: '2026-01-16T09:00:00.000Z',
  },
});
