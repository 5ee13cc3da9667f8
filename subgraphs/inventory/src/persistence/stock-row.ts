import type { StockLevel } from '../domain/stock-level';

/** A row of `stock` with its location's region. */
export interface StockRow {
  readonly sku: string;
  readonly location: string;
  readonly region: string;
  readonly store_id: string | null;
  readonly on_hand: number;
  readonly available: number;
  readonly held: number;
  readonly allocated: number;
  readonly safety_stock: number;
  readonly backorderable: boolean;
  readonly backorder_limit: number;
  readonly backordered: number;
  readonly low_stock_threshold: number;
  readonly version: number;
}

/** The columns of {@link StockRow} of a row `s` of stock and `l` of location. */
export const STOCK_COLUMNS = `s.sku, s.location, l.region, l.store_id, s.on_hand, s.available, s.held, s.allocated, s.safety_stock,
  s.backorderable, s.backorder_limit, s.backordered, s.low_stock_threshold, s.version`;

export function toStockLevel(row: StockRow): StockLevel {
  return {
    sku: row.sku,
    location: row.location,
    region: row.region,
    storeId: row.store_id ?? undefined,
    onHand: row.on_hand,
    available: row.available,
    held: row.held,
    allocated: row.allocated,
    safetyStock: row.safety_stock,
    backorderable: row.backorderable,
    backorderLimit: row.backorder_limit,
    backordered: row.backordered,
    lowStockThreshold: row.low_stock_threshold,
    version: row.version,
  };
}
