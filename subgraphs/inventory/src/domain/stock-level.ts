/**
 * What one location has of a sku, in whole units.
 * `onHand = available + held + allocated` at every commit, and none is ever negative.
 */
export interface StockLevel {
  readonly sku: string;
  readonly location: string;
  readonly region: string;
  /** The only store the location sells for; undefined for every store of the region. */
  readonly storeId: string | undefined;
  /** Physically there. */
  readonly onHand: number;
  /** Not promised to anybody; `safetyStock` of it is never sold. */
  readonly available: number;
  /** In the holds of carts. */
  readonly held: number;
  /** In the allocations of orders. */
  readonly allocated: number;
  readonly safetyStock: number;
  readonly backorderable: boolean;
  /** Most that may be promised beyond the goods; counts only while `backorderable`. */
  readonly backorderLimit: number;
  /** Promised beyond the goods now. */
  readonly backordered: number;
  /** From this sellable quantity down a shopper is told how many are left. */
  readonly lowStockThreshold: number;
  /** Grows by one with every change of the row. */
  readonly version: number;
}

/** How many can be sold from the shelf now; never negative. */
export function sellable(level: StockLevel): number {
  return Math.max(0, level.available - level.safetyStock);
}

/** How many more can be promised although they are not there; never negative. */
export function backorderRoom(level: StockLevel): number {
  return level.backorderable ? Math.max(0, level.backorderLimit - level.backordered) : 0;
}
