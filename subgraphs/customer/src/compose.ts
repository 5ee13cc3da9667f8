import { createDatabase } from '@agora/platform/database';
import { createIdempotency } from '@agora/platform/idempotency';
import { createPurgeJob, jobsPart } from '@agora/platform/jobs';
import { Lifecycle } from '@agora/platform/lifecycle';
import { createRelay } from '@agora/platform/outbox';
import type { Ports } from '@agora/platform/ports';
import { checkHealth } from '@agora/platform/server';
import type { OperationContext, SubgraphDefinition } from '@agora/platform/server';
import type { CustomerStore } from './application/ports';
import type { CustomerConfig } from './config';
import type { CustomerContext } from './context';
import { createLoaders } from './graphql/loaders';
import { buildCustomerSchema } from './graphql/schema';
import { createPrismaClient } from './persistence/client';
import { createCustomerReader } from './persistence/prisma-customer-reader';
import { createCustomerStore } from './persistence/prisma-customer-store';

/** The relay's and the purge job's. */
const BACKGROUND_CONNECTIONS = 2;

/** Builds the customer subgraph. Nothing runs before `start`. */
export async function composeCustomer(
  ports: Pick<Ports, 'events' | 'codec' | 'logger' | 'clock'>,
  config: CustomerConfig,
): Promise<SubgraphDefinition> {
  const { clock } = ports;
  const logger = ports.logger.child({ subgraph: 'customer' });
  const database = createDatabase({
    url: config.databaseUrl,
    name: 'customer',
    maxConnections: config.databaseConnections,
  });
  // Of its own, so that looking for events takes nothing from requests and counts under a name of its own.
  const background = createDatabase({
    url: config.databaseUrl,
    name: 'customer-background',
    maxConnections: BACKGROUND_CONNECTIONS,
  });
  const prisma = createPrismaClient(database);
  const relay = createRelay({
    name: 'customer',
    database: background,
    transport: ports.events,
    codec: ports.codec,
    logger,
  });
  const store = wakingAfterCommit(createCustomerStore(prisma), () => relay.wake());
  const idempotency = createIdempotency(database);
  const purge = createPurgeJob({
    name: 'customer-idempotency-purge',
    database: background,
    logger,
    purge: (limit) => idempotency.purge(limit),
  });
  const reader = createCustomerReader(prisma);
  const { schema, sdl } = await buildCustomerSchema({ store, idempotency, clock }, reader);
  const lifecycle = new Lifecycle(logger).add(
    { name: 'relay', start: () => relay.start(), stop: () => relay.stop() },
    jobsPart([purge]),
  );
  let closing: Promise<void> | undefined;
  return {
    name: 'customer',
    schema,
    sdl,
    createContext: (operation: OperationContext): CustomerContext => ({
      ...operation,
      loaders: createLoaders(reader, operation.viewer),
    }),
    start: () => lifecycle.start(),
    stopWork: () => lifecycle.stop(),
    stop: () => {
      closing ??= lifecycle
        .stop()
        .then(() => prisma.$disconnect())
        .then(() => Promise.all([database.close(), background.close()]))
        .then(() => undefined);
      return closing;
    },
    health: () =>
      checkHealth({
        database: { isEssential: true, ping: () => database.ping() },
        events: { isEssential: false, ping: () => ports.events.ping() },
      }),
  };
}

/** Events leave at once instead of at the relay's next look. */
function wakingAfterCommit(store: CustomerStore, wake: () => void): CustomerStore {
  return {
    inTransaction: async (work) => {
      const result = await store.inTransaction(work);
      wake();
      return result;
    },
  };
}
