import { z } from 'zod';
import { defineEvent } from '../define-event';
import { paymentFields, paymentSample } from './payment-fields';

const schema = z.object({
  ...paymentFields,
  reason_code: z.string().nullable().describe('Why, as whoever asked for it said; null when nobody did'),
});

/** Payload of {@link paymentVoidedV1}. */
export type PaymentVoidedV1 = z.infer<typeof schema>;

export const paymentVoidedV1 = defineEvent<PaymentVoidedV1>({
  type: 'payment.voided.v1',
  owner: 'payment',
  description: 'Money that was set aside was let go without being taken.',
  key: 'payment_intent_id',
  consumers: ['order'],
  schema,
  sample: { ...paymentSample, version: 3, reason_code: 'ORDER_CANCELLED' },
});
