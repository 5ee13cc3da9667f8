import { z } from 'zod';
import { defineEvent } from '../define-event';
import { amountMinor, currencyCode, id, sku, version } from '../fields';

const schema = z.object({
  sku,
  price_book_id: id('Price book'),
  currency_code: currencyCode,
  minimum_quantity: z.int().min(1).describe('From which quantity on the price counts; 1 for the base price'),
  amount_minor: amountMinor('Price of one unit from now on'),
  version: version('price (of a sku in a book from that quantity on)'),
});

/** Payload of {@link pricingUpdatedV1}. */
export type PricingUpdatedV1 = z.infer<typeof schema>;

export const pricingUpdatedV1 = defineEvent<PricingUpdatedV1>({
  type: 'pricing.updated.v1',
  owner: 'pricing',
  description: 'The price of a sku in a price book changed.',
  key: 'sku',
  consumers: ['cart'],
  schema,
  sample: {
    sku: 'MUG-BLUE',
    price_book_id: '0192f0c1-0000-7000-8000-000000000040',
    currency_code: 'USD',
    minimum_quantity: 1,
    amount_minor: '1299',
    version: 2,
  },
});
