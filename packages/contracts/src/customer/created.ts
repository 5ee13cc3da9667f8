import { z } from 'zod';
import { defineEvent } from '../define-event';
import { customerFields, customerSample } from './customer-fields';

const schema = z.object(customerFields);

/** Payload of {@link customerCreatedV1}. */
export type CustomerCreatedV1 = z.infer<typeof schema>;

export const customerCreatedV1 = defineEvent<CustomerCreatedV1>({
  type: 'customer.created.v1',
  owner: 'customer',
  description: 'A customer exists.',
  key: 'customer_id',
  consumers: ['pricing'],
  schema,
  sample: customerSample,
});
