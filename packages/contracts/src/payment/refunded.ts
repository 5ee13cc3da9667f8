import { z } from 'zod';
import { defineEvent } from '../define-event';
import { amountMinor } from '../fields';
import { paymentFields, paymentSample } from './payment-fields';

const schema = z.object({
  ...paymentFields,
  refund_id: z.string().min(1).describe('This refund; an intent may have several'),
  refund_minor: amountMinor('What this refund gives back'),
  refunded_minor: amountMinor('What has been given back of the intent so far'),
});

/** Payload of {@link paymentRefundedV1}. */
export type PaymentRefundedV1 = z.infer<typeof schema>;

export const paymentRefundedV1 = defineEvent<PaymentRefundedV1>({
  type: 'payment.refunded.v1',
  owner: 'payment',
  description: 'Money that was taken was given back, all of it or a part.',
  key: 'payment_intent_id',
  consumers: ['order'],
  schema,
  sample: { ...paymentSample, version: 4, refund_id: 're_1', refund_minor: '1399', refunded_minor: '1399' },
});
