/** A sku and how many of it, at least 1. */
export interface LineToQuote {
  readonly sku: string;
  readonly quantity: number;
  readonly attributes?: ReadonlyMap<string, string>;
  /** A unit price that was promised and still holds: the line costs no more than that. Smallest unit of the quote's currency. */
  readonly heldUnitPriceMinor?: bigint | undefined;
  /** Units of the sku the promise was given for. Fewer have it only when so many cost the same. Default: however many. */
  readonly heldForQuantity?: number | undefined;
}
