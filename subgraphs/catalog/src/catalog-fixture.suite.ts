import { graphql } from 'graphql';
import type { ExecutionResult } from 'graphql';
import { ANONYMOUS } from '@agora/platform/auth';
import type { Viewer } from '@agora/platform/auth';
import { createDatabase } from '@agora/platform/database';
import type { Database } from '@agora/platform/database';
import { createIdempotency } from '@agora/platform/idempotency';
import { createLogger } from '@agora/platform/logging';
import { deadlineAfter } from '@agora/platform/time';
import { MovableClock } from '@agora/test-kit/clock';
import { createTestDatabase } from '@agora/test-kit/databases';
import type { CatalogDeps, ChangeRequest } from './application/ports';
import type { CatalogReader } from './application/reading';
import { seesHidden } from './application/visibility';
import type { CatalogContext } from './context';
import { createLoaders } from './graphql/loaders';
import { buildCatalogSchema } from './graphql/schema';
import { createPrismaClient } from './persistence/client';
import { createCatalogReader } from './persistence/prisma-catalog-reader';
import { createCatalogStore } from './persistence/prisma-catalog-store';

/** Support, as a token would make it. */
export const STAFF: Viewer = { ...ANONYMOUS, role: 'support', subject: 's1' };

/** A request by {@link STAFF} without a key. */
export const REQUEST: ChangeRequest = {
  actor: 'support:s1',
  correlationId: 'c1',
  traceparent: undefined,
  idempotencyKey: undefined,
};

/** The catalog over a real database of its own, without anything that runs in the background. */
export interface CatalogFixture {
  readonly database: Database;
  readonly deps: CatalogDeps;
  readonly reader: CatalogReader;
  readonly clock: MovableClock;
  /** Runs one document as this viewer (default: a guest). */
  run(document: string, variables?: Record<string, unknown>, viewer?: Viewer): Promise<ExecutionResult>;
  /** What is waiting in the outbox, in order. */
  events(): Promise<
    { type: string; aggregate_id: string; aggregate_version: number; payload: Record<string, unknown> }[]
  >;
  close(): Promise<void>;
}

export async function openCatalog(): Promise<CatalogFixture> {
  const { url, drop } = await createTestDatabase('catalog');
  const database = createDatabase({ url, name: 'catalog-test' });
  const prisma = createPrismaClient(database);
  const clock = new MovableClock();
  const deps = { store: createCatalogStore(prisma), idempotency: createIdempotency(database), clock };
  const reader = createCatalogReader(database, prisma);
  const { schema } = await buildCatalogSchema(deps, reader);
  return {
    database,
    deps,
    reader,
    clock,
    run: (source, variableValues = {}, viewer = ANONYMOUS) =>
      graphql({ schema, source, variableValues, contextValue: contextOf(reader, viewer) }),
    events: () =>
      database.query('SELECT type, aggregate_id, aggregate_version, payload FROM outbox ORDER BY seq'),
    close: async () => {
      await prisma.$disconnect();
      await database.close();
      await drop();
    },
  };
}

function contextOf(reader: CatalogReader, viewer: Viewer): CatalogContext {
  return {
    viewer,
    correlationId: 'c1',
    traceparent: undefined,
    deadline: deadlineAfter(10_000),
    log: createLogger({ name: 'test', level: 'silent' }),
    idempotencyKey: undefined,
    shop: {
      storeId: undefined,
      channel: undefined,
      region: undefined,
      currencyCode: undefined,
      language: undefined,
    },
    clientAddress: undefined,
    forwardHeaders: {},
    loaders: createLoaders(reader, seesHidden(viewer)),
  };
}
