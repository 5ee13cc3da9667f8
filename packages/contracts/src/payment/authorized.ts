import { z } from 'zod';
import { defineEvent } from '../define-event';
import { paymentFields, paymentSample } from './payment-fields';

const schema = z.object({
  ...paymentFields,
  expires_at: z.iso
    .datetime()
    .nullable()
    .describe('Until when it can be captured; null when the party does not say'),
});

/** Payload of {@link paymentAuthorizedV1}. */
export type PaymentAuthorizedV1 = z.infer<typeof schema>;

export const paymentAuthorizedV1 = defineEvent<PaymentAuthorizedV1>({
  type: 'payment.authorized.v1',
  owner: 'payment',
  description: 'The money of an order is set aside and can be captured.',
  key: 'payment_intent_id',
  consumers: ['order'],
  schema,
  sample: { ...paymentSample, expires_at: '2026-02-07T12:00:00.000Z' },
});
