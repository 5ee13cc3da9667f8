import type { Price } from './price';
import type { PriceBook } from './price-book';
import type { RegionSetting } from './region-setting';
import type { TaxRate } from './tax-rate';

/** Everything a price is worked out from, at hand: no call waits. Does not change while one price is worked out. */
export interface PriceTable {
  readonly books: Iterable<PriceBook>;
  /** All prices of a sku in a book, also those not valid now; empty when there are none. */
  prices(priceBookId: string, sku: string): readonly Price[];
  /** Undefined for a region nothing is sold in. */
  region(region: string): RegionSetting | undefined;
  /** The rate for a sku's tax category in a region; the standard category's when its own has none or is not known. */
  taxRate(region: string, sku: string): TaxRate | undefined;
}
