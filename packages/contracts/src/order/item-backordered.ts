import { z } from 'zod';
import { defineEvent } from '../define-event';
import { id, sku, version } from '../fields';

const schema = z.object({
  order_id: id('Order'),
  version: version('order'),
  items: z
    .array(
      z.object({
        sku,
        quantity: z.int().positive().describe('Ordered quantity'),
        backordered: z.int().positive().describe('Units of it that are not on hand'),
        expected_at: z.iso.datetime().nullable().describe('When they should be there; null when not known'),
      }),
    )
    .describe('The lines with units that are not on hand'),
});

/** Payload of {@link orderItemBackorderedV1}. */
export type OrderItemBackorderedV1 = z.infer<typeof schema>;

export const orderItemBackorderedV1 = defineEvent<OrderItemBackorderedV1>({
  type: 'order.item.backordered.v1',
  owner: 'order',
  description: 'Something that was ordered is promised but not on hand.',
  key: 'order_id',
  consumers: [],
  schema,
  sample: {
    order_id: '0192f0c1-0000-7000-8000-000000000020',
    version: 1,
    items: [{ sku: 'MUG-BLUE', quantity: 3, backordered: 1, expected_at: null }],
  },
});
