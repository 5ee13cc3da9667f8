import type { Queryable, Statement } from '@agora/platform/database';

const FIGURES: Statement = {
  name: 'stock_figures',
  text: `SELECT s.low_rows, s.backordered,
      COALESCE(EXTRACT(EPOCH FROM clock_timestamp() - (SELECT min(h.wake_at) FROM hold h WHERE h.wake_at <= clock_timestamp())), 0)::float8 AS sweep_lag_seconds
    FROM (SELECT count(*) FILTER (WHERE available - safety_stock <= low_stock_threshold)::int AS low_rows,
                 COALESCE(sum(backordered), 0)::float8 AS backordered FROM stock) s`,
};

/** What operators watch, over the whole database. */
export interface StockFigures {
  /** Rows whose sellable quantity is at or below their threshold. */
  readonly lowRows: number;
  /** Units promised and not there. */
  readonly backorderedUnits: number;
  /** For how long the hold that waits longest for the sweep has been due; 0 when none is. */
  readonly sweepLagSeconds: number;
}

/** Reads all rows of stock once. */
export async function readStockFigures(database: Queryable): Promise<StockFigures> {
  const [row] = await database.query<{
    low_rows: number;
    backordered: number;
    sweep_lag_seconds: number;
  }>(FIGURES);
  return {
    lowRows: row?.low_rows ?? 0,
    backorderedUnits: row?.backordered ?? 0,
    sweepLagSeconds: row?.sweep_lag_seconds ?? 0,
  };
}
