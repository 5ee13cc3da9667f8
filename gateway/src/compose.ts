import type { ServiceTokens, TokenVerifier } from '@agora/platform/auth';
import type { SnapshotCache } from '@agora/platform/cache';
import type { Logger } from '@agora/platform/logging';
import type { PubSub } from '@agora/platform/pubsub';
import type { RateLimiter } from '@agora/platform/rate-limit';
import type { CallGuard, SubgraphTransport } from '@agora/platform/subgraph-transport';
import { createGatewayApolloServer } from './apollo-server';
import type { GatewayConfig } from './config';
import { createFormatError } from './errors/format-error';
import { createGatewayHooks } from './gateway-hooks';
import { GatewayServer } from './gateway-server';
import { createHealthMonitor } from './health/health-monitor';
import { createGraphQLEndpoint } from './http/graphql-endpoint';
import { createOriginPolicy } from './http/origin-policy';
import { gatewayRoutes } from './http/routes';
import { createHttpFront } from './http/http-front';
import { aliasLimit } from './limits/alias-limit';
import { depthLimit } from './limits/depth-limit';
import { createDocumentGuard } from './limits/document-guard';
import type { DocumentGuard } from './limits/document-guard';
import { createRateLimit } from './limits/rate-limit';
import { rootFieldLimit } from './limits/root-field-limit';
import type { GatewayHooks, LiveFront } from './live-front';
import { SubgraphRoads } from './subgraph-roads';
import { SupergraphRuntime } from './supergraph/supergraph-runtime';

/** The outside world of the gateway. Which adapter it gets is not its business. */
export interface GatewayDeps {
  /** The road to a subgraph; `routingUrl` is what `supergraph.yaml` says, for adapters that need an address. */
  readonly transports: (name: string, routingUrl: string) => SubgraphTransport;
  /** Circuit breaker and bulkhead of a subgraph. */
  readonly guards: (name: string) => CallGuard;
  readonly pubsub: PubSub;
  readonly rateLimiter: RateLimiter;
  /** For `/admin/cache/clear`. */
  readonly snapshots?: SnapshotCache;
  readonly auth: TokenVerifier;
  readonly serviceTokens: ServiceTokens;
  readonly live: (hooks: GatewayHooks) => LiveFront;
  readonly logger: Logger;
  readonly config: GatewayConfig;
}

/** Builds every object of the gateway once. Nothing is loaded and nothing listens before `start`. */
export function composeGateway(deps: GatewayDeps): GatewayServer {
  const { config, logger, auth, pubsub } = deps;
  const roads = new SubgraphRoads({ ...deps, timeoutMs: config.subgraphTimeoutMs });
  const runtime = new SupergraphRuntime({
    files: config,
    createDataSource: (name, routingUrl) => roads.dataSource(name, routingUrl),
    logger,
  });
  const formatError = createFormatError(logger);
  const origins = createOriginPolicy(config.corsOrigins);
  const guard = documentGuard(config);
  const takeRate = createRateLimit({ limiter: deps.rateLimiter, perMinute: config.limits.perMinute });
  const server = createGatewayApolloServer({ config, runtime, formatError, logger });
  const live = deps.live(
    createGatewayHooks({
      server,
      runtime,
      auth,
      guard,
      takeRate,
      config,
      formatError,
      origins,
      pubsub,
      logger,
    }),
  );
  const health = createHealthMonitor({
    version: config.version,
    probes: () => [
      ...(runtime.isLoaded ? runtime.current.subgraphs : []).map(({ name }) => roads.probe(name)),
      { name: 'pubsub', ping: () => pubsub.ping() },
    ],
  });
  const streamEvents = live.streamEvents.bind(live);
  const graphql = createGraphQLEndpoint({ server, auth, guard, takeRate, config, streamEvents });
  const gateway: GatewayServer = new GatewayServer({
    front: createHttpFront({
      routes: gatewayRoutes({
        graphql,
        health,
        isReady: () => gateway.isReady,
        details: () => ({ supergraph: runtime.current.id, live: live.stats() }),
        admin: { auth, logger, snapshots: deps.snapshots },
      }),
      origins,
      formatError,
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

function documentGuard({ limits }: GatewayConfig): DocumentGuard {
  return createDocumentGuard({
    maxTokens: limits.tokens,
    limits: [depthLimit(limits.depth), aliasLimit(limits.aliases), rootFieldLimit(limits.rootFields)],
  });
}
