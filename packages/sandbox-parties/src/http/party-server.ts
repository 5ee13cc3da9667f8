import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from '@agora/platform/logging';
import { metricsRegistry } from '@agora/platform/metrics';

/** What goes back over HTTP. */
export interface RouteAnswer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

export interface PartyServerOptions {
  /** Of the party, for people. */
  readonly name: string;
  /** Where to listen on `host`; 0 takes any free port. Default 0. */
  readonly port?: number | undefined;
  /** Default the loopback address. */
  readonly host?: string | undefined;
  readonly logger: Logger;
  /** Answers everything but `/health` and `/metrics`. A rejection is answered 500 and logged. */
  readonly route: (request: IncomingMessage) => Promise<RouteAnswer>;
  /** Answers `GET /health`; a rejection is answered 503. */
  readonly health: () => Promise<Record<string, unknown>>;
}

/** The HTTP server of one outside party. */
export interface PartyServer {
  /** Listens and resolves with the base URL, without a slash at the end. Rejects when the port is taken. */
  start(): Promise<string>;
  /** Ends open connections. Safe to call when not started and more than once. */
  stop(): Promise<void>;
}

export function createPartyServer(options: PartyServerOptions): PartyServer {
  const { name, logger } = options;
  const host = options.host ?? '127.0.0.1';
  const server = createServer((request, response) => {
    respond(options, request, response).catch((error: unknown) => {
      logger.error({ err: error, party: name }, 'party failed');
      send(response, { status: 500, body: { error: 'internal' } });
    });
  });
  return {
    start: async () => {
      await listen(server, options.port ?? 0, host);
      const url = `http://${host}:${String((server.address() as AddressInfo).port)}`;
      logger.info({ url, party: name }, 'party is listening');
      return url;
    },
    stop: async () => {
      if (!server.listening) return;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function respond(
  options: PartyServerOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method === 'GET' && request.url === '/metrics') {
    const text = await metricsRegistry.metrics();
    response.writeHead(200, { 'content-type': metricsRegistry.contentType }).end(text);
    return;
  }
  const isHealth = request.method === 'GET' && request.url === '/health';
  send(response, isHealth ? await healthOf(options) : await options.route(request));
}

async function healthOf({ health, logger, name }: PartyServerOptions): Promise<RouteAnswer> {
  try {
    return { status: 200, body: { status: 'ok', ...(await health()) } };
  } catch (error) {
    logger.warn({ err: error, party: name }, 'party is not well');
    return { status: 503, body: { status: 'down' } };
  }
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
