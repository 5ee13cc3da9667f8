import { z } from 'zod';
import { defineEvent } from '../define-event';
import { amountMinor, currencyCode, id, version } from '../fields';

const schema = z.object({
  cart_id: id('Cart'),
  version: version('cart'),
  customer_id: z.string().nullable().describe('Owner; null for a guest'),
  session_id: z.string().nullable().describe('Guest session; null when the owner has none'),
  line_count: z.int().min(1).describe('Lines in the cart'),
  total_quantity: z.int().min(1).describe('Units over all lines'),
  total_minor: amountMinor('What the cart cost at its last quote'),
  currency_code: currencyCode,
  last_activity_at: z.iso.datetime().describe('When its owner last changed it'),
  restore_path: z.string().describe('Path of the cart in a shop; whoever opens it still has to be its owner'),
});

/** Payload of {@link cartAbandonedV1}. */
export type CartAbandonedV1 = z.infer<typeof schema>;

export const cartAbandonedV1 = defineEvent<CartAbandonedV1>({
  type: 'cart.abandoned.v1',
  owner: 'cart',
  description: 'A cart with lines was left alone for a while: once per idle period.',
  key: 'cart_id',
  consumers: ['analytics', 'notification'],
  schema,
  sample: {
    cart_id: '0192f0c1-0000-7000-8000-000000000010',
    version: 8,
    customer_id: null,
    session_id: '0192f0c1-0000-7000-8000-000000000012',
    line_count: 1,
    total_quantity: 3,
    total_minor: '3897',
    currency_code: 'USD',
    last_activity_at: '2026-01-15T12:00:00.000Z',
    restore_path: '/carts/0192f0c1-0000-7000-8000-000000000010',
  },
});
