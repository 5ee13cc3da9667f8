import type { Viewer } from '@agora/platform/auth';
import { withDocument } from '../documents/sent-operation';
import { forwardedHeaders } from '../forwarded-headers';
import type { GatewayHooks, LiveFront } from '../live-front';
import type { LoadedSupergraph } from '../supergraph/supergraph-runtime';
import type { LiveIdentity } from './identity';
import { createLiveEngine } from './live-engine';
import type { LiveEngine } from './live-engine';
import { LiveRuntime } from './live-runtime';
import type { LiveSettings } from './live-settings';
import { Revocations } from './revocations';
import type { ClientDoor } from './transport/client-door';
import { ConnectionQuota } from './transport/connection-quota';
import { EventStreamDoor } from './transport/event-stream-door';
import { Laggards } from './transport/laggards';
import { DEFAULT_TRANSPORT_LIMITS } from './transport/transport-limits';
import type { TransportLimits } from './transport/transport-limits';
import { WebSocketDoor } from './transport/web-socket-door';

export interface LiveFrontOptions {
  readonly settings?: Partial<LiveSettings>;
  readonly limits?: Partial<TransportLimits>;
}

/** The live part of a gateway: engine, WebSocket and event streams, under the gateway's own rules. */
export function createLiveFront(hooks: GatewayHooks, options: LiveFrontOptions = {}): LiveFront {
  const { logger, formatError } = hooks;
  const engine = createLiveEngine(
    {
      pubsub: hooks.pubsub,
      createContext: ({ viewer, headers }) => hooks.createContext(viewer, headers),
      formatError,
      assertAllowed: (subscription, { viewer }) => {
        hooks.assertAllowed(subscription, viewer);
      },
      logger,
    },
    options.settings,
  );
  const limits = { ...DEFAULT_TRANSPORT_LIMITS, ...options.limits };
  const revocations = new Revocations(hooks.pubsub, logger);
  const services = {
    door: doorOf(hooks, engine),
    limits,
    quota: new ConnectionQuota(limits),
    laggards: new Laggards(limits.maxLagMs),
    revocations,
  };
  const sockets = new WebSocketDoor(services);
  const streams = new EventStreamDoor(services);
  return {
    handleUpgrade: (request, socket, head) => {
      sockets.handleUpgrade(request, socket, head);
    },
    streamEvents: (call) => streams.handle(call),
    setSupergraph: adopter(engine, hooks),
    stats: () => ({
      webSockets: sockets.connectionCount,
      eventStreams: streams.connectionCount,
      ...engine.stats(),
    }),
    drain: async () => {
      streams.drain();
      await sockets.drain();
      engine.drain();
      revocations.close();
    },
  };
}

/** The first supergraph that cannot be served stops the start; a later one is logged and the one before goes on. */
function adopter(engine: LiveEngine, { logger }: GatewayHooks): LiveFront['setSupergraph'] {
  let isServing = false;
  return ({ version, apiSchema, dataSources }: LoadedSupergraph) => {
    try {
      engine.setRuntime(
        new LiveRuntime({
          supergraphSdl: version.sdl,
          apiSchema,
          serviceMap: Object.fromEntries(dataSources),
        }),
      );
      isServing = true;
    } catch (error) {
      if (!isServing) throw error;
      logger.error({ err: error }, 'live subscriptions stay on the supergraph before');
    }
  };
}

function doorOf(hooks: GatewayHooks, engine: LiveEngine): ClientDoor {
  return {
    engine,
    authenticate: async (headers) => identityOf(await hooks.authenticate(headers), headers),
    admit: async (sent, { viewer }, from) => withDocument(sent, await hooks.admit(sent, viewer, from)),
    runOperation: (request, { viewer, headers }, address) =>
      hooks.runOperation(request, hooks.createContext(viewer, headers, address)),
    formatError: hooks.formatError,
    allowsOrigin: (origin, host) => hooks.origins.allows(origin, host),
    addressOf: (request) => hooks.addressOf(request),
    logger: hooks.logger,
  };
}

function identityOf(viewer: Viewer, headers: Readonly<Record<string, string>>): LiveIdentity {
  const { role, subject, sessionId, tokenVersion, scopes } = viewer;
  return {
    scopeKey: JSON.stringify([role, subject, sessionId, tokenVersion, [...scopes].sort()]),
    expiresAtMs: viewer.expiresAtMs,
    headers: forwardedHeaders(headers),
    viewer,
  };
}
