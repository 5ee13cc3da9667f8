import { z } from 'zod';
import { defineEvent } from '../define-event';
import { customerFields, customerSample } from './customer-fields';

const schema = z.object({
  ...customerFields,
  added: z.array(z.string()).describe('Codes of the segments the customer came into'),
  removed: z.array(z.string()).describe('Codes of the segments the customer left'),
});

/** Payload of {@link customerSegmentRecalculatedV1}. */
export type CustomerSegmentRecalculatedV1 = z.infer<typeof schema>;

export const customerSegmentRecalculatedV1 = defineEvent<CustomerSegmentRecalculatedV1>({
  type: 'customer.segment.recalculated.v1',
  owner: 'customer',
  description: 'A customer came into segments or left some. Said beside customer.updated.v1.',
  key: 'customer_id',
  consumers: [],
  schema,
  sample: { ...customerSample, version: 2, added: ['vip'], removed: [] },
});
