import { createServiceTokens } from '@agora/platform/auth';
import { createDatabase } from '@agora/platform/database';
import type { Database } from '@agora/platform/database';
import { createIdempotency } from '@agora/platform/idempotency';
import { consumerPart } from '@agora/platform/inbox';
import { jobsPart } from '@agora/platform/jobs';
import type { Job } from '@agora/platform/jobs';
import { Lifecycle } from '@agora/platform/lifecycle';
import type { Logger } from '@agora/platform/logging';
import { createRelay } from '@agora/platform/outbox';
import type { Relay } from '@agora/platform/outbox';
import type { Ports } from '@agora/platform/ports';
import type { PubSub } from '@agora/platform/pubsub';
import { checkHealth } from '@agora/platform/server';
import type { SubgraphDefinition } from '@agora/platform/server';
import { createSubgraphClient } from '@agora/platform/subgraph-transport';
import { countReservations } from './application/count-reservations';
import type { StockReader } from './application/stock-ports';
import { createCartOperations } from './clients/cart-operations';
import type { InventoryConfig } from './config';
import type { InventoryContext } from './context';
import type { Market } from './domain/availability';
import { inventoryHandlers } from './events/handlers';
import { createLoaders } from './graphql/loaders';
import { readMarket } from './graphql/read-request';
import { buildInventorySchema } from './graphql/schema';
import { inventoryJobs } from './jobs/inventory-jobs';
import { createLevelBatch, readerFor } from './live/read-availability';
import { pokeStock } from './live/stock-channel';
import { watchAvailability } from './live/watch-availability';
import type { AvailabilityNews } from './live/watch-availability';
import { createPrismaClient } from './persistence/client';
import { createHoldUpkeep } from './persistence/hold-upkeep';
import { createReservationReader } from './persistence/prisma-reservation-reader';
import { createReservations } from './persistence/reservations';
import { createStockReader } from './persistence/stock-reader';
import { createStockRecords } from './persistence/stock-records';
import { createStockStore } from './persistence/stock-store';

const NAME = 'inventory';
const CART_TIMEOUT_MS = 5_000;
/** Jobs, consumer and relay, so that they never wait for a request's connection or a request for theirs. */
const BACKGROUND_CONNECTIONS = 8;

type InventoryPorts = Pick<Ports, 'events' | 'codec' | 'logger' | 'clock' | 'subgraph' | 'pubsub'>;

/** Builds the inventory subgraph. Connects to nothing until something is asked or `start` is called. */
export async function composeInventory(
  ports: InventoryPorts,
  config: InventoryConfig,
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
  const relay = createOutgoingRelay(ports, background, logger);
  const wake = (): void => relay.wake();
  const prisma = createPrismaClient(database);
  const reader = createStockReader(database);
  const reservationReader = createReservationReader(prisma);
  const watch = watcherOf(ports.pubsub, reader);
  const { schema, sdl } = await buildInventorySchema({
    reader,
    reservationReader,
    records: createStockRecords(database),
    reservations: countReservations(createReservations(database, config.terms, wake)),
    stock: { store: createStockStore(database, wake), idempotency: createIdempotency(database) },
    clock: ports.clock,
    defaultRegion: config.defaultRegion,
  });
  const running = new Lifecycle(logger).add(
    { name: 'outbox relay', start: () => relay.start(), stop: () => relay.stop() },
    consumerPart({
      transport: ports.events,
      codec: ports.codec,
      groupId: `${NAME}-service-events`,
      database: background,
      handlers: inventoryHandlers(config),
      logger,
    }),
    jobsPart(backgroundJobs(ports, config, background)),
  );
  return {
    name: NAME,
    schema,
    sdl,
    createContext: (operation): InventoryContext => ({
      ...operation,
      loaders: createLoaders(reader, reservationReader),
      watchAvailability: (skus, region) =>
        watch(skus, readMarket({ region }, operation, config.defaultRegion)),
    }),
    start: () => running.start(),
    stopWork: () => running.stop(),
    stop: closeOnce(async () => {
      await running.stop();
      await prisma.$disconnect();
      await Promise.all([database.close(), background.close()]);
    }),
    health: () =>
      checkHealth({
        database: { isEssential: true, ping: () => database.ping() },
        events: { isEssential: false, ping: () => ports.events.ping() },
        pubsub: { isEssential: false, ping: () => ports.pubsub.ping() },
      }),
  };
}

/** Also after a crash between commit and poke: a row is deleted only when watchers were told. */
function createOutgoingRelay(
  { events, codec, pubsub }: InventoryPorts,
  database: Database,
  logger: Logger,
): Relay {
  return createRelay({
    name: NAME,
    database,
    transport: events,
    codec,
    logger,
    onRelayed: (row) => pokeStock(pubsub, row),
  });
}

type Watch = (skus: readonly string[], market: Market) => AsyncIterable<AvailabilityNews>;

function watcherOf(pubsub: PubSub, reader: StockReader): Watch {
  const batch = createLevelBatch(reader);
  return (skus, market) => watchAvailability(pubsub, skus, readerFor(market, batch));
}

function backgroundJobs(ports: InventoryPorts, config: InventoryConfig, database: Database): readonly Job[] {
  const serviceTokens = createServiceTokens(config.internalSecret, NAME);
  const cart = createSubgraphClient({
    transport: ports.subgraph('cart'),
    name: 'cart',
    serviceTokens,
    timeoutMs: CART_TIMEOUT_MS,
  });
  return inventoryJobs(
    {
      database,
      upkeep: createHoldUpkeep(database),
      carts: createCartOperations(cart),
      idempotency: createIdempotency(database),
      logger: ports.logger,
    },
    { sweepMs: config.sweepMs, leaseSeconds: config.terms.leaseSeconds },
  );
}

function closeOnce(close: () => Promise<void>): () => Promise<void> {
  let closing: Promise<void> | undefined;
  return () => (closing ??= close());
}
