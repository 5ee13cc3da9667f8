import { z } from 'zod';
import { defineEvent } from '../define-event';
import { amountMinor, currencyCode, id, sku } from '../fields';

const schema = z.object({
  order_id: id('Order'),
  order_number: z.string().min(1).describe('Number shown to people'),
  cart_id: id('The cart it was made from; the id of the order itself when there was none'),
  cart_version: z.int().min(0).describe('Version of the cart that was ordered'),
  customer_id: z.string().nullable().describe('Who ordered; null for a guest'),
  status: z.string().describe('Status of the order'),
  currency_code: currencyCode,
  total_minor: amountMinor('What is to be paid'),
  lines: z
    .array(z.object({ sku, quantity: z.int().positive().describe('Ordered quantity') }))
    .describe('What was ordered'),
});

/** Payload of {@link orderCreatedV1}. */
export type OrderCreatedV1 = z.infer<typeof schema>;

export const orderCreatedV1 = defineEvent<OrderCreatedV1>({
  type: 'order.created.v1',
  owner: 'order',
  description: 'An order was placed; it is not paid yet.',
  key: 'order_id',
  consumers: ['analytics', 'notification'],
  schema,
  sample: {
    order_id: '0192f0c1-0000-7000-8000-000000000020',
    order_number: 'AG-2026-7K3F9Q',
    cart_id: '0192f0c1-0000-7000-8000-000000000010',
    cart_version: 8,
    customer_id: null,
    status: 'PENDING',
    currency_code: 'USD',
    total_minor: '4197',
    lines: [{ sku: 'MUG-BLUE', quantity: 3 }],
  },
});
