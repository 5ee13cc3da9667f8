import { z } from 'zod';
import { defineEvent } from '../define-event';
import { paymentFields, paymentSample } from './payment-fields';

const schema = z.object({
  ...paymentFields,
  reason_code: z.string().min(1).describe('Why, in the words of the party, e.g. card_declined'),
});

/** Payload of {@link paymentFailedV1}. */
export type PaymentFailedV1 = z.infer<typeof schema>;

export const paymentFailedV1 = defineEvent<PaymentFailedV1>({
  type: 'payment.failed.v1',
  owner: 'payment',
  description: 'A payment was declined or given up; the intent will never be authorised.',
  key: 'payment_intent_id',
  consumers: ['order'],
  schema,
  sample: { ...paymentSample, reason_code: 'card_declined' },
});
