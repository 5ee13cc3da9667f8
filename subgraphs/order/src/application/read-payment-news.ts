import { PAYMENT_EVENTS, paymentEventData } from '@agora/contracts/payment/webhook-body';
import { paymentRefundedV1 } from '@agora/contracts/payment/refunded';
import type { PaymentNewsItem } from './payment-news';

const CONTRACTS = new Map(PAYMENT_EVENTS.map((contract) => [contract.type, contract]));

interface Told {
  readonly eventId: string;
  readonly type: string;
  readonly payload: unknown;
}

/** News as this domain sees it; `unknown` for a type it does not know, `broken` for a payload that is not as agreed. */
export function readPaymentNews({ eventId, type, payload }: Told): PaymentNewsItem | 'unknown' | 'broken' {
  const contract = CONTRACTS.get(type);
  if (contract === undefined) return 'unknown';
  const data = paymentEventData.safeParse(payload);
  if (!data.success || !contract.schema.safeParse(payload).success) return 'broken';
  return {
    eventId,
    type,
    orderId: data.data.order_id,
    intentId: data.data.payment_intent_id,
    version: data.data.version,
    amountMinor: BigInt(data.data.amount_minor),
    refundedMinor: refundedMinor(type, payload),
    reason: data.data.reason_code,
  };
}

function refundedMinor(type: string, payload: unknown): bigint | null {
  if (type !== paymentRefundedV1.type) return null;
  const read = paymentRefundedV1.schema.safeParse(payload);
  return read.success ? BigInt(read.data.refunded_minor) : null;
}
