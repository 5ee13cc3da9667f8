import { sendJson } from '@agora/platform/server';
import { metricsRegistry } from '@agora/platform/metrics';
import type { GatewayHealth } from '../health/health-monitor';
import { graphiqlPage } from '../landing/graphiql-page';
import { assertRole, clearCache, setLogLevel } from './admin-endpoints';
import type { AdminDeps } from './admin-endpoints';
import { mediaEndpoint } from './media-endpoint';
import type { MediaSource } from './media-endpoint';
import type { Handler, Routes } from './router';

export interface RoutesDeps {
  readonly graphql: Handler;
  readonly health: () => Promise<GatewayHealth>;
  /** Whether new requests should be sent here: loaded and not stopping. */
  readonly isReady: () => boolean;
  /** What only staff may see of the inside. */
  readonly details: () => Readonly<Record<string, unknown>>;
  readonly media: MediaSource | undefined;
  readonly paymentWebhook: Handler;
  /** In the form of Prometheus. */
  readonly metrics: () => Promise<string>;
  readonly admin: AdminDeps;
}

/** Every path of the gateway (design section 8). */
export function gatewayRoutes(deps: RoutesDeps): Routes {
  return {
    '/graphql': { GET: deps.graphql, POST: deps.graphql },
    '/graphiql': { GET: page },
    '/media/*': { GET: mediaEndpoint(deps.media) },
    '/webhooks/payment': { POST: deps.paymentWebhook },
    '/health': {
      GET: async (_request, response) => {
        const health = await deps.health();
        sendJson(response, health.status === 'down' ? 503 : 200, health);
      },
    },
    '/health/ready': {
      GET: (_request, response) => {
        const isReady = deps.isReady();
        sendJson(response, isReady ? 200 : 503, { status: isReady ? 'ready' : 'not ready' });
      },
    },
    '/health/detailed': {
      GET: async (request, response) => {
        await assertRole(deps.admin.auth, request, 'staff');
        const memory = process.memoryUsage();
        sendJson(response, 200, {
          ...(await deps.health()),
          ...deps.details(),
          process: {
            pid: process.pid,
            uptimeSeconds: Math.round(process.uptime()),
            rssBytes: memory.rss,
            heapUsedBytes: memory.heapUsed,
          },
        });
      },
    },
    '/metrics': {
      GET: async (_request, response) => {
        const text = await deps.metrics();
        response.writeHead(200, { 'content-type': metricsRegistry.contentType }).end(text);
      },
    },
    '/admin/log-level': { POST: (request, response) => setLogLevel(deps.admin, request, response) },
    '/admin/cache/clear': { POST: (request, response) => clearCache(deps.admin, request, response) },
  };
}

const page: Handler = async (_request, response) => {
  const html = await graphiqlPage();
  response
    .writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' })
    .end(html);
};
