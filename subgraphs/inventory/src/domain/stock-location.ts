/** A place that has stock. */
export interface StockLocation {
  readonly code: string;
  /** The region whose shoppers it serves. */
  readonly region: string;
  /** Reserves use the locations of a region from the lowest number up, equal ones by code. */
  readonly allocationOrder: number;
  /** The only store it sells for; undefined for every store of its region. */
  readonly storeId: string | undefined;
}

export const MAX_LOCATIONS = 500;
export const MAX_ALLOCATION_ORDER = 1_000_000;
