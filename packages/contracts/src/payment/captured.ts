import { z } from 'zod';
import { defineEvent } from '../define-event';
import { amountMinor } from '../fields';
import { paymentFields, paymentSample } from './payment-fields';

const schema = z.object({
  ...paymentFields,
  captured_minor: amountMinor('What has been taken of the intent so far'),
});

/** Payload of {@link paymentCapturedV1}. */
export type PaymentCapturedV1 = z.infer<typeof schema>;

export const paymentCapturedV1 = defineEvent<PaymentCapturedV1>({
  type: 'payment.captured.v1',
  owner: 'payment',
  description: 'Money that was set aside was taken.',
  key: 'payment_intent_id',
  consumers: ['order'],
  schema,
  sample: { ...paymentSample, version: 3, captured_minor: '4197' },
});
