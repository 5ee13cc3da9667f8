import { z } from 'zod';
import { defineEvent } from '../define-event';
import { paymentFields, paymentSample } from './payment-fields';

const schema = z.object({
  ...paymentFields,
  reason_code: z.string().nullable().describe('Why; null when the party does not say'),
});

/** Payload of {@link paymentReviewRequiredV1}. */
export type PaymentReviewRequiredV1 = z.infer<typeof schema>;

export const paymentReviewRequiredV1 = defineEvent<PaymentReviewRequiredV1>({
  type: 'payment.review.required.v1',
  owner: 'payment',
  description: 'The payment party wants a person to look at a payment before it decides.',
  key: 'payment_intent_id',
  consumers: ['order'],
  schema,
  sample: { ...paymentSample, reason_code: null },
});
