import { z } from 'zod';
import { defineEvent } from '../define-event';
import { amountMinor, currencyCode, id, sku, version } from '../fields';

const schema = z.object({
  order_id: id('Order'),
  return_id: id('The return'),
  version: version('order'),
  restock: z.boolean().describe('Whether the goods can be sold again'),
  items: z
    .array(z.object({ sku, quantity: z.int().positive().describe('Units that came back') }))
    .describe('What came back, one entry per sku'),
  currency_code: currencyCode,
  refund_minor: amountMinor('What is given back for it'),
});

/** Payload of {@link orderItemsReturnedV1}. */
export type OrderItemsReturnedV1 = z.infer<typeof schema>;

export const orderItemsReturnedV1 = defineEvent<OrderItemsReturnedV1>({
  type: 'order.items.returned.v1',
  owner: 'order',
  description: "Goods of a fulfilled order came back. Said beside the event of the order's new version.",
  key: 'order_id',
  consumers: ['inventory'],
  schema,
  sample: {
    order_id: '0192f0c1-0000-7000-8000-000000000020',
    return_id: '0192f0c1-0000-7000-8000-000000000021',
    version: 5,
    restock: true,
    items: [{ sku: 'MUG-BLUE', quantity: 1 }],
    currency_code: 'USD',
    refund_minor: '1399',
  },
});
