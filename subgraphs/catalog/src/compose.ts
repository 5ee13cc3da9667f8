import { createDatabase } from '@agora/platform/database';
import { createIdempotency } from '@agora/platform/idempotency';
import { createPurgeJob, jobsPart } from '@agora/platform/jobs';
import { Lifecycle } from '@agora/platform/lifecycle';
import { createRelay } from '@agora/platform/outbox';
import type { Ports } from '@agora/platform/ports';
import { checkHealth } from '@agora/platform/server';
import type { OperationContext, ServedFile, SubgraphDefinition } from '@agora/platform/server';
import type { CatalogStore } from './application/ports';
import { republishProducts } from './application/republish-products';
import { servePicture } from './application/serve-picture';
import { seesHidden } from './application/visibility';
import type { CatalogConfig } from './config';
import type { CatalogContext } from './context';
import { createLoaders } from './graphql/loaders';
import { buildCatalogSchema } from './graphql/schema';
import { createPrismaClient } from './persistence/client';
import { createCatalogReader } from './persistence/prisma-catalog-reader';
import { createCatalogStore } from './persistence/prisma-catalog-store';

/** The catalog, and what it can do beside GraphQL. */
export interface CatalogDefinition extends SubgraphDefinition {
  /** The picture at a path below `/media/`; undefined when there is none. */
  files(path: string): Promise<ServedFile | undefined>;
  /** Announces every product again, so that read models elsewhere can be rebuilt; returns how many. */
  replay(correlationId: string): Promise<number>;
}

/** The relay's and the purge job's. */
const BACKGROUND_CONNECTIONS = 2;

/** Builds the catalog. Nothing runs before `start`. */
export async function composeCatalog(
  ports: Pick<Ports, 'events' | 'codec' | 'logger' | 'clock'>,
  config: CatalogConfig,
): Promise<CatalogDefinition> {
  const { clock } = ports;
  const logger = ports.logger.child({ subgraph: 'catalog' });
  const database = createDatabase({
    url: config.databaseUrl,
    name: 'catalog',
    maxConnections: config.databaseConnections,
  });
  // Of its own, so that looking for events takes nothing from requests and counts under a name of its own.
  const background = createDatabase({
    url: config.databaseUrl,
    name: 'catalog-background',
    maxConnections: BACKGROUND_CONNECTIONS,
  });
  const prisma = createPrismaClient(database);
  const relay = createRelay({
    name: 'catalog',
    database: background,
    transport: ports.events,
    codec: ports.codec,
    logger,
  });
  const store = wakingAfterCommit(createCatalogStore(prisma), () => relay.wake());
  const idempotency = createIdempotency(database);
  const purge = createPurgeJob({
    name: 'catalog-idempotency-purge',
    database: background,
    logger,
    purge: (limit) => idempotency.purge(limit),
  });
  const reader = createCatalogReader(database, prisma);
  const { schema, sdl } = await buildCatalogSchema({ store, idempotency, clock }, reader);
  const lifecycle = new Lifecycle(logger).add(
    { name: 'relay', start: () => relay.start(), stop: () => relay.stop() },
    jobsPart([purge]),
  );
  let closing: Promise<void> | undefined;
  return {
    name: 'catalog',
    schema,
    sdl,
    createContext: (operation: OperationContext): CatalogContext => ({
      ...operation,
      loaders: createLoaders(reader, seesHidden(operation.viewer)),
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
    files: (path) => servePicture(reader, path),
    replay: (correlationId) => republishProducts(store, { correlationId }),
  };
}

/** Events leave at once instead of at the relay's next look. */
function wakingAfterCommit(store: CatalogStore, wake: () => void): CatalogStore {
  return {
    inTransaction: async (work) => {
      const result = await store.inTransaction(work);
      wake();
      return result;
    },
  };
}
