import { z } from 'zod';
import { defineEvent } from '../define-event';
import { currencyCode, version } from '../fields';

const schema = z.object({
  pair: z
    .string()
    .regex(/^[A-Z]{3}\/[A-Z]{3}$/)
    .describe('Base and quote currency, e.g. `USD/EUR`'),
  base_currency: currencyCode,
  quote_currency: currencyCode,
  rate: z
    .string()
    .regex(/^\d{1,10}(\.\d{1,10})?$/)
    .describe('What one unit of the base costs in the quote currency, decimal text'),
  as_of: z.iso.datetime().describe('The moment the rate is of'),
  source: z.string().min(1).describe('Who said so: the name of a provider, or `staff`'),
  version: version('rate'),
});

/** Payload of {@link fxRateChangedV1}. */
export type FxRateChangedV1 = z.infer<typeof schema>;

export const fxRateChangedV1 = defineEvent<FxRateChangedV1>({
  type: 'fx.rate.changed.v1',
  owner: 'pricing',
  subject: 'fx',
  description: 'An exchange rate changed. Quotes that were issued keep the rate they carry.',
  key: 'pair',
  consumers: ['cart'],
  schema,
  sample: {
    pair: 'USD/EUR',
    base_currency: 'USD',
    quote_currency: 'EUR',
    rate: '0.9213',
    as_of: '2026-01-15T00:00:00.000Z',
    source: 'staff',
    version: 4,
  },
});
