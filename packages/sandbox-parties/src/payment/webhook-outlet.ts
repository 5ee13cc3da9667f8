import { WEBHOOK_SIGNATURE_HEADER, signWebhook } from '@agora/contracts/payment/webhook-signature';
import type { PaymentWebhookBody } from '@agora/contracts/payment/webhook-body';
import type { Part } from '@agora/platform/lifecycle';
import type { Logger } from '@agora/platform/logging';
import { DAY_MS, asAbortSignal, backoffMs, sleep, withinTime } from '@agora/platform/time';
import type { Cancellation } from '@agora/platform/time';
import type { IntentStore } from './intent-store';
import { countNews } from './news-metrics';
import type { PaymentNews } from './payment-news';

export interface WebhookOutletOptions {
  readonly store: Pick<IntentStore, 'news' | 'told'>;
  /** Where to; undefined while that is not known yet. */
  readonly url: () => string | undefined;
  readonly secret: string;
  readonly logger: Logger;
  /** Between attempts: doubles from the first to the second, with jitter, ms. Default 1,000 and 300,000. */
  readonly retryMs?: readonly [number, number];
  /** After so long news is given up. Default 24 h. */
  readonly giveUpAfterMs?: number;
  /** Longest wait for an answer. Default 5,000 ms. */
  readonly timeoutMs?: number;
}

const AT_ONCE = 8;
const LOOK_AHEAD = 1_000;
const LONGEST_NAP_MS = 60_000;
const UNKNOWN_NAP_MS = 500;

/**
 * Posts news to a webhook until it answers 2xx or a day is over. Each attempt is signed anew. News is independent of
 * each other: one that is not taken holds up no other, so the receiver must bear any order and repeats.
 */
export function createWebhookOutlet(options: WebhookOutletOptions): Part {
  const poster = new WebhookPoster(options);
  return { name: 'payment webhooks', start: async () => poster.start(), stop: () => poster.stop() };
}

interface Attempts {
  readonly failed: number;
  readonly dueAtMs: number;
}

class WebhookPoster {
  private readonly stopping = new AbortController();
  private readonly attempts = new Map<string, Attempts>();
  private readonly running = new Map<string, Promise<void>>();
  private nap = new AbortController();
  private loop: Promise<void> | undefined;
  private unwatch: (() => void) | undefined;

  constructor(private readonly options: WebhookOutletOptions) {}

  start(): void {
    this.unwatch ??= this.options.store.news.watch(() => this.nap.abort());
    this.loop ??= this.run();
  }

  async stop(): Promise<void> {
    this.unwatch?.();
    this.stopping.abort();
    await this.loop;
    await Promise.all(this.running.values());
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      this.nap = new AbortController();
      const napMs = this.startDue();
      await sleep(napMs, signal, this.nap.signal).catch(() => undefined);
    }
  }

  /** Starts as many as may run at once; returns how long nothing else will be due. */
  private startDue(): number {
    // Not an attempt: whoever the news is for is only starting.
    if (this.options.url() === undefined) return UNKNOWN_NAP_MS;
    const now = Date.now();
    let nextMs = LONGEST_NAP_MS;
    for (const news of this.options.store.news.waiting('webhook', LOOK_AHEAD)) {
      if (this.running.has(news.eventId)) continue;
      if (this.running.size >= AT_ONCE) return LONGEST_NAP_MS;
      const inMs = (this.attempts.get(news.eventId)?.dueAtMs ?? 0) - now;
      if (inMs > 0) nextMs = Math.min(nextMs, inMs);
      else this.begin(news);
    }
    return nextMs;
  }

  private begin(news: PaymentNews): void {
    const work = this.attempt(news).finally(() => {
      this.running.delete(news.eventId);
      this.nap.abort();
    });
    this.running.set(news.eventId, work);
  }

  /** Never rejects. */
  private async attempt(news: PaymentNews): Promise<void> {
    const { logger, giveUpAfterMs = DAY_MS } = this.options;
    try {
      await this.post(news);
      await this.done(news, 'sent');
    } catch (error) {
      if (this.stopping.signal.aborted) return;
      countNews('webhook', 'failed');
      const about = { err: error, event_id: news.eventId, event_type: news.type };
      if (Date.now() - Date.parse(news.occurredAt) < giveUpAfterMs) {
        logger.warn(about, 'payment webhook not taken, it will be sent again');
        this.postpone(news);
        return;
      }
      logger.error(about, 'payment webhook given up');
      await this.done(news, 'given_up').catch((fault: unknown) =>
        logger.error({ err: fault }, 'the payment journal cannot be written'),
      );
    }
  }

  private async done(news: PaymentNews, result: 'sent' | 'given_up'): Promise<void> {
    this.attempts.delete(news.eventId);
    countNews('webhook', result);
    await this.options.store.told('webhook', [news]);
  }

  private postpone(news: PaymentNews): void {
    const [firstMs, lastMs] = this.options.retryMs ?? [1_000, 300_000];
    const failed = (this.attempts.get(news.eventId)?.failed ?? 0) + 1;
    this.attempts.set(news.eventId, { failed, dueAtMs: Date.now() + backoffMs(failed - 1, firstMs, lastMs) });
  }

  private async post(news: PaymentNews): Promise<void> {
    const url = this.options.url();
    if (url === undefined) throw new Error('the address of the webhook is not known yet');
    const content: PaymentWebhookBody = {
      id: news.eventId,
      type: news.type,
      occurred_at: news.occurredAt,
      data: news.payload,
    };
    const body = JSON.stringify(content);
    const send = async (signal: Cancellation): Promise<Response> => {
      const answer = await fetch(url, {
        method: 'POST',
        body,
        // A redirect would carry the signed news to somebody who was not named.
        redirect: 'manual',
        headers: {
          'content-type': 'application/json',
          [WEBHOOK_SIGNATURE_HEADER]: signWebhook(this.options.secret, body, new Date()),
        },
        signal: asAbortSignal(signal),
      });
      await answer.body?.cancel();
      return answer;
    };
    const response = await withinTime(this.options.timeoutMs ?? 5_000, this.stopping.signal, send);
    if (!response.ok) throw new Error(`the webhook answered ${String(response.status)}`);
  }
}
