import './disable-telemetry';
import { createServiceTokens, createTokenVerifier, readAuthConfig } from '@agora/platform/auth';
import { readConfig } from '@agora/platform/config';
import { stopOnSignals } from '@agora/platform/lifecycle';
import { createLogger } from '@agora/platform/logging';
import { collectProcessMetrics } from '@agora/platform/metrics';
import { openRedisPorts } from '@agora/platform/ports';
import { createHttpTransport } from '@agora/platform/subgraph-transport';
import { startTracing } from '@agora/platform/tracing';
import { composeGateway } from './compose';
import { gatewayProcessEnvironment, readGatewayConfig, subgraphUrl } from './config';
import { createMediaProxy } from './http/media-proxy';

const NAME = 'gateway';

/** The gateway as a process of its own: subgraphs and pictures by URL, Redis for pokes, limits and snapshots. */
async function main(): Promise<void> {
  const read = readConfig(gatewayProcessEnvironment, process.env);
  const config = readGatewayConfig(process.env);
  const auth = readAuthConfig(process.env);
  const logger = createLogger({ name: NAME });
  const tracing = await startTracing({ serviceName: NAME, env: process.env });
  collectProcessMetrics();
  const redis = openRedisPorts({ url: read.REDIS_URL, logger });
  const media = createMediaProxy({ url: read.CATALOG_URL, timeoutMs: config.subgraphTimeoutMs });
  const gateway = composeGateway({
    ...redis,
    transports: (name, routingUrl) =>
      createHttpTransport({ url: subgraphUrl(name, routingUrl, process.env) }),
    auth: createTokenVerifier(auth, NAME),
    serviceTokens: createServiceTokens(auth.internalSecret, NAME),
    webhookTokens: createServiceTokens(auth.internalSecret, 'payment-webhook'),
    media: media.source,
    logger,
    config,
  });
  stopOnSignals(async () => {
    await gateway.stop();
    await Promise.all([redis.close(), media.close(), tracing.stop()]);
  }, logger);
  await gateway.start(config.port);
  logger.info({ url: gateway.url }, 'gateway ready');
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
