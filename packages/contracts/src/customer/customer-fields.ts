import { z } from 'zod';
import { version } from '../fields';

/** What may be said about a customer in an event: nothing that tells who it is. */
export const customerFields = {
  customer_id: z.string().min(1).describe('Customer'),
  version: version('customer'),
  segments: z.array(z.string()).describe('Codes of the segments the customer is in now'),
};

/** A complete payload. */
export const customerSample = {
  customer_id: '0192f0c1-0000-7000-8000-000000000050',
  version: 1,
  segments: ['vip'],
};
