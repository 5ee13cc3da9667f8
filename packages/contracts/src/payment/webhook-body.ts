import { z } from 'zod';
import { paymentAuthorizedV1 } from './authorized';
import { paymentCapturedV1 } from './captured';
import { paymentFailedV1 } from './failed';
import type { EventContract } from '../define-event';
import { paymentFields } from './payment-fields';
import { paymentRefundedV1 } from './refunded';
import { paymentReviewRequiredV1 } from './review-required';
import { paymentVoidedV1 } from './voided';

/** Everything the payment party tells, by event and by webhook alike. */
export const PAYMENT_EVENTS = [
  paymentAuthorizedV1,
  paymentFailedV1,
  paymentReviewRequiredV1,
  paymentCapturedV1,
  paymentVoidedV1,
  paymentRefundedV1,
] as const satisfies readonly EventContract<object>[];

/** What all of them say, and why where they do. */
export const paymentEventData = z.object({
  ...paymentFields,
  reason_code: z
    .string()
    .nullish()
    .transform((reason) => reason ?? null),
});

/** The part of a payment event that is the same whatever happened. */
export type PaymentEventData = z.infer<typeof paymentEventData>;

/**
 * The JSON body of a webhook: the same id, type and payload as the event of the same change. Types that a receiver does
 * not know are to be acknowledged and ignored.
 */
export const paymentWebhookBody = z.object({
  id: z.guid(),
  type: z.string().min(1),
  occurred_at: z.iso.datetime(),
  data: z.record(z.string(), z.unknown()),
});

/** See {@link paymentWebhookBody}. */
export type PaymentWebhookBody = z.infer<typeof paymentWebhookBody>;
