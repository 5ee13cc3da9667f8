import 'reflect-metadata';
import { createTokenVerifier, readAuthConfig } from '@agora/platform/auth';
import { list, readConfig, wholeNumber } from '@agora/platform/config';
import { createKafkaTransport } from '@agora/platform/eventing';
import { stopOnSignals } from '@agora/platform/lifecycle';
import { createLogger } from '@agora/platform/logging';
import { RedisPubSub } from '@agora/platform/pubsub';
import { createSubgraphHost, serveSubgraph } from '@agora/platform/server';
import { systemClock } from '@agora/platform/time';
import { z } from 'zod';
import { composePricing } from './compose';
import { readPricingConfig } from './config';

const environment = z.object({
  PORT: wholeNumber({ min: 0, max: 65_535, fallback: 4002 }),
  REDIS_URL: z.url(),
  KAFKA_BROKERS: list(),
  KAFKA_CLIENT_ID: z.string().default('agora-pricing'),
});

/** The pricing subgraph as a process of its own, with Kafka and Redis behind it. */
async function main(): Promise<void> {
  const { PORT, REDIS_URL, KAFKA_BROKERS, KAFKA_CLIENT_ID } = readConfig(environment);
  const logger = createLogger({ name: 'pricing' });
  const events = createKafkaTransport({ brokers: KAFKA_BROKERS, clientId: KAFKA_CLIENT_ID, logger });
  const pubsub = new RedisPubSub({ url: REDIS_URL, logger });
  const definition = await composePricing(
    { events, pubsub, logger, clock: systemClock },
    readPricingConfig(process.env),
  );
  const host = await createSubgraphHost(definition, {
    auth: createTokenVerifier(readAuthConfig(), 'pricing'),
    logger,
  });
  await host.start();
  const server = await serveSubgraph(host, { port: PORT, host: '0.0.0.0', logger });
  logger.info({ url: server.url }, 'ready');
  stopOnSignals(async () => {
    await server.close();
    await host.stop();
    await Promise.all([events.close(), pubsub.close()]);
  }, logger);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
