import { createTokenVerifier, readSecret } from '@agora/platform/auth';
import type { AuthConfig } from '@agora/platform/auth';
import type { Part } from '@agora/platform/lifecycle';
import type { Ports } from '@agora/platform/ports';
import { readEventPartiesConfig } from '@agora/sandbox-parties/config';
import { EVENT_PARTIES, buildEventParty } from '@agora/sandbox-parties/event-parties';
import { openPaymentParty } from '@agora/sandbox-parties/payment/open-payment-party';
import type { PaymentParty } from '@agora/sandbox-parties/payment/payment-party';

type EventPorts = Pick<Ports, 'events' | 'codec' | 'logger'>;

export interface PaymentOptions {
  readonly ports: EventPorts;
  readonly env: NodeJS.ProcessEnv;
  /** Where intents survive a restart. */
  readonly storeFile: string;
  /** Base URL of the gateway, which takes the webhooks; undefined until it listens. */
  readonly gatewayUrl: () => string | undefined;
}

/** The payment party of this process, on any free port of the loopback address. */
export function openPayment({ ports, env, storeFile, gatewayUrl }: PaymentOptions): Promise<PaymentParty> {
  const url = (): string | undefined => {
    const base = gatewayUrl();
    return base === undefined ? undefined : `${base}/webhooks/payment`;
  };
  return openPaymentParty({
    port: 0,
    host: '127.0.0.1',
    storeFile,
    logger: ports.logger,
    events: { transport: ports.events, codec: ports.codec },
    webhook: { url, secret: readSecret(env, 'PAYMENT_WEBHOOK_SECRET') },
  });
}

/** The parties that live on events. */
export interface EventParties extends Part {
  /** Where a party listens; undefined before it starts, and for all when there is no `PARTIES_DATABASE_URL`. */
  readonly url: (name: string) => string | undefined;
}

/** Notification, fulfilment and analytics, each on any free port of the loopback address. */
export function composeEventParties(
  ports: EventPorts,
  env: NodeJS.ProcessEnv,
  auth: AuthConfig,
): EventParties {
  const urls = new Map<string, string>();
  const config = env['PARTIES_DATABASE_URL'] ? readEventPartiesConfig(env) : undefined;
  const anyPort = { notification: 0, fulfillment: 0, analytics: 0 };
  const parties =
    config === undefined
      ? []
      : EVENT_PARTIES.map((name) =>
          buildEventParty(
            name,
            { ...config, host: '127.0.0.1', ports: anyPort },
            { ports, auth: createTokenVerifier(auth, name) },
          ),
        );
  return {
    name: 'outside parties',
    url: (name) => urls.get(name),
    start: async () => {
      await Promise.all(parties.map(async (party) => urls.set(party.name, await party.start())));
    },
    stop: async () => {
      await Promise.all(parties.map((party) => party.stop()));
    },
  };
}
