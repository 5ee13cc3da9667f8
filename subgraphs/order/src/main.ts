import 'reflect-metadata';
import { createTokenVerifier, readAuthConfig } from '@agora/platform/auth';
import { list, readConfig, wholeNumber } from '@agora/platform/config';
import { createKafkaTransport } from '@agora/platform/eventing';
import { stopOnSignals } from '@agora/platform/lifecycle';
import { createLogger } from '@agora/platform/logging';
import { createSubgraphHost, serveSubgraph } from '@agora/platform/server';
import { createHttpTransport } from '@agora/platform/subgraph-transport';
import type { SubgraphTransport } from '@agora/platform/subgraph-transport';
import { systemClock } from '@agora/platform/time';
import { z } from 'zod';
import { composeOrder } from './compose';
import { readOrderConfig } from './config';

const environment = z.object({
  PORT: wholeNumber({ min: 0, max: 65_535, fallback: 4006 }),
  KAFKA_BROKERS: list(),
  KAFKA_CLIENT_ID: z.string().default('agora-order'),
  CART_URL: z.url().default('http://127.0.0.1:4004/graphql'),
  PRICING_URL: z.url().default('http://127.0.0.1:4002/graphql'),
  INVENTORY_URL: z.url().default('http://127.0.0.1:4003/graphql'),
});

/** The order subgraph as a process of its own, with Kafka behind it and the other subgraphs over HTTP. */
async function main(): Promise<void> {
  const read = readConfig(environment);
  const logger = createLogger({ name: 'order' });
  const events = createKafkaTransport({
    brokers: read.KAFKA_BROKERS,
    clientId: read.KAFKA_CLIENT_ID,
    logger,
  });
  const roads = new Map<string, SubgraphTransport>([
    ['cart', createHttpTransport({ url: read.CART_URL })],
    ['pricing', createHttpTransport({ url: read.PRICING_URL })],
    ['inventory', createHttpTransport({ url: read.INVENTORY_URL })],
  ]);
  const subgraph = (name: string): SubgraphTransport => {
    const road = roads.get(name);
    if (road === undefined) throw new Error(`order has no road to ${name}`);
    return road;
  };
  const definition = await composeOrder({ events, subgraph, logger, clock: systemClock }, readOrderConfig());
  const host = await createSubgraphHost(definition, {
    auth: createTokenVerifier(readAuthConfig(), 'order'),
    logger,
  });
  await host.start();
  const server = await serveSubgraph(host, { port: read.PORT, host: '0.0.0.0', logger });
  logger.info({ url: server.url }, 'ready');
  stopOnSignals(async () => {
    await server.close();
    await host.stop();
    await Promise.all([...roads.values()].map((road) => road.close()));
    await events.close();
  }, logger);
}

void main();
