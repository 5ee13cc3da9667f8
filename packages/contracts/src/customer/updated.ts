import { z } from 'zod';
import { defineEvent } from '../define-event';
import { customerFields, customerSample } from './customer-fields';

const schema = z.object(customerFields);

/** Payload of {@link customerUpdatedV1}. */
export type CustomerUpdatedV1 = z.infer<typeof schema>;

export const customerUpdatedV1 = defineEvent<CustomerUpdatedV1>({
  type: 'customer.updated.v1',
  owner: 'customer',
  description: 'A customer changed; what changed is asked from the owner by those who may see it.',
  key: 'customer_id',
  consumers: ['pricing'],
  schema,
  sample: customerSample,
});
