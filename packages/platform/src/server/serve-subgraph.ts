import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AppError } from '../errors/app-error';
import { FAULT_CODES } from '../errors/codes';
import { faultCodeOf, maskError } from '../errors/mask';
import { newId } from '../ids/uuid-v7';
import type { Logger } from '../logging/logger';
import { metricsRegistry } from '../metrics/metrics';
import { Canceller } from '../time/cancellation';
import { sendGraphQLResponse, sendJson, toGraphQLRequest } from './http-request';
import { discardBody } from './request-body';
import type { SubgraphHost } from './subgraph-host';
import { attachSubgraphWebSocket } from './subgraph-web-socket';

export interface ServeOptions {
  /** 0 takes a free one. */
  readonly port: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default 2 MB: batches of representations are larger than a client's request. */
  readonly maxBodyBytes?: number;
  readonly logger: Logger;
}

export interface RunningServer {
  readonly url: string;
  readonly port: number;
  /** Stops accepting, lets running requests end for up to two seconds, then cuts. */
  close(): Promise<void>;
}

/**
 * Serves a subgraph over HTTP: `/graphql` (also in a browser), its own WebSocket, `/health`, `/metrics`, and the
 * public files it has.
 */
export async function serveSubgraph(host: SubgraphHost, options: ServeOptions): Promise<RunningServer> {
  const server = createServer({ keepAliveTimeout: 65_000 }, (request, response) => {
    route(host, options, request, response).catch((error: unknown) => {
      refuse(options.logger, error, response);
      discardBody(request);
    });
  });
  const sockets = attachSubgraphWebSocket(server, host);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host ?? '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${options.host ?? '127.0.0.1'}:${String(port)}/graphql`,
    port,
    close: async () => {
      await sockets.close();
      const closed = new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
      });
      server.closeIdleConnections();
      const cut = setTimeout(() => {
        server.closeAllConnections();
      }, 2_000);
      await closed;
      clearTimeout(cut);
    },
  };
}

function refuse(logger: Logger, error: unknown, response: ServerResponse): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const onHidden = (hidden: unknown): void => {
    logger.error({ err: hidden }, 'request failed');
  };
  const masked = maskError(error, { correlationId: newId(), onHidden });
  sendJson(response, FAULT_CODES[faultCodeOf(error)].httpStatus, { errors: [masked] });
}

async function route(
  host: SubgraphHost,
  options: ServeOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
  if (path === '/graphql') {
    const gone = new Canceller();
    response.on('close', () => {
      if (!response.writableFinished) gone.abort();
    });
    const body = await toGraphQLRequest(request, options.maxBodyBytes ?? 2_000_000);
    return sendGraphQLResponse(response, await host.executeHttp(body, gone));
  }
  if (path === '/health' || path === '/health/ready') {
    const report = await host.health();
    sendJson(response, report.status === 'down' ? 503 : 200, {
      ...report,
      timestamp: new Date().toISOString(),
    });
    return;
  }
  if (path === '/metrics') {
    response.writeHead(200, { 'content-type': metricsRegistry.contentType });
    response.end(await metricsRegistry.metrics());
    return;
  }
  const file = request.method === 'GET' ? await host.files(path) : undefined;
  if (file === undefined) throw new AppError('NOT_FOUND', 'No such path');
  response.writeHead(200, {
    'content-type': file.contentType,
    'cache-control': `public, max-age=${String(file.maxAgeSeconds)}`,
    'x-content-type-options': 'nosniff',
  });
  response.end(file.body);
}
