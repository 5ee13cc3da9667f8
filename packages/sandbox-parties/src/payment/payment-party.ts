import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from '@agora/platform/logging';
import type { IntentStore } from './intent-store';
import { routePayment } from './payment-routes';
import type { RouteAnswer } from './payment-routes';
import { createPaymentService } from './payment-service';

export interface PaymentPartyOptions {
  /** Where to listen on `host`; 0 takes any free port. Default 0. */
  readonly port?: number;
  /** Default the loopback address: the sandbox asks nobody who they are. */
  readonly host?: string;
  readonly logger: Logger;
  /** Closed by {@link PaymentParty.stop}. */
  readonly store: IntentStore;
}

/** The payment provider of the sandbox as an HTTP server of its own. */
export interface PaymentParty {
  /** Listens and resolves with the base URL, without a slash at the end. Rejects when the port is taken. */
  start(): Promise<string>;
  /** Ends open connections, then closes the store. Safe to call when not started. */
  stop(): Promise<void>;
}

export function createPaymentParty(options: PaymentPartyOptions): PaymentParty {
  const service = createPaymentService(options.store);
  const host = options.host ?? '127.0.0.1';
  const server = createServer((request, response) => {
    answer(request, () => routePayment(service, request), options.store).then(
      (result) => send(response, result),
      (error: unknown) => {
        options.logger.error({ err: error }, 'payment party failed');
        send(response, { status: 500, body: { error: 'internal' } });
      },
    );
  });
  return {
    start: async () => {
      await listen(server, options.port ?? 0, host);
      const url = `http://${host}:${String((server.address() as AddressInfo).port)}`;
      options.logger.info({ url }, 'payment party is listening');
      return url;
    },
    stop: async () => {
      if (server.listening) {
        const closed = new Promise<void>((resolve) => server.close(() => resolve()));
        server.closeAllConnections();
        await closed;
      }
      await options.store.close();
    },
  };
}

async function answer(
  request: IncomingMessage,
  route: () => Promise<RouteAnswer>,
  store: IntentStore,
): Promise<RouteAnswer> {
  if (request.method === 'GET' && request.url === '/health')
    return { status: 200, body: { status: 'ok', intents: store.size } };
  return route();
}

function send(response: ServerResponse, result: RouteAnswer): void {
  const body = JSON.stringify(result.body);
  // After a body that was too large the rest of it is still under way: the connection cannot be used again.
  if (result.status === 413) response.setHeader('connection', 'close');
  response.writeHead(result.status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
