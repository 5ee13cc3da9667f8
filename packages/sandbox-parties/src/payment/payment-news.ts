import type { EventContract } from '@agora/contracts/define-event';
import { paymentAuthorizedV1 } from '@agora/contracts/payment/authorized';
import { paymentCapturedV1 } from '@agora/contracts/payment/captured';
import { paymentFailedV1 } from '@agora/contracts/payment/failed';
import { paymentRefundedV1 } from '@agora/contracts/payment/refunded';
import { paymentReviewRequiredV1 } from '@agora/contracts/payment/review-required';
import { paymentVoidedV1 } from '@agora/contracts/payment/voided';
import { idFrom } from '@agora/platform/ids';
import { assertNever } from '@agora/platform/errors';
import type { PaymentIntent } from './payment-intent';

/** One change of an intent, as the party tells it: by the event log and by webhook, with the same id. */
export interface PaymentNews {
  /** Always the same for one version of one intent, so whoever hears it twice knows. */
  readonly eventId: string;
  /** A `payment.….v1`. */
  readonly type: string;
  readonly intentId: string;
  readonly version: number;
  /** ISO 8601. */
  readonly occurredAt: string;
  /** The payload of that contract. */
  readonly payload: Readonly<Record<string, unknown>>;
}

interface Told {
  readonly type: string;
  readonly schema: EventContract<object>['schema'];
  readonly fields: Readonly<Record<string, unknown>>;
}

/**
 * What is to be told of the change from `before` (undefined: there was no intent) to `after`. Undefined when there is
 * nothing to tell: no change, no verdict yet, or an order whose id is none of the shop's (not a UUID).
 */
export function paymentNews(
  before: PaymentIntent | undefined,
  after: PaymentIntent,
  nowMs: number,
): PaymentNews | undefined {
  if (after.version === (before?.version ?? 0)) return undefined;
  const told = toldOf(before, after);
  if (told === undefined) return undefined;
  const payload = {
    payment_intent_id: after.id,
    order_id: after.orderId,
    version: after.version,
    amount_minor: String(after.amountMinor),
    currency_code: after.currency,
    ...told.fields,
  };
  if (!told.schema.safeParse(payload).success) return undefined;
  return {
    eventId: idFrom(`payment:${after.id}:${String(after.version)}`),
    type: told.type,
    intentId: after.id,
    version: after.version,
    occurredAt: new Date(nowMs).toISOString(),
    payload,
  };
}

function toldOf(before: PaymentIntent | undefined, after: PaymentIntent): Told | undefined {
  switch (after.status) {
    case 'pending':
      return undefined;
    case 'authorized': {
      const { schema } = paymentAuthorizedV1;
      return { type: paymentAuthorizedV1.type, schema, fields: { expires_at: null } };
    }
    case 'declined': {
      const fields = { reason_code: after.failureCode ?? 'declined' };
      return { type: paymentFailedV1.type, schema: paymentFailedV1.schema, fields };
    }
    case 'review': {
      const { schema } = paymentReviewRequiredV1;
      return { type: paymentReviewRequiredV1.type, schema, fields: { reason_code: null } };
    }
    case 'captured': {
      const fields = { captured_minor: String(after.capturedMinor) };
      return { type: paymentCapturedV1.type, schema: paymentCapturedV1.schema, fields };
    }
    case 'voided':
      return {
        type: paymentVoidedV1.type,
        schema: paymentVoidedV1.schema,
        fields: { reason_code: null },
      };
    case 'partially_refunded':
    case 'refunded': {
      const fields = refundFields(before, after);
      return { type: paymentRefundedV1.type, schema: paymentRefundedV1.schema, fields };
    }
    default:
      return assertNever(after.status);
  }
}

function refundFields(before: PaymentIntent | undefined, after: PaymentIntent): Told['fields'] {
  const key = after.refundKeys.at(-1) ?? '';
  return {
    refund_id: `re_${idFrom(`refund:${after.id}:${key}`)}`,
    refund_minor: String(after.refundedMinor - (before?.refundedMinor ?? 0n)),
    refunded_minor: String(after.refundedMinor),
  };
}
