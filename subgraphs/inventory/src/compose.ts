import { createServiceTokens } from '@agora/platform/auth';
import { createDatabase } from '@agora/platform/database';
import type { Database } from '@agora/platform/database';
import { createIdempotency } from '@agora/platform/idempotency';
import { consumerPart } from '@agora/platform/inbox';
import { jobsPart } from '@agora/platform/jobs';
import type { Job } from '@agora/platform/jobs';
import { Lifecycle } from '@agora/platform/lifecycle';
import { createRelay } from '@agora/platform/outbox';
import type { Ports } from '@agora/platform/ports';
import { checkHealth } from '@agora/platform/server';
import type { SubgraphDefinition } from '@agora/platform/server';
import { createSubgraphClient } from '@agora/platform/subgraph-transport';
import { createCartOperations } from './clients/cart-operations';
import type { InventoryConfig } from './config';
import type { InventoryContext } from './context';
import { inventoryHandlers } from './events/handlers';
import { createLoaders } from './graphql/loaders';
import { buildInventorySchema } from './graphql/schema';
import { inventoryJobs } from './jobs/inventory-jobs';
import { createPrismaClient } from './persistence/client';
import { createHoldUpkeep } from './persistence/hold-upkeep';
import { createReservationReader } from './persistence/prisma-reservation-reader';
import { createReservations } from './persistence/reservations';
import { createStockReader } from './persistence/stock-reader';
import { createStockStore } from './persistence/stock-store';

const NAME = 'inventory';
const CART_TIMEOUT_MS = 5_000;
/** Jobs, consumer and relay, so that they never wait for a request's connection or a request for theirs. */
const BACKGROUND_CONNECTIONS = 8;

type InventoryPorts = Pick<Ports, 'events' | 'logger' | 'clock' | 'subgraph'>;

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
  const relay = createRelay({ name: NAME, database: background, transport: ports.events, logger });
  const wake = (): void => relay.wake();
  const prisma = createPrismaClient(database);
  const reader = createStockReader(database);
  const reservationReader = createReservationReader(prisma);
  const { schema, sdl } = await buildInventorySchema({
    reader,
    reservationReader,
    reservations: createReservations(database, config.terms, wake),
    stock: { store: createStockStore(database, wake), idempotency: createIdempotency(database) },
    clock: ports.clock,
    defaultRegion: config.defaultRegion,
  });
  const running = new Lifecycle(logger).add(
    { name: 'outbox relay', start: () => relay.start(), stop: () => relay.stop() },
    consumerPart({
      transport: ports.events,
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
    }),
    start: () => running.start(),
    stop: closeOnce(async () => {
      await running.stop();
      await prisma.$disconnect();
      await Promise.all([database.close(), background.close()]);
    }),
    health: () =>
      checkHealth({
        database: { isEssential: true, ping: () => database.ping() },
        events: { isEssential: false, ping: () => ports.events.ping() },
      }),
  };
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
