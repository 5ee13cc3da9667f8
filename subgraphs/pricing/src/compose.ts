import { createDatabase } from '@agora/platform/database';
import type { Database } from '@agora/platform/database';
import type { Consumer } from '@agora/platform/eventing';
import { createIdempotency } from '@agora/platform/idempotency';
import type { Idempotency } from '@agora/platform/idempotency';
import { consumeEvents } from '@agora/platform/inbox';
import { createJob } from '@agora/platform/jobs';
import type { Job } from '@agora/platform/jobs';
import { Lifecycle } from '@agora/platform/lifecycle';
import type { Part } from '@agora/platform/lifecycle';
import type { Logger } from '@agora/platform/logging';
import { createRelay } from '@agora/platform/outbox';
import type { Relay } from '@agora/platform/outbox';
import type { Ports } from '@agora/platform/ports';
import { checkHealth } from '@agora/platform/server';
import type { SubgraphDefinition } from '@agora/platform/server';
import { MINUTE_MS } from '@agora/platform/time';
import type { PriceAnnouncer } from './application/ports';
import { PriceIndex } from './application/price-index';
import type { PricingConfig } from './config';
import type { PricingContext } from './context';
import { PRICING_GROUP, pricingHandlers } from './events/subscriptions';
import { buildPricingSchema } from './graphql/schema';
import { PriceFreshness } from './jobs/price-freshness';
import { recordVariants } from './persistence/catalog-variant-writer';
import { createPrismaClient } from './persistence/client';
import { createPricingReader } from './persistence/prisma-pricing-reader';
import { createPricingStore } from './persistence/prisma-pricing-store';
import { createPriceSource } from './persistence/sql-price-source';

const NAME = 'pricing';
const PURGE_BATCH = 1_000;

export type PricingPorts = Pick<Ports, 'events' | 'pubsub' | 'logger' | 'clock'>;

/** Builds pricing. Nothing runs, and no price is known, before `start`. */
export async function composePricing(
  ports: PricingPorts,
  config: PricingConfig,
): Promise<SubgraphDefinition> {
  const logger = ports.logger.child({ subgraph: NAME });
  const database = createDatabase({
    url: config.databaseUrl,
    name: NAME,
    maxConnections: config.databaseConnections,
  });
  const prisma = createPrismaClient(database);
  const relay = createRelay({ name: NAME, database, transport: ports.events, logger });
  const index = new PriceIndex(createPriceSource(database));
  const freshness = new PriceFreshness({ ...config, index, pubsub: ports.pubsub, logger });
  const idempotency = createIdempotency(database);
  const purge = purgeJob(database, idempotency, logger);
  const { schema, sdl } = await buildPricingSchema({
    lookup: {
      index,
      clock: ports.clock,
      quoteSecret: config.quoteSecret,
      defaultRegion: config.defaultRegion,
    },
    writing: { store: createPricingStore(prisma), idempotency, announcer: announcing(freshness, relay) },
    reader: createPricingReader(prisma),
  });
  const running = new Lifecycle(logger).add(
    { name: 'prices', start: () => freshness.start(), stop: () => freshness.stop() },
    { name: 'outbox relay', start: () => relay.start(), stop: () => relay.stop() },
    consumerPart(ports, database, logger),
    { name: 'purge', start: async () => purge.start(), stop: () => purge.stop() },
  );
  return {
    name: NAME,
    schema,
    sdl,
    createContext: (operation): PricingContext => ({ ...operation }),
    start: () => running.start(),
    stop: once(async () => {
      await running.stop();
      await prisma.$disconnect();
      await database.close();
    }),
    health: () =>
      checkHealth({
        prices: { isEssential: true, ping: () => loaded(index) },
        // Prices are answered from memory: without the database they only stop changing.
        database: { isEssential: false, ping: () => database.ping() },
        events: { isEssential: false, ping: () => ports.events.ping() },
        pubsub: { isEssential: false, ping: () => ports.pubsub.ping() },
      }),
  };
}

/** A committed price is answered here at once, elsewhere in moments, and its event leaves now. */
function announcing(freshness: PriceFreshness, relay: Relay): PriceAnnouncer {
  return {
    pricesChanged: async () => {
      relay.wake();
      await freshness.pricesChanged();
    },
  };
}

function consumerPart({ events }: PricingPorts, database: Database, logger: Logger): Part {
  let consumer: Consumer | undefined;
  return {
    name: 'event consumer',
    start: async () => {
      const handlers = pricingHandlers(recordVariants);
      consumer = await consumeEvents({
        transport: events,
        groupId: PRICING_GROUP,
        database,
        handlers,
        logger,
      });
    },
    stop: async () => consumer?.stop(),
  };
}

function purgeJob(database: Database, idempotency: Idempotency, logger: Logger): Job {
  return createJob({
    name: `${NAME}-idempotency-purge`,
    database,
    everyMs: 10 * MINUTE_MS,
    logger,
    run: async () => ({ isMoreDue: (await idempotency.purge(PURGE_BATCH)) === PURGE_BATCH }),
  });
}

async function loaded(index: PriceIndex): Promise<void> {
  if (!index.isLoaded) throw new Error('prices are not loaded');
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => (running ??= work());
}
