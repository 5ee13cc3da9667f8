import 'reflect-metadata';
import { createTokenVerifier, readAuthConfig } from '@agora/platform/auth';
import { list, readConfig, wholeNumber } from '@agora/platform/config';
import { createKafkaTransport } from '@agora/platform/eventing';
import { stopOnSignals } from '@agora/platform/lifecycle';
import { createLogger } from '@agora/platform/logging';
import { createSubgraphHost, serveSubgraph } from '@agora/platform/server';
import { createHttpTransport } from '@agora/platform/subgraph-transport';
import { systemClock } from '@agora/platform/time';
import { z } from 'zod';
import { composeInventory } from './compose';
import { readInventoryConfig } from './config';

const environment = z.object({
  PORT: wholeNumber({ min: 0, max: 65_535, fallback: 4003 }),
  KAFKA_BROKERS: list(),
  KAFKA_CLIENT_ID: z.string().default('agora-inventory'),
  CART_URL: z.url().default('http://127.0.0.1:4004/graphql'),
});

/** The inventory subgraph as a process of its own, with Kafka behind it and cart over HTTP. */
async function main(): Promise<void> {
  const { PORT, KAFKA_BROKERS, KAFKA_CLIENT_ID, CART_URL } = readConfig(environment);
  const config = readInventoryConfig(process.env);
  const logger = createLogger({ name: 'inventory' });
  const events = createKafkaTransport({ brokers: KAFKA_BROKERS, clientId: KAFKA_CLIENT_ID, logger });
  const cart = createHttpTransport({ url: CART_URL });
  const definition = await composeInventory(
    { events, subgraph: () => cart, logger, clock: systemClock },
    config,
  );
  const host = await createSubgraphHost(definition, {
    auth: createTokenVerifier(readAuthConfig(process.env), 'inventory'),
    logger,
  });
  await host.start();
  const server = await serveSubgraph(host, { port: PORT, host: '0.0.0.0', logger });
  logger.info({ url: server.url }, 'ready');
  stopOnSignals(async () => {
    await server.close();
    await host.stop();
    await Promise.all([events.close(), cart.close()]);
  }, logger);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
