import { graphql } from 'graphql';
import type { ExecutionResult } from 'graphql';
import { ANONYMOUS } from '@agora/platform/auth';
import type { Viewer } from '@agora/platform/auth';
import { createIdempotency } from '@agora/platform/idempotency';
import { createLogger } from '@agora/platform/logging';
import { deadlineAfter, systemClock } from '@agora/platform/time';
import type { InventoryContext } from './context';
import { createLoaders } from './graphql/loaders';
import { buildInventorySchema } from './graphql/schema';
import { createStockReader } from './persistence/stock-reader';
import { createStockStore } from './persistence/stock-store';
import { createStockedDatabase } from './persistence/stocked-database.suite';
import type { StockedDatabase } from './persistence/stocked-database.suite';

/** Support, as a token would make it. */
export const STAFF: Viewer = { ...ANONYMOUS, role: 'support', subject: 's1' };
/** The cart subgraph, as its service token would make it. */
export const CART_SERVICE: Viewer = { ...ANONYMOUS, callingService: 'cart' };

export interface InventoryFixture extends StockedDatabase {
  readonly sdl: string;
  /** Runs one document as this viewer (default: a guest). */
  run(document: string, variables?: Record<string, unknown>, viewer?: Viewer): Promise<ExecutionResult>;
}

/** Inventory's schema over a real database of its own, without anything that runs in the background. */
export async function openInventory(): Promise<InventoryFixture> {
  const stocked = await createStockedDatabase();
  const { database, reservations, reservationReader } = stocked;
  const reader = createStockReader(database);
  const stock = { store: createStockStore(database), idempotency: createIdempotency(database) };
  const { schema, sdl } = await buildInventorySchema({
    reader,
    reservationReader,
    reservations,
    stock,
    clock: systemClock,
    defaultRegion: 'US',
  });
  const contextOf = (viewer: Viewer): InventoryContext => ({
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
    loaders: createLoaders(reader, reservationReader),
  });
  return {
    ...stocked,
    sdl,
    run: (source, variableValues = {}, viewer = ANONYMOUS) =>
      graphql({ schema, source, variableValues, contextValue: contextOf(viewer) }),
  };
}
