import { createServiceTokens, createTokenVerifier, readAuthConfig } from '@agora/platform/auth';
import { readConfig } from '@agora/platform/config';
import { stopOnSignals } from '@agora/platform/lifecycle';
import type { Logger } from '@agora/platform/logging';
import { collectProcessMetrics } from '@agora/platform/metrics';
import { openRedisPorts } from '@agora/platform/ports';
import { createHttpTransport } from '@agora/platform/subgraph-transport';
import { startTracing } from '@agora/platform/tracing';
import type { WorkerLink } from './cluster/worker-link';
import { composeGateway } from './compose';
import { gatewayProcessEnvironment, readGatewayConfig, subgraphUrl } from './config';
import { createMediaProxy } from './http/media-proxy';

/** What it is called in logs, traces and service tokens. */
const NAME = 'gateway';

export interface GatewayProcess {
  readonly env: NodeJS.ProcessEnv;
  readonly logger: Logger;
  /** When this process is one of several. */
  readonly workers?: WorkerLink;
}

/** The gateway as a process: subgraphs and pictures by URL, Redis for pokes, limits and snapshots. Resolves when it serves. */
export async function runGateway({ env, logger, workers }: GatewayProcess): Promise<void> {
  const read = readConfig(gatewayProcessEnvironment, env);
  const config = readGatewayConfig(env);
  const auth = readAuthConfig(env);
  const tracing = await startTracing({ serviceName: NAME, env });
  collectProcessMetrics();
  const redis = openRedisPorts({ url: read.REDIS_URL, logger });
  const media = createMediaProxy({ url: read.CATALOG_URL, timeoutMs: config.subgraphTimeoutMs });
  const gateway = composeGateway({
    ...redis,
    transports: (name, routingUrl) =>
      createHttpTransport({
        url: subgraphUrl(name, routingUrl, env),
        maxAnswerBytes: config.subgraphAnswerBytes,
      }),
    auth: createTokenVerifier(auth, NAME),
    serviceTokens: createServiceTokens(auth.internalSecret, NAME),
    webhookTokens: createServiceTokens(auth.internalSecret, 'payment-webhook'),
    media: media.source,
    logger,
    config,
    ...(workers === undefined ? {} : { workers }),
  });
  const stop = stopOnSignals(async () => {
    await gateway.stop();
    await Promise.all([redis.close(), media.close(), tracing.stop()]);
  }, logger);
  workers?.onStop(() => {
    stop('the primary process');
  });
  await gateway.start(config.port);
  logger.info({ url: gateway.url }, 'gateway ready');
}
