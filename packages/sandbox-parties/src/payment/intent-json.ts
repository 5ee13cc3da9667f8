import { z } from 'zod';
import type { PaymentIntent } from './payment-intent';

/** Minor units as text: JSON numbers are doubles, and money must not pass through one. */
export const minorUnits = z
  .string()
  .regex(/^(0|[1-9][0-9]{0,17})$/, 'must be a whole number of minor units as text')
  .transform((text) => BigInt(text));

/** Every status there is, as it is written. */
export const intentStatus = z.enum([
  'pending',
  'review',
  'authorized',
  'declined',
  'captured',
  'voided',
  'partially_refunded',
  'refunded',
]);

const storedIntent = z.object({
  id: z.string(),
  idempotencyKey: z.string(),
  orderId: z.string(),
  currency: z.string(),
  amountMinor: minorUnits,
  capturedMinor: minorUnits,
  refundedMinor: minorUnits,
  status: intentStatus,
  failureCode: z.string().optional(),
  refundKeys: z.array(z.string()),
  createdAtMs: z.number(),
  // Files from before events have none.
  version: z.int().min(0).default(0),
});

/** The intent as JSON-safe values, amounts as text. */
export function intentToJson(intent: PaymentIntent): Record<string, unknown> {
  return {
    ...intent,
    amountMinor: String(intent.amountMinor),
    capturedMinor: String(intent.capturedMinor),
    refundedMinor: String(intent.refundedMinor),
  };
}

/** Reads what {@link intentToJson} wrote; undefined for anything else. */
export function intentFromJson(value: unknown): PaymentIntent | undefined {
  const result = storedIntent.safeParse(value);
  return result.success ? { ...result.data, failureCode: result.data.failureCode } : undefined;
}
