import { createServiceTokens } from '@agora/platform/auth';
import { createDatabase } from '@agora/platform/database';
import type { Database } from '@agora/platform/database';
import type { Consumer } from '@agora/platform/eventing';
import { createIdempotency } from '@agora/platform/idempotency';
import { consumeEvents } from '@agora/platform/inbox';
import { Lifecycle } from '@agora/platform/lifecycle';
import type { Part } from '@agora/platform/lifecycle';
import { createRelay } from '@agora/platform/outbox';
import type { Ports } from '@agora/platform/ports';
import type { HealthReport, SubgraphDefinition } from '@agora/platform/server';
import { createSubgraphClient } from '@agora/platform/subgraph-transport';
import { sleep } from '@agora/platform/time';
import { createCartOperations } from './clients/cart-operations';
import type { InventoryConfig } from './config';
import type { InventoryContext } from './context';
import { inventoryHandlers } from './events/handlers';
import { createLoaders } from './graphql/loaders';
import { buildInventorySchema } from './graphql/schema';
import { inventoryJobs } from './jobs/inventory-jobs';
import { createHoldUpkeep } from './persistence/hold-upkeep';
import { createReservations } from './persistence/reservations';
import { createStockReader } from './persistence/stock-reader';
import { createStockStore } from './persistence/stock-store';

const NAME = 'inventory';
const CART_TIMEOUT_MS = 5_000;
/** Jobs, consumer and relay, so that they never wait for a request's connection or a request for theirs. */
const BACKGROUND_CONNECTIONS = 8;
const HEALTH_WITHIN_MS = 1_500;

/** Builds the inventory subgraph. Connects to nothing until something is asked or `start` is called. */
export async function composeInventory(ports: Ports, config: InventoryConfig): Promise<SubgraphDefinition> {
  const logger = ports.logger.child({ subgraph: NAME });
  const database = createDatabase({ url: config.databaseUrl, name: NAME, maxConnections: config.databaseConnections });
  const background = createDatabase({ url: config.databaseUrl, name: `${NAME}-background`, maxConnections: BACKGROUND_CONNECTIONS });
  const relay = createRelay({ name: NAME, database: background, transport: ports.events, logger });
  const wake = (): void => relay.wake();
  const reader = createStockReader(database);
  const { schema, sdl } = await buildInventorySchema({
    reader,
    reservations: createReservations(database, config.terms, wake),
    stock: { store: createStockStore(database, wake), idempotency: createIdempotency(database) },
    clock: ports.clock,
    defaultRegion: config.defaultRegion,
  });
  const running = new Lifecycle(logger).add(
    { name: 'outbox relay', start: () => relay.start(), stop: () => relay.stop() },
    consumerPart(ports, config, background),
    jobsPart(ports, config, background),
  );
  return {
    name: NAME,
    schema,
    sdl,
    createContext: (operation): InventoryContext => ({ ...operation, loaders: createLoaders(reader) }),
    start: () => running.start(),
    stop: closeOnce(async () => {
      await running.stop();
      await Promise.all([database.close(), background.close()]);
    }),
    health: () => reportHealth(database, ports),
  };
}

function consumerPart(ports: Ports, config: InventoryConfig, database: Database): Part {
  let consumer: Consumer | undefined;
  return {
    name: 'event consumer',
    start: async () => {
      consumer = await consumeEvents({
        transport: ports.events,
        groupId: `${NAME}-service-events`,
        database,
        handlers: inventoryHandlers(config),
        logger: ports.logger,
      });
    },
    stop: async () => consumer?.stop(),
  };
}

function jobsPart(ports: Ports, config: InventoryConfig, database: Database): Part {
  const serviceTokens = createServiceTokens(config.internalSecret, NAME);
  const cart = createSubgraphClient({ transport: ports.subgraph('cart'), name: 'cart', serviceTokens, timeoutMs: CART_TIMEOUT_MS });
  const jobs = inventoryJobs(
    {
      database,
      upkeep: createHoldUpkeep(database),
      carts: createCartOperations(cart),
      idempotency: createIdempotency(database),
      logger: ports.logger,
    },
    { sweepMs: config.sweepMs, leaseSeconds: config.terms.leaseSeconds },
  );
  return {
    name: 'jobs',
    start: () => {
      for (const job of jobs) job.start();
      return Promise.resolve();
    },
    stop: async () => {
      await Promise.all(jobs.map((job) => job.stop()));
    },
  };
}

async function reportHealth(database: Database, ports: Ports): Promise<HealthReport> {
  const check = async (ping: () => Promise<void>): Promise<string> => {
    const late = sleep(HEALTH_WITHIN_MS).then(() => 'does not answer');
    return Promise.race([ping().then(() => 'ok', () => 'not reachable'), late]);
  };
  const [databaseState, eventsState] = await Promise.all([check(() => database.ping()), check(() => ports.events.ping())]);
  const status = databaseState !== 'ok' ? 'down' : eventsState === 'ok' ? 'ok' : 'degraded';
  return { status, services: { database: databaseState, events: eventsState } };
}

function closeOnce(close: () => Promise<void>): () => Promise<void> {
  let closing: Promise<void> | undefined;
  return () => (closing ??= close());
}
