import type { PageRequest } from '@agora/platform/paging';
import type { Customer, CustomerAddress, SegmentMembership } from '../domain/customer';

/** A customer's own columns. */
export type CustomerView = Omit<Customer, 'addresses' | 'segments'>;

/** A segment, and who put somebody into it (in a list of all segments: who made the segment). */
export interface SegmentView extends SegmentMembership {
  readonly title: string;
}

/** Which customers; a missing member does not restrict. */
export interface CustomerQuery {
  /** Every word must appear in e-mail address or name. */
  readonly text?: string | undefined;
  /** Is in the segment with this code. */
  readonly segment?: string | undefined;
  readonly createdFrom?: Date | undefined;
  readonly createdTo?: Date | undefined;
}

/**
 * The customer database for readers: one statement per call, whatever the number of keys; what does not exist is
 * missing in the answer. Who may see whom is decided before.
 */
export interface CustomerReader {
  customersById(ids: readonly string[]): Promise<readonly CustomerView[]>;
  /** Oldest first. */
  addressesOf(
    customerIds: readonly string[],
  ): Promise<readonly (CustomerAddress & { readonly customerId: string })[]>;
  /** By code. */
  segmentsOf(
    customerIds: readonly string[],
  ): Promise<readonly (SegmentView & { readonly customerId: string })[]>;
  /** All there are, by code. */
  segments(): Promise<readonly SegmentView[]>;
  /** Newest first; up to `size + 1` rows behind the cursor (creation time, id), in reverse order when backward. @throws AppError `BAD_USER_INPUT` for a cursor of another list. */
  customerPage(query: CustomerQuery, page: PageRequest): Promise<readonly CustomerView[]>;
  countCustomers(query: CustomerQuery): Promise<number>;
}
