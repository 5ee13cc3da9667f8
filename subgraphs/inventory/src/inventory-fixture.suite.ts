import { graphql, parse, subscribe } from 'graphql';
import type { ExecutionResult } from 'graphql';
import { ANONYMOUS } from '@agora/platform/auth';
import type { Viewer } from '@agora/platform/auth';
import { AppError } from '@agora/platform/errors';
import { createIdempotency } from '@agora/platform/idempotency';
import { createLogger } from '@agora/platform/logging';
import { MemoryPubSub } from '@agora/platform/pubsub';
import { deadlineAfter, systemClock } from '@agora/platform/time';
import type { InventoryContext } from './context';
import { createLoaders } from './graphql/loaders';
import { readMarket } from './graphql/read-request';
import { buildInventorySchema } from './graphql/schema';
import { createLevelBatch, readerFor } from './live/read-availability';
import { watchAvailability } from './live/watch-availability';
import { createStockReader } from './persistence/stock-reader';
import { createStockRecords } from './persistence/stock-records';
import { createStockStore } from './persistence/stock-store';
import { createStockedDatabase } from './persistence/stocked-database.suite';
import type { StockedDatabase } from './persistence/stocked-database.suite';

/** Support, as a token would make it. */
export const STAFF: Viewer = { ...ANONYMOUS, role: 'support', subject: 's1' };
/** The cart subgraph, as its service token would make it. */
export const CART_SERVICE: Viewer = { ...ANONYMOUS, callingService: 'cart' };

const SHOP: InventoryContext['shop'] = {
  storeId: undefined,
  channel: undefined,
  region: undefined,
  currencyCode: undefined,
  language: undefined,
};
const REGION = 'US';

export interface InventoryFixture extends StockedDatabase {
  readonly sdl: string;
  readonly pubsub: MemoryPubSub;
  /** Runs one document as this viewer (default: a guest). */
  run(document: string, variables?: Record<string, unknown>, viewer?: Viewer): Promise<ExecutionResult>;
  /** Subscribes as a guest. */
  watch(
    document: string,
    variables: Record<string, unknown>,
  ): Promise<AsyncGenerator<ExecutionResult> | ExecutionResult>;
}

/** Inventory's schema over a real database of its own, without anything that runs in the background. */
export async function openInventory(): Promise<InventoryFixture> {
  const stocked = await createStockedDatabase();
  const { database, reservations, reservationReader } = stocked;
  const log = createLogger({ name: 'test', level: 'silent' });
  const reader = createStockReader(database);
  const pubsub = new MemoryPubSub(log);
  const levelBatch = createLevelBatch(reader);
  const { schema, sdl } = await buildInventorySchema({
    reader,
    records: createStockRecords(database),
    reservationReader,
    reservations,
    stock: { store: createStockStore(database), idempotency: createIdempotency(database) },
    clock: systemClock,
    defaultRegion: REGION,
  });
  const contextOf = (viewer: Viewer): InventoryContext => ({
    viewer,
    correlationId: 'c1',
    traceparent: undefined,
    deadline: deadlineAfter(10_000),
    log,
    idempotencyKey: undefined,
    shop: SHOP,
    clientAddress: undefined,
    forwardHeaders: {},
    loaders: createLoaders(reader, reservationReader),
    watchAvailability: (skus, region) =>
      watchAvailability(pubsub, skus, readerFor(readMarket({ region }, { shop: SHOP }, REGION), levelBatch)),
  });
  return {
    ...stocked,
    sdl,
    pubsub,
    run: (source, variableValues = {}, viewer = ANONYMOUS) =>
      graphql({ schema, source, variableValues, contextValue: contextOf(viewer) }),
    watch: (source, variableValues) =>
      subscribe({
        schema,
        document: parse(source),
        variableValues,
        contextValue: contextOf(ANONYMOUS),
      }) as Promise<AsyncGenerator<ExecutionResult> | ExecutionResult>,
  };
}

/** Codes of the faults of an answer and the fields they name. Masking happens at the subgraph's door. */
export function faultsOf({ errors = [] }: ExecutionResult): { code: string; fields: string[] }[] {
  return errors.map(({ originalError }) =>
    originalError instanceof AppError
      ? { code: originalError.code, fields: (originalError.details ?? []).map(({ field }) => field) }
      : { code: 'GRAPHQL', fields: [] },
  );
}
