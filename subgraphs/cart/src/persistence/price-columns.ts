import type { LinePrice } from '../domain/line-prices';

/** The prices of a line as a statement reads them from JSON. */
export function priceColumns(price: LinePrice): object {
  return {
    unit_price: String(price.unitPriceMinor),
    previous_price: price.previousPriceMinor === null ? null : String(price.previousPriceMinor),
    accepted_price: String(price.acceptedPriceMinor),
    valid_until: price.priceValidUntil.toISOString(),
    priced_quantity: price.pricedQuantity,
  };
}
