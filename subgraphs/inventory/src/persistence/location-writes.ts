import type { Queryable, Statement } from '@agora/platform/database';
import type { LocationAnswer } from '../application/stock-ports';
import { MAX_LOCATIONS } from '../domain/stock-location';
import type { StockLocation } from '../domain/stock-location';
import { toLocation } from './location-row';
import type { LocationRow } from './location-row';

// FOR UPDATE, which also waits for whoever is about to put the first stock there.
const LOCK: Statement = {
  name: 'location_lock',
  text: 'SELECT code, region, allocation_order, store_id FROM location WHERE code = $1 FOR UPDATE',
};
const ADD: Statement = {
  name: 'location_add',
  text: `INSERT INTO location (code, region, allocation_order, store_id)
    SELECT $1::text, $2::text, $3::int, $4::text WHERE (SELECT count(*) FROM location) < $5::int
    ON CONFLICT (code) DO NOTHING RETURNING 1`,
};
const CHANGE: Statement = {
  name: 'location_change',
  text: `UPDATE location l SET region = $2, allocation_order = $3, store_id = $4 WHERE l.code = $1
    AND ((l.region = $2 AND l.store_id IS NOT DISTINCT FROM $4) OR NOT EXISTS (SELECT 1 FROM stock s WHERE s.location = l.code)) RETURNING 1`,
};

/**
 * Makes or changes a location. Its region and store can be changed only while it has no stock rows.
 * Must run in a transaction: the row is locked first and decided about in a later statement.
 */
export async function saveLocation(tx: Queryable, location: StockLocation): Promise<LocationAnswer> {
  const { code, region, allocationOrder, storeId = null } = location;
  const values = [code, region, allocationOrder, storeId];
  const lock = async (): Promise<LocationRow | undefined> => (await tx.query<LocationRow>(LOCK, [code]))[0];
  let row = await lock();
  if (row === undefined) {
    const added = await tx.query(ADD, [...values, MAX_LOCATIONS]);
    if (added.length === 1) return { kind: 'saved', location };
    // Somebody else may have added it just now.
    row = await lock();
    if (row === undefined) return { kind: 'tooMany' };
  }
  const changed = await tx.query(CHANGE, values);
  return changed.length === 1 ? { kind: 'saved', location } : { kind: 'hasStock', location: toLocation(row) };
}
