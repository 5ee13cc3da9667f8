import { z } from 'zod';
import { defineEvent } from '../define-event';
import { amountMinor, currencyCode, id, sku, version } from '../fields';

const schema = z.object({
  cart_id: id('Cart'),
  version: version('cart'),
  customer_id: z.string().nullable().describe('Owner; null for a guest'),
  session_id: z.string().nullable().describe('Guest session; null when the owner has none'),
  currency_code: currencyCode,
  lines: z
    .array(
      z.object({
        line_id: id('Cart line'),
        sku,
        previous_unit_price_minor: amountMinor('Price of one unit before'),
        unit_price_minor: amountMinor('Price of one unit now'),
        needs_consent: z.boolean().describe('Whether the shopper has to agree before the checkout'),
      }),
    )
    .describe('The lines whose price changed'),
});

/** Payload of {@link cartLinePriceChangedV1}. */
export type CartLinePriceChangedV1 = z.infer<typeof schema>;

export const cartLinePriceChangedV1 = defineEvent<CartLinePriceChangedV1>({
  type: 'cart.line.price_changed.v1',
  owner: 'cart',
  description: 'Units of lines in a cart cost something else than the shopper saw last.',
  key: 'cart_id',
  consumers: [],
  schema,
  sample: {
    cart_id: '0192f0c1-0000-7000-8000-000000000010',
    version: 9,
    customer_id: null,
    session_id: '0192f0c1-0000-7000-8000-000000000012',
    currency_code: 'USD',
    lines: [
      {
        line_id: '0192f0c1-0000-7000-8000-000000000013',
        sku: 'MUG-BLUE',
        previous_unit_price_minor: '1299',
        unit_price_minor: '1399',
        needs_consent: true,
      },
    ],
  },
});
