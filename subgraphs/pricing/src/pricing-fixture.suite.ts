import { ANONYMOUS } from '@agora/platform/auth';
import type { Viewer } from '@agora/platform/auth';
import { createDatabase } from '@agora/platform/database';
import type { Database } from '@agora/platform/database';
import { createIdempotency } from '@agora/platform/idempotency';
import { idFrom, newId } from '@agora/platform/ids';
import { createLogger } from '@agora/platform/logging';
import { MemoryRateLimiter } from '@agora/platform/rate-limit';
import { deadlineAfter } from '@agora/platform/time';
import { MovableClock } from '@agora/test-kit/clock';
import { createTestDatabase } from '@agora/test-kit/databases';
import { graphql } from 'graphql';
import type { ExecutionResult } from 'graphql';
import type { ChangeRequest, PricingDeps } from './application/ports';
import { PriceIndex } from './application/price-index';
import type { PricingReader } from './application/reading';
import { Shoppers } from './application/shoppers';
import type { PricingContext } from './context';
import { buildPricingSchema } from './graphql/schema';
import { createPrismaClient } from './persistence/client';
import { createPricingReader } from './persistence/prisma-pricing-reader';
import { createPricingStore } from './persistence/prisma-pricing-store';
import { createRedemptions } from './persistence/redemptions';
import { createPriceSource } from './persistence/sql-price-source';
import { createShopperSource } from './persistence/sql-shopper-source';

export const QUOTE_SECRET = 'a secret of the tests, long enough to be one';

/** Support, as a token would make it. */
export const STAFF: Viewer = { ...ANONYMOUS, role: 'support', subject: 's1' };

/** A request by {@link STAFF} without a key. */
export const REQUEST: ChangeRequest = {
  actor: 'support:s1',
  correlationId: 'c1',
  traceparent: undefined,
  idempotencyKey: undefined,
};

/** Books of a small shop in three regions. */
export const BOOKS = {
  us: idFrom('book:us'),
  vip: idFrom('book:us-vip'),
  eu: idFrom('book:eu'),
  jp: idFrom('book:jp'),
};

/** Pricing over a real database of its own with a few prices, without anything that runs in the background. */
export interface PricingFixture {
  readonly database: Database;
  readonly url: string;
  readonly deps: PricingDeps;
  readonly reader: PricingReader;
  readonly index: PriceIndex;
  readonly clock: MovableClock;
  /** Runs one document as this viewer (default: a guest), from a shop without headers. */
  run(document: string, variables?: Record<string, unknown>, viewer?: Viewer): Promise<ExecutionResult>;
  /** What is waiting in the outbox, in order. */
  events(): Promise<readonly WaitingEvent[]>;
  close(): Promise<void>;
}

export interface WaitingEvent {
  readonly type: string;
  readonly aggregate_id: string;
  readonly aggregate_version: number;
  readonly payload: Readonly<Record<string, unknown>>;
}

export async function openPricing(): Promise<PricingFixture> {
  const { url, drop } = await createTestDatabase('pricing');
  const database = createDatabase({ url, name: 'pricing-test' });
  await stock(database);
  const prisma = createPrismaClient(database);
  const clock = new MovableClock();
  const index = new PriceIndex(createPriceSource(database));
  await index.load();
  const reader = createPricingReader(prisma, database);
  const deps: PricingDeps = {
    store: createPricingStore(prisma),
    idempotency: createIdempotency(database),
    announcer: { pricesChanged: () => index.refresh() },
    clock,
  };
  const shoppers = new Shoppers(createShopperSource(database));
  const attempts = new MemoryRateLimiter({ clock });
  const attemptLimits = { perIdentity: 10, perAddress: 100 };
  const lookup = {
    ...{ index, shoppers, clock, attempts, attemptLimits },
    quoteSecret: QUOTE_SECRET,
    defaultRegion: 'US',
  };
  const { schema } = await buildPricingSchema({
    lookup,
    writing: deps,
    reader,
    redemptions: createRedemptions(database),
  });
  return {
    database,
    url,
    deps,
    reader,
    index,
    clock,
    run: (source, variableValues = {}, viewer = ANONYMOUS) =>
      graphql({ schema, source, variableValues, contextValue: contextOf(viewer) }),
    events: () =>
      database.query('SELECT type, aggregate_id, aggregate_version, payload FROM outbox ORDER BY seq'),
    close: async () => {
      await prisma.$disconnect();
      await database.close();
      await drop();
    },
  };
}

/** Regions, books, rates and prices: MUG everywhere with tiers, NOVEL (reduced tax) in the US and the EU. */
async function stock(database: Database): Promise<void> {
  await database.query(`INSERT INTO region_setting (region, currency, rounding_mode)
    VALUES ('US', 'USD', 'HALF_EVEN'), ('EU', 'EUR', 'HALF_UP'), ('JP', 'JPY', 'HALF_UP')`);
  await database.query(
    `INSERT INTO price_book (id, name, region, segment, currency) VALUES ($1, 'United States', 'US', NULL, 'USD'),
      ($2, 'United States, VIP', 'US', 'vip', 'USD'), ($3, 'Europe', 'EU', NULL, 'EUR'), ($4, 'Japan', 'JP', NULL, 'JPY')`,
    [BOOKS.us, BOOKS.vip, BOOKS.eu, BOOKS.jp],
  );
  const rates = [
    ['US', 'standard', 825, false],
    ['EU', 'standard', 1_900, true],
    ['EU', 'books', 700, true],
    ['JP', 'standard', 1_000, true],
  ];
  for (const rate of rates) {
    await database.query(
      'INSERT INTO tax_rate (id, region, category, basis_points, inclusive) VALUES ($1, $2, $3, $4, $5)',
      [newId(), ...rate],
    );
  }
  const prices = [
    [BOOKS.us, 'MUG', 1, 1_299n, 1_599n],
    [BOOKS.us, 'MUG', 10, 1_099n, null],
    [BOOKS.us, 'NOVEL', 1, 1_900n, null],
    [BOOKS.vip, 'MUG', 1, 999n, null],
    [BOOKS.eu, 'MUG', 1, 1_190n, null],
    [BOOKS.eu, 'NOVEL', 1, 1_070n, null],
    [BOOKS.jp, 'MUG', 1, 1_980n, null],
  ];
  for (const price of prices) {
    await database.query(
      'INSERT INTO price (id, price_book_id, sku, minimum_quantity, amount_minor, compare_at_minor) VALUES ($1, $2, $3, $4, $5, $6)',
      [newId(), ...price],
    );
  }
  await database.query(
    `INSERT INTO catalog_variant (sku, variant_id, product_id, tax_category, product_version) VALUES ('NOVEL', $1, $2, 'books', 3)`,
    [idFrom('variant:novel'), idFrom('product:novel')],
  );
}

function contextOf(viewer: Viewer): PricingContext {
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
  };
}
