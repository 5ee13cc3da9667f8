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
import type { ChangeRequest, CustomerDeps } from './application/ports';
import type { CustomerReader } from './application/reading';
import type { CustomerContext } from './context';
import { createLoaders } from './graphql/loaders';
import { buildCustomerSchema } from './graphql/schema';
import { createPrismaClient } from './persistence/client';
import { createCustomerReader } from './persistence/prisma-customer-reader';
import { createCustomerStore } from './persistence/prisma-customer-store';

/** Support, as a token would make it. */
export const STAFF: Viewer = { ...ANONYMOUS, role: 'support', subject: 's1' };

/** A request by {@link STAFF} without a key. */
export const REQUEST: ChangeRequest = {
  actor: 'support:s1',
  isStaff: true,
  customerId: null,
  correlationId: 'c1',
  traceparent: undefined,
  idempotencyKey: undefined,
};

/** A customer, as their token would make it. */
export function customerViewer(customerId: string): Viewer {
  return { ...ANONYMOUS, role: 'customer', subject: customerId, customerId };
}

/** The customer subgraph over a real database of its own, without anything that runs in the background. */
export interface CustomerFixture {
  readonly database: Database;
  readonly deps: CustomerDeps;
  readonly reader: CustomerReader;
  readonly clock: MovableClock;
  /** Runs one document as this viewer (default: a guest). */
  run(document: string, variables?: Record<string, unknown>, viewer?: Viewer): Promise<ExecutionResult>;
  /** What is waiting in the outbox, in order. */
  events(): Promise<{ type: string; aggregate_id: string; payload: Record<string, unknown> }[]>;
  close(): Promise<void>;
}

export async function openCustomers(): Promise<CustomerFixture> {
  const { url, drop } = await createTestDatabase('customer');
  const database = createDatabase({ url, name: 'customer-test' });
  const prisma = createPrismaClient(database);
  const clock = new MovableClock();
  const deps = { store: createCustomerStore(prisma), idempotency: createIdempotency(database), clock };
  const reader = createCustomerReader(prisma);
  const { schema } = await buildCustomerSchema(deps, reader);
  return {
    database,
    deps,
    reader,
    clock,
    run: (source, variableValues = {}, viewer = ANONYMOUS) =>
      graphql({ schema, source, variableValues, contextValue: contextOf(reader, viewer) }),
    events: () => database.query('SELECT type, aggregate_id, payload FROM outbox ORDER BY seq'),
    close: async () => {
      await prisma.$disconnect();
      await database.close();
      await drop();
    },
  };
}

function contextOf(reader: CustomerReader, viewer: Viewer): CustomerContext {
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
    loaders: createLoaders(reader, viewer),
  };
}
