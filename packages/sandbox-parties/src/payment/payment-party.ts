import { Lifecycle } from '@agora/platform/lifecycle';
import type { Part } from '@agora/platform/lifecycle';
import type { Logger } from '@agora/platform/logging';
import { createPartyServer } from '../http/party-server';
import type { IntentStore } from './intent-store';
import { routePayment } from './payment-routes';
import { createPaymentService } from './payment-service';

export interface PaymentPartyOptions {
  /** Where to listen on `host`; 0 takes any free port. Default 0. */
  readonly port?: number;
  /** Default the loopback address: the sandbox asks nobody who they are. */
  readonly host?: string;
  readonly logger: Logger;
  /** Closed by {@link PaymentParty.stop}. */
  readonly store: IntentStore;
  /** What tells the store's news to others. Default nothing. */
  readonly outlets?: readonly Part[];
}

/** The payment provider of the sandbox as an HTTP server of its own. */
export interface PaymentParty {
  /** Listens and resolves with the base URL, without a slash at the end. Rejects when the port is taken. */
  start(): Promise<string>;
  /** Ends open connections and the telling of news, then closes the store. Safe to call when not started. */
  stop(): Promise<void>;
}

/** The party answers by REST whether or not somebody takes its news: events and webhooks wait and catch up. */
export function createPaymentParty(options: PaymentPartyOptions): PaymentParty {
  const { store, logger, port, host } = options;
  const service = createPaymentService(store);
  const server = createPartyServer({
    name: 'payment',
    port,
    host,
    logger,
    route: (request) => routePayment(service, request),
    health: async () => ({ intents: store.size }),
  });
  const outlets = new Lifecycle(logger).add(...(options.outlets ?? []));
  return {
    start: async () => {
      const url = await server.start();
      await outlets.start();
      return url;
    },
    stop: async () => {
      await server.stop();
      await outlets.stop();
      await store.close();
    },
  };
}
