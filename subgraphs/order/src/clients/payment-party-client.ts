import { AppError } from '@agora/platform/errors';
import { CircuitBreaker, createJsonClient } from '@agora/platform/http-client';
import type { JsonAnswer } from '@agora/platform/http-client';
import { deadlineAfter } from '@agora/platform/time';
import { z } from 'zod';
import type { Payments } from '../application/ports';
import type { PaymentVerdict } from '../domain/payment';

export interface PaymentPartyOptions {
  /** Base URL of the party. */
  readonly url: string;
  /** Longest wait for everything but the verdict on a new intent. Default 2,000 ms. */
  readonly timeoutMs?: number;
}

export interface PaymentPartyClient extends Payments {
  close(): Promise<void>;
}

const intent = z.object({
  id: z.string(),
  status: z.enum([
    'pending',
    'review',
    'authorized',
    'declined',
    'captured',
    'voided',
    'partially_refunded',
    'refunded',
  ]),
  failureCode: z.string().optional(),
  refundedMinor: z.string().regex(/^\d+$/),
});
type Intent = z.infer<typeof intent>;

/**
 * The payment party over REST. The order's id is the idempotency key, so every request may be sent any number of
 * times, and a failed one is.
 *
 * @throws AppError `DEADLINE_EXCEEDED` (retriable) when the party did not answer in time: it may have acted.
 *   `DOWNSTREAM_UNAVAILABLE` (retriable) when it is not reachable or answers something else than agreed.
 */
export function createPaymentPartyClient(options: PaymentPartyOptions): PaymentPartyClient {
  const timeoutMs = options.timeoutMs ?? 2_000;
  const client = createJsonClient({
    name: 'The payment party',
    baseUrl: options.url,
    guards: [new CircuitBreaker({ name: 'order-payment' })],
  });
  const get = (path: string): Promise<JsonAnswer> =>
    client.call({ method: 'GET', path, deadline: deadlineAfter(timeoutMs) });
  const post = (path: string, body: object, waitMs = timeoutMs): Promise<JsonAnswer> =>
    client.call({ method: 'POST', path, body, deadline: deadlineAfter(waitMs), isIdempotent: true });
  return {
    authorize: async ({ orderId, amountMinor, currency, paymentToken }, waitMs) => {
      const body = {
        idempotencyKey: orderId,
        orderId,
        amountMinor: String(amountMinor),
        currency,
        paymentToken,
      };
      return verdictOf(await post('/intents', body, waitMs));
    },
    find: async (orderId) => {
      const answer = await get(`/intents?idempotencyKey=${encodeURIComponent(orderId)}`);
      return answer.status === 404 ? undefined : verdictOf(answer);
    },
    void: async (intentId) => {
      const answer = await post(`/intents/${encodeURIComponent(intentId)}/void`, {});
      if (answer.status === 409 || answer.status === 404) return false;
      return verdictOf(answer).kind === 'voided';
    },
    capture: async (intentId) => {
      const answer = await post(`/intents/${encodeURIComponent(intentId)}/capture`, {});
      // There is nothing to take: the intent says why.
      if (answer.status === 409) return verdictOf(await get(`/intents/${encodeURIComponent(intentId)}`));
      return verdictOf(answer);
    },
    approve: async (intentId) =>
      verdictOf(await post(`/intents/${encodeURIComponent(intentId)}/decide`, { decision: 'approve' })),
    refund: async ({ intentId, key, amountMinor }) => {
      const body = { idempotencyKey: key, amountMinor: String(amountMinor) };
      return verdictOf(await post(`/intents/${encodeURIComponent(intentId)}/refund`, body));
    },
    close: () => client.close(),
  };
}

function verdictOf(answer: JsonAnswer): PaymentVerdict {
  const read = intent.safeParse(answer.body);
  if (answer.status >= 300 || !read.success) {
    throw new AppError('DOWNSTREAM_UNAVAILABLE', `The payment party answered ${String(answer.status)}`);
  }
  return toVerdict(read.data);
}

function toVerdict({ id: intentId, status, failureCode, refundedMinor }: Intent): PaymentVerdict {
  switch (status) {
    case 'declined':
      return { kind: 'declined', intentId, reason: failureCode ?? 'declined' };
    case 'partially_refunded':
    case 'refunded':
      return { kind: 'refunded', intentId, refundedMinor: BigInt(refundedMinor) };
    default:
      return { kind: status, intentId };
  }
}
