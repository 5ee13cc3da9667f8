import { z } from 'zod';
import { defineEvent } from '../define-event';
import { amountMinor, currencyCode, id, sku, version } from '../fields';

/** Why a price is another one now. */
export const PRICE_UPDATE_CAUSES = ['PRICE_SET', 'WINDOW_BEGAN', 'WINDOW_ENDED', 'RULE_CHANGED'] as const;

const schema = z.object({
  sku,
  price_book_id: id('Price book'),
  currency_code: currencyCode,
  minimum_quantity: z.int().min(1).describe('From which quantity on the price counts; 1 for the base price'),
  amount_minor: amountMinor('Price of one unit in the book from now on, before rules'),
  version: version('price (of a sku in a book from that quantity on)'),
  cause: z
    .enum(PRICE_UPDATE_CAUSES)
    .default('PRICE_SET')
    .describe(
      'PRICE_SET: staff set it; WINDOW_BEGAN, WINDOW_ENDED: a price for a time took its place or left it; RULE_CHANGED: the book has the same price, a rule for the sku makes something else of it',
    ),
});

/** Payload of {@link pricingUpdatedV1}. */
export type PricingUpdatedV1 = z.infer<typeof schema>;

export const pricingUpdatedV1 = defineEvent<PricingUpdatedV1>({
  type: 'pricing.updated.v1',
  owner: 'pricing',
  description:
    'What a sku costs in a price book changed. Only after PRICE_SET the version grew: ask for the price again rather than compare.',
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
    cause: 'PRICE_SET',
  },
});
