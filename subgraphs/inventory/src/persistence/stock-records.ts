import { badInput } from '@agora/platform/errors';
import type { Queryable, Statement } from '@agora/platform/database';
import { isUuid } from '@agora/platform/ids';
import type { HistoryFilter, StockChangeEntry, StockRecords } from '../application/stock-ports';
import { toLocation } from './location-row';
import type { LocationRow } from './location-row';

const MATCHES = `a.sku = $1 AND ($2::text IS NULL OR a.location = $2)`;
const HISTORY: Statement = {
  name: 'stock_history',
  text: `SELECT a.id, a.sku, a.location, a.kind, a.delta, a.on_hand_after, a.reason, a.reference, a.actor, a.at,
      (EXTRACT(EPOCH FROM a.at) * 1000000)::bigint::text AS at_micros
    FROM stock_adjustment a
    WHERE ${MATCHES} AND ($3::bigint IS NULL OR (a.at, a.id) < ('epoch'::timestamptz + $3::bigint * interval '1 microsecond', $4::uuid))
    ORDER BY a.at DESC, a.id DESC LIMIT $5`,
};
const COUNT: Statement = {
  name: 'stock_history_count',
  text: `SELECT count(*)::int AS count FROM stock_adjustment a WHERE ${MATCHES}`,
};
const LOCATIONS: Statement = {
  name: 'locations_of',
  text: `SELECT code, region, allocation_order, store_id FROM location WHERE $1::text IS NULL OR region = $1
    ORDER BY region, allocation_order, code`,
};

const MICROS = /^\d{1,17}$/;

interface HistoryRow {
  readonly id: string;
  readonly sku: string;
  readonly location: string;
  readonly kind: StockChangeEntry['kind'];
  readonly delta: number;
  readonly on_hand_after: number;
  readonly reason: string | null;
  readonly reference: string | null;
  readonly actor: string;
  readonly at: Date;
  readonly at_micros: string;
}

/** {@link StockRecords} in SQL: Prisma cannot page by two columns at once, and a Date ends at milliseconds. */
export function createStockRecords(database: Queryable): StockRecords {
  return {
    history: async ({ sku, location }, after, limit) => {
      const [micros, id] = readPlace(after);
      const values = [sku, location ?? null, micros, id, limit];
      return (await database.query<HistoryRow>(HISTORY, values)).map(toEntry);
    },
    countHistory: async ({ sku, location }: HistoryFilter) =>
      (await database.query<{ count: number }>(COUNT, [sku, location ?? null]))[0]?.count ?? 0,
    locations: async (region) =>
      (await database.query<LocationRow>(LOCATIONS, [region ?? null])).map(toLocation),
  };
}

function readPlace(after: readonly string[] | undefined): readonly [string | null, string | null] {
  if (after === undefined) return [null, null];
  const [micros, id] = after;
  if (after.length !== 2 || micros === undefined || !MICROS.test(micros) || id === undefined || !isUuid(id))
    throw badInput('after', 'is not a cursor of this list');
  return [micros, id];
}

function toEntry(row: HistoryRow): StockChangeEntry {
  return {
    id: row.id,
    sku: row.sku,
    location: row.location,
    kind: row.kind,
    delta: row.delta,
    onHandAfter: row.on_hand_after,
    reason: row.reason ?? undefined,
    reference: row.reference ?? undefined,
    actor: row.actor,
    at: row.at,
    atMicros: row.at_micros,
  };
}
