import type { OperationContext } from '@agora/platform/server';
import type { PageRequest } from '@agora/platform/paging';

export interface CartListFilter {
  readonly status: readonly string[] | null;
  readonly storeId: string | null;
  readonly channel: string | null;
  readonly region: string | null;
  readonly customerId: string | null;
  readonly sku: string | null;
  readonly updatedFrom: Date | null;
  readonly updatedTo: Date | null;
}

export interface CartListOrder {
  /** `totalMinor`: smallest units, whatever the currency. */
  readonly column: 'updatedAt' | 'createdAt' | 'totalMinor';
  readonly direction: 'asc' | 'desc';
}

/** A cart in a list, with the value it is sorted by as a cursor carries it. */
export interface ListedCart {
  readonly id: string;
  readonly sortedBy: string;
}

/** Lists over all shoppers, for staff. */
export interface CartLists {
  /** Ids and sort keys of a page, up to one more than its size, in the order they were found. */
  ids(filter: CartListFilter, order: CartListOrder, page: PageRequest): Promise<readonly ListedCart[]>;
  count(filter: CartListFilter): Promise<number>;
}

/** Keeps who of the staff looked at carts of others. */
export interface StaffReads {
  /** Resolves when it is written down; the carts are shown only then. At least one id. */
  record(cartIds: readonly string[], by: Pick<OperationContext, 'viewer' | 'correlationId'>): Promise<void>;
}
