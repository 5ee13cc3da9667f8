import { discardBody } from '@agora/platform/server';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { AppError } from '@agora/platform/errors';
import { correlationIdOf } from '../context';
import { statusOf } from '../errors/format-error';
import type { FormatError } from '../errors/format-error';
import { applyCors } from './cors';
import type { OriginPolicy } from './origin-policy';
import { routeOf } from './router';
import type { Routes } from './router';

export interface HttpFrontOptions {
  readonly routes: Routes;
  readonly origins: OriginPolicy;
  readonly formatError: FormatError;
  /** Takes over an upgrade request; it owns the socket from then on. */
  readonly onUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
}

export interface HttpFront {
  /** 0 takes a free port. @throws the listen error (`EADDRINUSE` …). */
  listen(port: number, host: string): Promise<number>;
  /** Stops accepting, waits for running requests up to `graceMs`, then cuts the rest. */
  close(graceMs: number): Promise<void>;
}

/** The listening socket: routes, CORS, and one form for every refusal from before GraphQL. */
export function createHttpFront(options: HttpFrontOptions): HttpFront {
  let isClosing = false;
  const server = createServer({ keepAliveTimeout: 65_000, requestTimeout: 30_000 }, (request, response) => {
    if (isClosing) response.setHeader('connection', 'close');
    answer(options, request, response).catch((error: unknown) => {
      refuse(options, { request, response, error });
    });
  });
  server.on('upgrade', options.onUpgrade);
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n');
  });
  return {
    listen: (port, host) => listen(server, port, host),
    close: (graceMs) => {
      isClosing = true;
      return close(server, graceMs);
    },
  };
}

async function answer(
  options: HttpFrontOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (applyCors(options.origins, request, response)) return;
  await routeOf(options.routes, request)(request, response);
}

interface Refusal {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly error: unknown;
}

function refuse(options: HttpFrontOptions, { request, response, error }: Refusal): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const correlationId = correlationIdOf(request.headers as Record<string, string | undefined>);
  const formatted = options.formatError(error, correlationId);
  const status = statusOf([formatted]) ?? 400;
  response.setHeader('x-correlation-id', correlationId);
  response.setHeader('content-type', 'application/json; charset=utf-8');
  response.setHeader('cache-control', 'no-store');
  if (error instanceof AppError && error.retryAfterMs !== undefined) {
    response.setHeader('retry-after', String(Math.ceil(error.retryAfterMs / 1000)));
  }
  // A body that is not read to its end would be taken for the next request of this connection.
  if (!request.complete) response.setHeader('connection', 'close');
  response.writeHead(status).end(JSON.stringify({ errors: [formatted] }));
  discardBody(request);
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

async function close(server: Server, graceMs: number): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
  });
  // A connection is idle only once its request has been answered, so it is looked for again and again.
  const sweep = setInterval(() => {
    server.closeIdleConnections();
  }, 25);
  const cut = setTimeout(() => {
    server.closeAllConnections();
  }, graceMs);
  await closed;
  clearInterval(sweep);
  clearTimeout(cut);
}
