import { backorderRoom, sellable } from './stock-level';
import type { StockLevel } from './stock-level';

export type AvailabilityState = 'IN_STOCK' | 'LOW_STOCK' | 'OUT_OF_STOCK' | 'BACKORDER';

/** What a shopper may know about a sku in a region. */
export interface Availability {
  readonly state: AvailabilityState;
  /** How many are left, told only when they are few; undefined when there is plenty. */
  readonly quantityAvailable: number | undefined;
  /** Whether an order beyond the goods would be taken now. */
  readonly backorderable: boolean;
  /** Grows whenever one of the market's rows changes, so of two answers the higher is the newer. */
  readonly version: number;
}

/** Where somebody wants to buy. */
export interface Market {
  readonly region: string;
  /** Without a store only locations that sell for every store count. */
  readonly storeId: string | undefined;
}

/** Whether goods of a row can be sold in a market. */
export function sellsIn(level: StockLevel, { region, storeId }: Market): boolean {
  return level.region === region && (level.storeId === undefined || level.storeId === storeId);
}

/**
 * Sums the locations of a market up to what a shopper sees.
 *
 * Few means at most the highest threshold among the locations. With no goods left the state is BACKORDER while a
 * backorder is possible, else OUT_OF_STOCK. A market without a row for the sku is out of stock, version 0.
 *
 * The version is the sum of the rows' versions. Rows are never deleted and never leave their market, and each version
 * only grows, so the sum only grows: an answer with a higher version is the newer one.
 */
export function availabilityOf(levels: readonly StockLevel[]): Availability {
  const quantity = levels.reduce((sum, level) => sum + sellable(level), 0);
  const backorderable = levels.some((level) => backorderRoom(level) > 0);
  const threshold = Math.max(0, ...levels.map((level) => level.lowStockThreshold));
  return {
    state: stateOf(quantity, threshold, backorderable),
    quantityAvailable: quantity <= threshold ? quantity : undefined,
    backorderable,
    version: levels.reduce((sum, level) => sum + level.version, 0),
  };
}

/** Whether a shopper can tell two answers apart; their versions aside. */
export function looksTheSame(one: Availability, other: Availability): boolean {
  return (
    one.state === other.state &&
    one.quantityAvailable === other.quantityAvailable &&
    one.backorderable === other.backorderable
  );
}

function stateOf(quantity: number, threshold: number, backorderable: boolean): AvailabilityState {
  if (quantity > threshold) return 'IN_STOCK';
  if (quantity > 0) return 'LOW_STOCK';
  return backorderable ? 'BACKORDER' : 'OUT_OF_STOCK';
}
