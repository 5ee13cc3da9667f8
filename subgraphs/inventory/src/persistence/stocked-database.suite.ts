// A real inventory database for tests, with stock to reserve and the invariants to check.
import { createDatabase } from '@agora/platform/database';
import type { Database } from '@agora/platform/database';
import { createTestDatabase } from '@agora/test-kit/databases';
import { createHoldUpkeep } from './hold-upkeep';
import type { HoldUpkeep } from './hold-upkeep';
import { createReservations } from './reservations';
import type { HoldTerms } from './hold-terms';
import { createPrismaClient } from './client';
import { createReservationReader } from './prisma-reservation-reader';
import type { ReservationReader, Reservations } from '../application/ports';
import type { StockRequestLine } from '../domain/stock-request';

export interface StockedDatabase {
  readonly database: Database;
  readonly url: string;
  readonly reservations: Reservations;
  readonly reservationReader: ReservationReader;
  readonly upkeep: HoldUpkeep;
  /** Puts stock on a shelf; the row's other columns have their defaults unless given. */
  stock(sku: string, onHand: number, settings?: StockSettings): Promise<void>;
  numbers(sku: string, location?: string): Promise<StockNumbers>;
  drop(): Promise<void>;
}

export interface StockSettings {
  readonly location?: string;
  readonly safetyStock?: number;
  readonly backorderLimit?: number;
}

export interface StockNumbers {
  readonly on_hand: number;
  readonly available: number;
  readonly held: number;
  readonly allocated: number;
  readonly backordered: number;
}

export const TERMS: HoldTerms = { leaseSeconds: 60, slideSeconds: 900, capSeconds: 3_600 };

/** Two locations in region US (`us-east` before `us-west`) and one in EU. */
export async function createStockedDatabase(
  terms: HoldTerms = TERMS,
  maxConnections = 12,
): Promise<StockedDatabase> {
  const test = await createTestDatabase('inventory');
  const database = createDatabase({ url: test.url, name: 'inventory-test', maxConnections });
  const prisma = createPrismaClient(database);
  await database.query(
    `INSERT INTO location (code, region, allocation_order) VALUES ('us-east', 'US', 1), ('us-west', 'US', 2), ('eu-1', 'EU', 1)`,
  );
  return {
    database,
    url: test.url,
    reservations: createReservations(database, terms),
    reservationReader: createReservationReader(prisma),
    upkeep: createHoldUpkeep(database),
    stock: async (sku, onHand, settings = {}) => {
      const limit = settings.backorderLimit ?? 0;
      await database.query(
        `INSERT INTO stock (sku, location, on_hand, available, safety_stock, backorderable, backorder_limit) VALUES ($1, $2, $3, $3, $4, $5, $6)`,
        [sku, settings.location ?? 'us-east', onHand, settings.safetyStock ?? 0, limit > 0, limit],
      );
    },
    numbers: async (sku, location = 'us-east') => {
      const [row] = await database.query<StockNumbers>(
        'SELECT on_hand, available, held, allocated, backordered FROM stock WHERE sku = $1 AND location = $2',
        [sku, location],
      );
      if (row === undefined) throw new Error(`no stock of ${sku} at ${location}`);
      return row;
    },
    drop: async () => {
      await prisma.$disconnect();
      await database.close();
      await test.drop();
    },
  };
}

/** `line('MUG', 2)`, for readable requests. */
export function line(sku: string, quantity = 1): StockRequestLine {
  return { sku, quantity };
}

/** Rows of stock that break one of the balances; empty is how it must always be. */
export async function imbalances(database: Pick<Database, 'query'>): Promise<object[]> {
  return database.query(`
    SELECT s.sku, s.location, s.on_hand, s.available, s.held, s.allocated, s.backordered, l.held AS held_lines, l.allocated AS allocated_lines, l.backordered AS backordered_lines
    FROM stock s
    CROSS JOIN LATERAL (
      SELECT COALESCE(sum(x.quantity) FILTER (WHERE h.type = 'CART'), 0) AS held,
             COALESCE(sum(x.quantity) FILTER (WHERE h.status = 'ALLOCATED'), 0) AS allocated, COALESCE(sum(x.backordered), 0) AS backordered
      FROM hold_line x JOIN hold h ON h.id = x.hold_id WHERE x.sku = s.sku AND x.location = s.location) l
    WHERE s.on_hand <> s.available + s.held + s.allocated OR LEAST(s.available, s.held, s.allocated, s.on_hand, s.backordered) < 0
       OR s.held <> l.held OR s.allocated <> l.allocated OR s.backordered <> l.backordered`);
}
