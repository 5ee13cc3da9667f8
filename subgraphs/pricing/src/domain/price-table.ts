import type { Price } from './price';
import type { PriceBook } from './price-book';
import type { ExchangeRate } from './exchange-rate';
import type { HistoricPrice } from './price-history';
import type { RegionSetting } from './region-setting';
import type { RuleTable } from './rules/rule-table';
import type { ShippingRate } from './shipping-rate';
import type { TaxRate } from './tax-rate';

/** Everything a price is worked out from, at hand: no call waits. Does not change while one price is worked out. */
export interface PriceTable extends RuleTable {
  readonly books: Iterable<PriceBook>;
  /** All prices of a sku in a book, also those not valid now; empty when there are none. */
  prices(priceBookId: string, sku: string): readonly Price[];
  /** What one unit of a sku cost in a book lately, at least over the last 30 days. */
  history(priceBookId: string, sku: string): readonly HistoricPrice[];
  /** Undefined for a region nothing is sold in. */
  region(region: string): RegionSetting | undefined;
  /** The rate for a sku's tax category in a region; the standard category's when its own has none or is not known. */
  taxRate(region: string, sku: string): TaxRate | undefined;
  /** The tax category of a sku; the standard one when it is not known. */
  taxCategory(sku: string): string;
  /** Undefined when there is none between these currencies. */
  exchangeRate(base: string, quote: string): ExchangeRate | undefined;
  /** How an order of a region can be sent in a currency, the first choice first. */
  shippingRates(region: string, currency: string): readonly ShippingRate[];
}
