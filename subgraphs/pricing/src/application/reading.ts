import type { PageRequest } from '@agora/platform/paging';
import type { Price } from '../domain/price';
import type { PriceBook } from '../domain/price-book';
import type { StandingPriceKey } from './ports';

/** Reads for staff: from the database, never from memory. */
export interface PricingReader {
  /** By name; one row more than the page takes when there are more, in reverse order when it goes backward. */
  priceBooks(page: PageRequest): Promise<readonly PriceBook[]>;
  countPriceBooks(): Promise<number>;
  standingPrice(
    key: StandingPriceKey,
  ): Promise<{ readonly price: Price; readonly book: PriceBook } | undefined>;
}
