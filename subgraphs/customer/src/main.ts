import 'reflect-metadata';
import { createTokenVerifier, readAuthConfig } from '@agora/platform/auth';
import { list, readConfig, wholeNumber } from '@agora/platform/config';
import { createKafkaTransport } from '@agora/platform/eventing';
import { stopOnSignals } from '@agora/platform/lifecycle';
import { createLogger } from '@agora/platform/logging';
import { createSubgraphHost, serveSubgraph } from '@agora/platform/server';
import { systemClock } from '@agora/platform/time';
import { z } from 'zod';
import { composeCustomer } from './compose';
import { readCustomerConfig } from './config';

const environment = z.object({
  PORT: wholeNumber({ min: 0, max: 65_535, fallback: 4005 }),
  KAFKA_BROKERS: list(),
  KAFKA_CLIENT_ID: z.string().default('agora-customer'),
});

/** The customer subgraph as a process of its own, with Kafka behind it. */
async function main(): Promise<void> {
  const { PORT, KAFKA_BROKERS, KAFKA_CLIENT_ID } = readConfig(environment);
  const logger = createLogger({ name: 'customer' });
  const events = createKafkaTransport({ brokers: KAFKA_BROKERS, clientId: KAFKA_CLIENT_ID, logger });
  const definition = await composeCustomer(
    { events, logger, clock: systemClock },
    readCustomerConfig(process.env),
  );
  const host = await createSubgraphHost(definition, {
    auth: createTokenVerifier(readAuthConfig(), 'customer'),
    logger,
  });
  await host.start();
  const server = await serveSubgraph(host, { port: PORT, host: '0.0.0.0', logger });
  logger.info({ url: server.url }, 'ready');
  stopOnSignals(async () => {
    await server.close();
    await host.stop();
    await events.close();
  }, logger);
}

void main();
