import type { Queryable } from '@agora/platform/database';
import type { EventHeaders } from '@agora/platform/outbox';
import type { StockLevel } from '../domain/stock-level';
import type { StockLocation } from '../domain/stock-location';
import type { StockPolicy } from '../domain/stock-policy';

export interface StockWrite {
  readonly sku: string;
  readonly location: string;
  readonly kind: 'SET' | 'ADJUST';
  /** The count, or the difference. */
  readonly amount: number;
  /** Compare and set: the count the caller has seen. */
  readonly expected: number | undefined;
  readonly reason: string | undefined;
  readonly reference: string | undefined;
  readonly actor: string;
}

export type StockWriteAnswer =
  | { readonly kind: 'written'; readonly level: StockLevel }
  /** The count is not the expected one. Without a row `level` is undefined and the count 0. */
  | { readonly kind: 'changed'; readonly level: StockLevel | undefined }
  /** The count would fall below what is held and allocated. */
  | { readonly kind: 'belowReserved'; readonly level: StockLevel | undefined; readonly reserved: number }
  | { readonly kind: 'unknownLocation' }
  | { readonly kind: 'tooMuch' };

export interface PolicyWrite extends StockPolicy {
  readonly sku: string;
  readonly location: string;
  /** Compare and set: the version of the row the caller has seen. */
  readonly expectedVersion: number | undefined;
}

export type PolicyAnswer =
  | { readonly kind: 'written'; readonly level: StockLevel }
  | { readonly kind: 'versionChanged'; readonly currentVersion: number }
  /** The sku has no row at the location: nothing was ever counted there. */
  | { readonly kind: 'unknownStock' };

export type LocationAnswer =
  | { readonly kind: 'saved'; readonly location: StockLocation }
  /** It has stock, so its region and its store stay: a row never moves to another market. */
  | { readonly kind: 'hasStock'; readonly location: StockLocation }
  | { readonly kind: 'tooMany' };

/** One audited act of staff. */
export interface AuditEntry {
  readonly actor: string;
  readonly action: string;
  readonly entity: string;
  readonly correlationId: string;
}

/** Writes that commit together or not at all. */
export interface StockUnit {
  readonly queryable: Queryable;
  write(write: StockWrite, headers: EventHeaders): Promise<StockWriteAnswer>;
  setPolicy(write: PolicyWrite, headers: EventHeaders): Promise<PolicyAnswer>;
  /** Makes or changes a location. Serialises with everything that would put stock there. */
  saveLocation(location: StockLocation): Promise<LocationAnswer>;
  audit(entry: AuditEntry): Promise<void>;
}

export interface StockStore {
  inTransaction<T>(work: (unit: StockUnit) => Promise<T>): Promise<T>;
}

export interface StockFilter {
  readonly skus: readonly string[] | undefined;
  readonly region: string | undefined;
  readonly location: string | undefined;
  /** Only rows whose sellable quantity is at or below their threshold. */
  readonly lowOnly: boolean;
}

/** Reads for the API; each method is one statement. */
export interface StockReader {
  /** Every location's row of these skus. */
  levelsOf(skus: readonly string[]): Promise<StockLevel[]>;
  levelAt(sku: string, location: string): Promise<StockLevel | undefined>;
  /** Up to `limit` rows behind `after` (sku, location), in that order. */
  page(filter: StockFilter, after: readonly string[] | undefined, limit: number): Promise<StockLevel[]>;
  count(filter: StockFilter): Promise<number>;
}

/** One change of a count. */
export interface StockChangeEntry {
  readonly id: string;
  readonly sku: string;
  readonly location: string;
  readonly kind: 'SET' | 'ADJUST' | 'COMMIT' | 'BACKORDER_FILL' | 'RETURN';
  readonly delta: number;
  readonly onHandAfter: number;
  readonly reason: string | undefined;
  readonly reference: string | undefined;
  readonly actor: string;
  readonly at: Date;
  /** `at` in microseconds since 1970, which no Date can hold; with the id the entry's place in the list. */
  readonly atMicros: string;
}

export interface HistoryFilter {
  readonly sku: string;
  readonly location: string | undefined;
}

/** Reads of staff; each method is one statement. */
export interface StockRecords {
  /** Up to `limit` changes behind `after` (atMicros, id), newest first. */
  history(
    filter: HistoryFilter,
    after: readonly string[] | undefined,
    limit: number,
  ): Promise<StockChangeEntry[]>;
  countHistory(filter: HistoryFilter): Promise<number>;
  /** Every location, or those of a region, by region and in allocation order. */
  locations(region: string | undefined): Promise<StockLocation[]>;
}
