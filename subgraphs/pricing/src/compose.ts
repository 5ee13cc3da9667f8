import { createDatabase } from '@agora/platform/database';
import type { Database } from '@agora/platform/database';
import { createIdempotency } from '@agora/platform/idempotency';
import { consumerPart } from '@agora/platform/inbox';
import { jobsPart } from '@agora/platform/jobs';
import { Lifecycle } from '@agora/platform/lifecycle';
import { createRelay } from '@agora/platform/outbox';
import type { Relay } from '@agora/platform/outbox';
import type { Ports } from '@agora/platform/ports';
import { checkHealth } from '@agora/platform/server';
import type { SubgraphDefinition } from '@agora/platform/server';
import type { PriceAnnouncer } from './application/ports';
import { PriceIndex } from './application/price-index';
import { Shoppers } from './application/shoppers';
import { fakeRateProvider } from './clients/fake-rate-provider';
import type { PricingConfig } from './config';
import type { PricingContext } from './context';
import { PRICING_GROUP, pricingHandlers } from './events/subscriptions';
import { buildPricingSchema } from './graphql/schema';
import { PriceFreshness } from './jobs/price-freshness';
import { pricingJobs } from './jobs/pricing-jobs';
import type { RateRefresh } from './jobs/pricing-jobs';
import { createPrismaClient } from './persistence/client';
import { createPricingReader } from './persistence/prisma-pricing-reader';
import { createPricingStore } from './persistence/prisma-pricing-store';
import { createRedemptions } from './persistence/redemptions';
import { createPriceSource } from './persistence/sql-price-source';
import { createShopperSource } from './persistence/sql-shopper-source';

const NAME = 'pricing';
/**
 * Relay, consumer, jobs and the reading of prices: a quote never waits for them, and they never for a request. A job has one for
 * its lock while it works on another.
 */
const BACKGROUND_CONNECTIONS = 8;

export type PricingPorts = Pick<Ports, 'events' | 'codec' | 'pubsub' | 'rateLimiter' | 'logger' | 'clock'>;

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
  const background = createDatabase({
    url: config.databaseUrl,
    name: `${NAME}-background`,
    maxConnections: BACKGROUND_CONNECTIONS,
  });
  const prisma = createPrismaClient(database);
  const messages = { transport: ports.events, codec: ports.codec };
  const relay = createRelay({ name: NAME, database: background, ...messages, logger });
  const index = new PriceIndex(createPriceSource(background));
  const freshness = new PriceFreshness({ ...config, index, pubsub: ports.pubsub, logger });
  const idempotency = createIdempotency(database);
  const { clock } = ports;
  const announcer = announcing(freshness, relay);
  // Of their own connections: a job never takes one from a request, nor counts as a statement of one.
  const backgroundPrisma = createPrismaClient(background);
  const jobs = pricingJobs(
    {
      database: background,
      store: createPricingStore(backgroundPrisma),
      announcer,
      idempotency,
      clock,
      logger,
    },
    { clockEveryMs: config.clockEveryMs, rates: ratesOf(config) },
  );
  const shoppers = new Shoppers(createShopperSource(database));
  const { schema, sdl } = await buildPricingSchema({
    lookup: { ...config, index, shoppers, clock, attempts: ports.rateLimiter },
    writing: { store: createPricingStore(prisma), idempotency, announcer, clock },
    reader: createPricingReader(prisma, database),
    redemptions: createRedemptions(database),
  });
  const running = new Lifecycle(logger).add(
    { name: 'prices', start: () => freshness.start(), stop: () => freshness.stop() },
    { name: 'outbox relay', start: () => relay.start(), stop: () => relay.stop() },
    consumerPart({
      ...messages,
      groupId: PRICING_GROUP,
      database: background,
      handlers: pricingHandlers((customerId) => shoppers.forget(customerId)),
      logger,
    }),
    jobsPart(jobs),
  );
  return {
    name: NAME,
    schema,
    sdl,
    createContext: (operation): PricingContext => ({ ...operation }),
    start: () => running.start(),
    stopWork: () => running.stop(),
    stop: once(async () => {
      await running.stop();
      await Promise.all([prisma.$disconnect(), backgroundPrisma.$disconnect()]);
      await Promise.all([database.close(), background.close()]);
    }),
    health: healthOf(ports, database, index),
  };
}

function ratesOf({ ratesProvider, ratesEveryMs }: PricingConfig): RateRefresh {
  return { provider: ratesProvider === 'fake' ? fakeRateProvider : undefined, everyMs: ratesEveryMs };
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

function healthOf(
  { events, pubsub }: PricingPorts,
  database: Database,
  index: PriceIndex,
): SubgraphDefinition['health'] {
  return () =>
    checkHealth({
      prices: { isEssential: true, ping: () => loaded(index) },
      // Prices are answered from memory: without the database they only stop changing.
      database: { isEssential: false, ping: () => database.ping() },
      events: { isEssential: false, ping: () => events.ping() },
      pubsub: { isEssential: false, ping: () => pubsub.ping() },
    });
}

async function loaded(index: PriceIndex): Promise<void> {
  if (!index.isLoaded) throw new Error('prices are not loaded');
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => (running ??= work());
}
