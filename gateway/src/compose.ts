import type { ServiceTokens, TokenVerifier } from '@agora/platform/auth';
import type { SnapshotCache } from '@agora/platform/cache';
import type { Logger } from '@agora/platform/logging';
import type { PubSub } from '@agora/platform/pubsub';
import type { RateLimiter } from '@agora/platform/rate-limit';
import type { SubgraphTransport } from '@agora/platform/subgraph-transport';
import { createGatewayApolloServer } from './apollo-server';
import type { GatewayConfig } from './config';
import { createFormatError } from './errors/format-error';
import { createGatewayHooks } from './gateway-hooks';
import type { GatewayRules } from './gateway-hooks';
import { GatewayServer } from './gateway-server';
import { createHealthMonitor } from './health/health-monitor';
import { createGraphQLEndpoint } from './http/graphql-endpoint';
import { createHttpFront } from './http/http-front';
import { createOriginPolicy } from './http/origin-policy';
import type { MediaSource } from './http/media-endpoint';
import type { Handler } from './http/router';
import { gatewayRoutes } from './http/routes';
import { aliasLimit } from './limits/alias-limit';
import { depthLimit } from './limits/depth-limit';
import { createDocumentGuard } from './limits/document-guard';
import { createRateLimit } from './limits/rate-limit';
import { rootFieldLimit } from './limits/root-field-limit';
import { createLiveFront } from './live/create-live-front';
import { SubgraphRoads } from './subgraph-roads';
import { SupergraphRuntime } from './supergraph/supergraph-runtime';
import { paymentWebhookEndpoint } from './webhooks/payment-webhook';

/** The outside world of the gateway. Which adapter it gets is not its business. */
export interface GatewayDeps {
  /** The road to a subgraph; `routingUrl` is what `supergraph.yaml` says, for adapters that need an address. */
  readonly transports: (name: string, routingUrl: string) => SubgraphTransport;
  readonly pubsub: PubSub;
  readonly rateLimiter: RateLimiter;
  /** For `/admin/cache/clear`. */
  readonly snapshots?: SnapshotCache;
  /** The file at a path below `/media/`; without it there is none. */
  readonly media?: MediaSource;
  readonly auth: TokenVerifier;
  readonly serviceTokens: ServiceTokens;
  /**
   * Proof of who brings a webhook. Not the gateway's own: internal operations never answer that one, because it comes
   * with everything a client sends. Without it webhooks are not taken.
   */
  readonly webhookTokens?: ServiceTokens;
  readonly logger: Logger;
  readonly config: GatewayConfig;
}

/** Builds every object of the gateway once. Nothing is loaded and nothing listens before `start`. */
export function composeGateway(deps: GatewayDeps): GatewayServer {
  const { config, logger } = deps;
  const roads = new SubgraphRoads({ ...deps, timeoutMs: config.subgraphTimeoutMs });
  const runtime = new SupergraphRuntime({
    files: config,
    createDataSource: (name, routingUrl) => roads.dataSource(name, routingUrl),
    logger,
  });
  const rules = gatewayRules(deps, runtime);
  const server = createGatewayApolloServer({ config, runtime, formatError: rules.formatError, logger });
  const live = createLiveFront(createGatewayHooks({ ...rules, server, pubsub: deps.pubsub, logger }), {
    limits: { connectionsPerIdentity: config.limits.connectionsPerIdentity },
  });
  const streamEvents = live.streamEvents.bind(live);
  const gateway: GatewayServer = new GatewayServer({
    front: createHttpFront({
      routes: gatewayRoutes({
        graphql: createGraphQLEndpoint({ ...rules, server, streamEvents }),
        health: healthOf(deps, runtime, roads),
        isReady: () => gateway.isReady,
        details: () => ({
          supergraph: runtime.current.id,
          live: live.stats(),
          breakers: roads.breakerStates(),
        }),
        media: deps.media,
        paymentWebhook: paymentWebhookOf(deps, roads),
        admin: { auth: deps.auth, logger, snapshots: deps.snapshots },
      }),
      origins: rules.origins,
      formatError: rules.formatError,
      onUpgrade: (request, socket, head) => {
        live.handleUpgrade(request, socket, head);
      },
    }),
    server,
    runtime,
    live,
    roads,
    config,
    logger,
  });
  return gateway;
}

function paymentWebhookOf({ webhookTokens: tokens }: GatewayDeps, roads: SubgraphRoads): Handler {
  return paymentWebhookEndpoint(tokens === undefined ? undefined : () => roads.client('order', tokens));
}

/** What holds for every operation, whichever way it comes in. */
function gatewayRules(deps: GatewayDeps, runtime: SupergraphRuntime): GatewayRules {
  const { config } = deps;
  const { limits } = config;
  return {
    config,
    runtime,
    auth: deps.auth,
    formatError: createFormatError(deps.logger),
    origins: createOriginPolicy(config.corsOrigins),
    guard: createDocumentGuard({
      maxTokens: limits.tokens,
      limits: [depthLimit(limits.depth), aliasLimit(limits.aliases), rootFieldLimit(limits.rootFields)],
    }),
    takeRate: createRateLimit({ limiter: deps.rateLimiter, perMinute: limits.perMinute }),
  };
}

function healthOf(
  deps: GatewayDeps,
  runtime: SupergraphRuntime,
  roads: SubgraphRoads,
): ReturnType<typeof createHealthMonitor> {
  return createHealthMonitor({
    version: deps.config.version,
    probes: () => [
      ...(runtime.isLoaded ? runtime.current.subgraphs : []).map(({ name }) => roads.probe(name)),
      { name: 'pubsub', ping: () => deps.pubsub.ping() },
    ],
  });
}
