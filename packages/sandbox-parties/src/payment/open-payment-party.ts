import type { EventCodec, EventTransport } from '@agora/platform/eventing';
import type { Logger } from '@agora/platform/logging';
import { createEventOutlet } from './event-outlet';
import { createIntentStore } from './intent-store';
import type { Outlet } from './journal-line';
import { createPaymentParty } from './payment-party';
import type { PaymentParty } from './payment-party';
import { createWebhookOutlet } from './webhook-outlet';

export interface OpenPaymentPartyOptions {
  /** Where to listen on `host`; 0 takes any free port. */
  readonly port: number;
  readonly host: string;
  /** Where intents and news survive a restart; in memory only when undefined. */
  readonly storeFile: string | undefined;
  readonly logger: Logger;
  /** Where every change is published; undefined: nowhere. Not closed by the party. */
  readonly events: { readonly transport: EventTransport; readonly codec: EventCodec } | undefined;
  /** Where every change is posted, signed; undefined: nowhere. */
  readonly webhook: WebhookTarget | undefined;
}

export interface WebhookTarget {
  /** Undefined while the address is not known yet: news waits. */
  readonly url: () => string | undefined;
  /** Signs; the receiver has the same. */
  readonly secret: string;
}

/**
 * The payment party with its file, its events and its webhooks.
 * @throws Error when the file cannot be read or written.
 */
export async function openPaymentParty(options: OpenPaymentPartyOptions): Promise<PaymentParty> {
  const { events, webhook, logger, storeFile } = options;
  const names: Outlet[] = [];
  if (events !== undefined) names.push('log');
  if (webhook !== undefined) names.push('webhook');
  const store = await createIntentStore({
    ...(storeFile === undefined ? {} : { file: storeFile }),
    outlets: names,
  });
  const outlets = [
    ...(events === undefined ? [] : [createEventOutlet({ ...events, store, logger })]),
    ...(webhook === undefined ? [] : [createWebhookOutlet({ ...webhook, store, logger })]),
  ];
  return createPaymentParty({ port: options.port, host: options.host, logger, store, outlets });
}
