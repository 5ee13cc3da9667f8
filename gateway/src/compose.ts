import type { ServiceTokens, TokenVerifier } from '@agora/platform/auth';
import type { SnapshotCache } from '@agora/platform/cache';
import type { Logger } from '@agora/platform/logging';
import { metricsRegistry } from '@agora/platform/metrics';
import type { PubSub } from '@agora/platform/pubsub';
import type { RateLimiter } from '@agora/platform/rate-limit';
import type { SubgraphTransport } from '@agora/platform/subgraph-transport';
import { systemClock } from '@agora/platform/time';
import { createGatewayApolloServer } from './apollo-server';
import type { GatewayWorkers } from './cluster/gateway-workers';
import type { GatewayConfig } from './config';
import { createDocumentStore } from './documents/document-store';
import { createManifestFile } from './documents/manifest-file';
import type { ManifestFile } from './documents/manifest-file';
import { createOperationDocuments } from './documents/operation-documents';
import { createTrustPolicy } from './documents/trust-policy';
import { createFormatError } from './errors/format-error';
import type { SupergraphExecution } from './execution/supergraph-execution';
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
import { createOperationReport } from './observability/operation-report';
import { createIncrementalRoad } from './operations/incremental-road';
import { createLeanRoad } from './operations/lean-road';
import type { LeanRoadDeps } from './operations/lean-road';
import { KnownDocuments } from './operations/known-documents';
import { createIncrementalEndpoint } from './http/incremental-endpoint';
import { createLeanEndpoint } from './http/lean-endpoint';
import { createLiveFront } from './live/create-live-front';
import { createSharing } from './sharing/sharing';
import { SubgraphRoads } from './subgraph-roads';
import { SupergraphRuntime } from './supergraph/supergraph-runtime';
import { paymentWebhookEndpoint } from './webhooks/payment-webhook';

/** The outside world of the gateway. Which adapter it gets is not its business. */
export interface GatewayDeps {
  /** The road to a subgraph; `routingUrl` is what `supergraph.yaml` says, for adapters that need an address. */
  readonly transports: (name: string, routingUrl: string) => SubgraphTransport;
  readonly pubsub: PubSub;
  readonly rateLimiter: RateLimiter;
  /** For documents that clients register, and `/admin/cache/clear`. */
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
  /** All processes of this gateway; without it this one is alone. */
  readonly workers?: GatewayWorkers;
  readonly logger: Logger;
  readonly config: GatewayConfig;
}

/** Builds every object of the gateway once. Nothing is loaded and nothing listens before `start`. */
export function composeGateway(deps: GatewayDeps): GatewayServer {
  const { config, logger } = deps;
  const manifest = createManifestFile({
    path: config.documents.manifestPath,
    isRequired: config.documents.trust !== 'off',
    logger,
  });
  const sharing = createSharing(config.sharing);
  const roads = new SubgraphRoads({ ...deps, timeoutMs: config.subgraphTimeoutMs, sharing });
  const runtime = new SupergraphRuntime({
    files: config,
    createDataSource: (name, routingUrl) => roads.dataSource(name, routingUrl),
    warmUp: { documents: () => manifest.current.documents, budgetMs: config.planWarmUpMs },
    sharing,
    logger,
  });
  const rules = gatewayRules(deps, runtime, manifest);
  const { formatError } = rules;
  const report = createOperationReport(logger);
  const known = new KnownDocuments();
  const server = createGatewayApolloServer({ config, runtime, formatError, report, known, logger });
  const parts = roadParts(rules, { known, report });
  const incremental = createIncrementalRoad({ ...parts, doesIntrospect: config.introspection });
  const lean = config.front === 'lean' ? createLeanRoad(parts) : undefined;
  const live = createLiveFront(createGatewayHooks({ ...rules, server, lean, pubsub: deps.pubsub, logger }), {
    limits: { connectionsPerIdentity: config.limits.connectionsPerIdentity },
  });
  const streamEvents = live.streamEvents.bind(live);
  const gateway: GatewayServer = new GatewayServer({
    front: createHttpFront({
      routes: gatewayRoutes({
        graphql: createGraphQLEndpoint({
          ...rules,
          server,
          incremental: createIncrementalEndpoint(incremental),
          lean: lean === undefined ? undefined : createLeanEndpoint(lean),
          streamEvents,
        }),
        health: healthOf(deps, runtime, roads),
        isReady: () => gateway.isReady,
        details: () => ({
          supergraph: runtime.current.id,
          live: live.stats(),
          breakers: roads.breakerStates(),
        }),
        media: deps.media,
        paymentWebhook: paymentWebhookOf(deps, roads),
        metrics: () => deps.workers?.metrics() ?? metricsRegistry.metrics(),
        admin: { ...deps, snapshots: deps.snapshots },
      }),
      origins: rules.origins,
      formatError: rules.formatError,
      onUpgrade: (request, socket, head) => {
        live.handleUpgrade(request, socket, head);
      },
    }),
    manifest,
    server,
    runtime,
    live,
    roads,
    config,
    logger,
  });
  return gateway;
}

/** What roads beside Apollo Server have in common. */
function roadParts(
  { config, runtime, formatError }: GatewayRules,
  parts: Pick<LeanRoadDeps, 'known' | 'report'>,
): LeanRoadDeps & { readonly execution: SupergraphExecution } {
  return {
    ...parts,
    execution: runtime.execution,
    policy: () => runtime.policy,
    maxCost: config.limits.cost,
    formatError,
  };
}

function paymentWebhookOf({ webhookTokens: tokens }: GatewayDeps, roads: SubgraphRoads): Handler {
  return paymentWebhookEndpoint(tokens === undefined ? undefined : () => roads.client('order', tokens));
}

/** What holds for every operation, whichever way it comes in. */
function gatewayRules(deps: GatewayDeps, runtime: SupergraphRuntime, manifest: ManifestFile): GatewayRules {
  const { config } = deps;
  const { limits } = config;
  return {
    config,
    runtime,
    auth: deps.auth,
    formatError: createFormatError(deps.logger),
    origins: createOriginPolicy(config.corsOrigins),
    documents: createOperationDocuments({
      guard: createDocumentGuard({
        maxTokens: limits.tokens,
        limits: [depthLimit(limits.depth), aliasLimit(limits.aliases), rootFieldLimit(limits.rootFields)],
      }),
      trust: createTrustPolicy({
        mode: config.documents.trust,
        trusted: () => manifest.current,
        logger: deps.logger,
      }),
      trusted: () => manifest.current,
      store: config.documents.isAutomatic
        ? createDocumentStore({ shared: deps.snapshots, clock: systemClock })
        : undefined,
    }),
    takeRate: createRateLimit({ limiter: deps.rateLimiter, perMinute: limits.perMinute }),
  };
}

function healthOf(
  deps: GatewayDeps,
  runtime: SupergraphRuntime,
  roads: SubgraphRoads,
): ReturnType<typeof createHealthMonitor> {
  const { workers } = deps;
  return createHealthMonitor({
    version: deps.config.version,
    probes: () => [
      ...(runtime.isLoaded ? runtime.current.subgraphs : []).map(({ name }) => roads.probe(name)),
      { name: 'pubsub', ping: () => deps.pubsub.ping() },
      ...(workers === undefined ? [] : [{ name: 'workers', ping: () => workers.ping() }]),
    ],
  });
}
