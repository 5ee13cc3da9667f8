import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { metricsRegistry } from '@agora/platform/metrics';

export interface StatusServer {
  /** Listens and resolves with the base URL. Rejects when the port is taken. */
  start(): Promise<string>;
  stop(): Promise<void>;
}

/** `/health`, `/health/ready` and `/metrics` of a process that serves nothing else. */
export function createStatusServer(options: { readonly port: number; readonly host: string }): StatusServer {
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?', 1)[0];
    if (path === '/metrics') {
      void metricsRegistry.metrics().then((text) => {
        response.writeHead(200, { 'content-type': metricsRegistry.contentType });
        response.end(text);
      });
      return;
    }
    const isHealth = path === '/health' || path === '/health/ready';
    response.writeHead(isHealth ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(isHealth ? { status: 'ok' } : { error: 'no_such_route' }));
  });
  return {
    start: async () => {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(options.port, options.host, resolve);
      });
      return `http://${options.host}:${String((server.address() as AddressInfo).port)}`;
    },
    stop: async () => {
      if (!server.listening) return;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
