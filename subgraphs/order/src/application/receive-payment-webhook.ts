import { paymentWebhookBody } from '@agora/contracts/payment/webhook-body';
import { verifyWebhook } from '@agora/contracts/payment/webhook-signature';
import type { Logger } from '@agora/platform/logging';
import { counter } from '@agora/platform/metrics';
import type { Clock } from '@agora/platform/time';
import type { PaymentNews } from './payment-news';
import { readPaymentNews } from './read-payment-news';

const webhooks = counter({
  name: 'payment_webhooks_total',
  help: 'Webhooks of the payment party by result: accepted, repeated, ignored, forged, expired, malformed, failed',
  labelNames: ['result'],
});

/** Which events this domain has taken in already, whichever way they came. */
export interface HeardEvents {
  has(eventId: string): Promise<boolean>;
  /** Remembers it; nothing happens when it is remembered already. */
  record(eventId: string): Promise<void>;
}

export interface ReceivePaymentWebhookDeps {
  /** What the party signs with. */
  readonly secret: string;
  readonly heard: HeardEvents;
  readonly news: PaymentNews;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Exactly as it came in. */
export interface PaymentWebhook {
  readonly signature: string;
  readonly body: string;
}

export type WebhookOutcome =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused'; readonly reason: 'forged' | 'expired' | 'malformed' };

export type ReceivePaymentWebhook = (webhook: PaymentWebhook) => Promise<WebhookOutcome>;

/**
 * Takes a webhook of the payment party in: its signature, then its time, then its form, then whether it was heard
 * before, also as an event. Of a type nobody here knows it is accepted and ignored. It is remembered after it was
 * acted upon: a crash in between makes the party's repeat act again, which {@link PaymentNews} bears.
 *
 * Refusals are logged without the body and its signature, and counted; nothing is changed by them.
 * @throws AppError (retriable) when it cannot be looked into now: the party comes again.
 */
export function receivePaymentWebhook(deps: ReceivePaymentWebhookDeps): ReceivePaymentWebhook {
  return async (webhook) => {
    const verdict = verifyWebhook(deps.secret, webhook, deps.clock.now());
    if (verdict !== 'valid') return refuse(deps, webhook, verdict);
    const body = parse(webhook.body);
    if (body === undefined) return refuse(deps, webhook, 'malformed');
    const item = readPaymentNews({ eventId: body.id, type: body.type, payload: body.data });
    if (item === 'broken') return refuse(deps, webhook, 'malformed');
    if (item === 'unknown') return accept('ignored');
    if (await deps.heard.has(item.eventId)) return accept('repeated');
    try {
      await deps.news.heard(item);
      await deps.heard.record(item.eventId);
    } catch (error) {
      webhooks.inc({ result: 'failed' });
      throw error;
    }
    return accept('accepted');
  };
}

function accept(result: 'accepted' | 'repeated' | 'ignored'): WebhookOutcome {
  webhooks.inc({ result });
  return { kind: 'accepted' };
}

function refuse(
  { logger }: ReceivePaymentWebhookDeps,
  { body }: PaymentWebhook,
  reason: 'forged' | 'expired' | 'malformed',
): WebhookOutcome {
  webhooks.inc({ result: reason });
  logger.warn({ reason, body_bytes: Buffer.byteLength(body) }, 'payment webhook refused');
  return { kind: 'refused', reason };
}

function parse(body: string): { id: string; type: string; data: Record<string, unknown> } | undefined {
  try {
    const read = paymentWebhookBody.safeParse(JSON.parse(body));
    return read.success ? read.data : undefined;
  } catch {
    return undefined;
  }
}
