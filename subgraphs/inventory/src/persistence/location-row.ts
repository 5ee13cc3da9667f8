import type { StockLocation } from '../domain/stock-location';

/** A row of `location`. */
export interface LocationRow {
  readonly code: string;
  readonly region: string;
  readonly allocation_order: number;
  readonly store_id: string | null;
}

export function toLocation(row: LocationRow): StockLocation {
  return {
    code: row.code,
    region: row.region,
    allocationOrder: row.allocation_order,
    storeId: row.store_id ?? undefined,
  };
}
