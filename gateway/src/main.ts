import './disable-telemetry';
import { createServiceTokens, createTokenVerifier, readAuthConfig } from '@agora/platform/auth';
import { RedisSnapshotCache } from '@agora/platform/cache';
import { readConfig } from '@agora/platform/config';
import { stopOnSignals } from '@agora/platform/lifecycle';
import { createLogger } from '@agora/platform/logging';
import { collectProcessMetrics } from '@agora/platform/metrics';
import { RedisPubSub } from '@agora/platform/pubsub';
import { RedisRateLimiter } from '@agora/platform/rate-limit';
import { createHttpTransport } from '@agora/platform/subgraph-transport';
import { startTracing } from '@agora/platform/tracing';
import { z } from 'zod';
import { composeGateway } from './compose';
import { readGatewayConfig, subgraphUrl } from './config';

const NAME = 'gateway';

/** The gateway as a process of its own: subgraphs by URL, Redis for pokes, limits and snapshots. */
async function main(): Promise<void> {
  const { REDIS_URL: url } = readConfig(z.object({ REDIS_URL: z.url() }));
  const config = readGatewayConfig(process.env);
  const auth = readAuthConfig(process.env);
  const logger = createLogger({ name: NAME });
  const tracing = await startTracing({ serviceName: NAME, env: process.env });
  collectProcessMetrics();
  const redis = {
    pubsub: new RedisPubSub({ url, logger }),
    rateLimiter: new RedisRateLimiter({ url, logger }),
    snapshots: new RedisSnapshotCache({ url, logger }),
  };
  const gateway = composeGateway({
    ...redis,
    transports: (name, routingUrl) =>
      createHttpTransport({ url: subgraphUrl(name, routingUrl, process.env) }),
    auth: createTokenVerifier(auth, NAME),
    serviceTokens: createServiceTokens(auth.internalSecret, NAME),
    logger,
    config,
  });
  stopOnSignals(async () => {
    await gateway.stop();
    await Promise.all([...Object.values(redis).map((port) => port.close()), tracing.stop()]);
  }, logger);
  await gateway.start(config.port);
  logger.info({ url: gateway.url }, 'gateway ready');
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
