import { eventMessage, isTransient, schemaVersionOf } from '@agora/platform/eventing';
import type { EventCodec, EventTransport } from '@agora/platform/eventing';
import type { Logger } from '@agora/platform/logging';
import type { Part } from '@agora/platform/lifecycle';
import { backoffMs, sleep } from '@agora/platform/time';
import type { IntentStore } from './intent-store';
import { countNews } from './news-metrics';
import { ParkedIntents } from './parked-intents';
import type { PaymentNews } from './payment-news';

export interface EventOutletOptions {
  readonly store: Pick<IntentStore, 'news' | 'told'>;
  readonly transport: EventTransport;
  readonly codec: EventCodec;
  readonly logger: Logger;
  /** Between attempts while the transport does not take news: doubles from the first to the second, ms. Default 250 and 10,000. */
  readonly retryMs?: readonly [number, number];
}

const BATCH = 100;
const RETRY_MS = [250, 10_000] as const;
const LONGEST_NAP_MS = 60_000;
const STOP_WITHIN_MS = 1_000;

/**
 * Sends news to the event log, at least once, the changes of an intent in their order. While the log is away news waits
 * and requests go on; what was sent and not yet noted as such is sent again after a restart, with the same event id.
 */
export function createEventOutlet(options: EventOutletOptions): Part {
  const sender = new EventSender(options);
  return { name: 'payment events', start: async () => sender.start(), stop: () => sender.stop() };
}

class EventSender {
  private readonly stopping = new AbortController();
  private readonly parked: ParkedIntents;
  private readonly retryMs: readonly [number, number];
  private nap = new AbortController();
  private loop: Promise<void> | undefined;
  private unwatch: (() => void) | undefined;

  constructor(private readonly options: EventOutletOptions) {
    this.retryMs = options.retryMs ?? RETRY_MS;
    this.parked = new ParkedIntents(this.retryMs);
  }

  start(): void {
    this.unwatch ??= this.options.store.news.watch(() => this.nap.abort());
    this.loop ??= this.run();
  }

  /** A batch that is still being sent after a second may be sent again by the next process. */
  async stop(): Promise<void> {
    this.unwatch?.();
    this.stopping.abort();
    const patience = new AbortController();
    const waited = sleep(STOP_WITHIN_MS, patience.signal).catch(() => undefined);
    await Promise.race([this.loop, waited]);
    patience.abort();
  }

  private async run(): Promise<void> {
    const { store, logger } = this.options;
    const { signal } = this.stopping;
    for (let failures = 0; !signal.aborted;) {
      this.nap = new AbortController();
      const news = store.news.waiting('log', BATCH, ({ intentId }) => !this.parked.isParked(intentId));
      if (news.length === 0) {
        const napMs = this.parked.nextInMs(LONGEST_NAP_MS);
        await sleep(napMs, signal, this.nap.signal).catch(() => undefined);
        continue;
      }
      try {
        await this.sendAll(news);
        failures = 0;
      } catch (error) {
        failures += 1;
        countNews('log', 'failed');
        logger.warn({ err: error }, 'payment events not sent, they will be sent again');
        await sleep(backoffMs(failures - 1, ...this.retryMs), signal).catch(() => undefined);
      }
    }
  }

  /** All at once; when something among it is refused, one by one. @throws a fault of the log that passes. */
  private async sendAll(news: readonly PaymentNews[]): Promise<void> {
    try {
      await this.send(news);
    } catch (error) {
      if (isTransient(error)) throw error;
      for (const one of news) if (!this.parked.isParked(one.intentId)) await this.sendOne(one);
    }
  }

  private async sendOne(news: PaymentNews): Promise<void> {
    try {
      await this.send([news]);
    } catch (error) {
      if (isTransient(error)) throw error;
      countNews('log', 'failed');
      const about = { err: error, event_id: news.eventId, event_type: news.type };
      this.options.logger.error(about, 'payment event refused, its intent waits');
      this.parked.refused(news.intentId);
    }
  }

  private async send(news: readonly PaymentNews[]): Promise<void> {
    const { transport, codec, store } = this.options;
    await transport.publish(await Promise.all(news.map((one) => eventMessage(envelopeOf(one), codec))));
    for (const { intentId } of news) this.parked.sent(intentId);
    await store.told('log', news);
    countNews('log', 'sent', news.length);
  }
}

function envelopeOf(news: PaymentNews): Parameters<typeof eventMessage>[0] {
  return {
    event_id: news.eventId,
    type: news.type,
    occurred_at: news.occurredAt,
    producer: 'payment',
    aggregate_id: news.intentId,
    aggregate_version: news.version,
    tenant_region: null,
    store_id: null,
    correlation_id: null,
    causation_id: null,
    saga_id: null,
    actor: null,
    schema_version: schemaVersionOf(news.type),
    payload: news.payload,
  };
}
