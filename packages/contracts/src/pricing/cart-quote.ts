/**
 * The lists of pricing's internal `cartQuote`, which cart asks with every change of a cart: as rows, because 250 lines of typed
 * fields cost many times what their prices do. Amounts are digits in text, smallest unit of the quote's currency.
 */

/** A line to quote: sku, quantity, a unit price that was promised and still holds, the units it was promised for, attributes. */
export type QuoteLineRow = readonly [
  sku: string,
  quantity: number,
  heldUnitPriceMinor: string | null,
  heldForQuantity: number | null,
  attributes: readonly (readonly [key: string, value: string])[],
];

export type AmountsRow = readonly [subtotal: string, discount: string, tax: string, total: string];

/** A rule of LINE or ORDER that took something off a line. */
export type TakenRow = readonly [
  name: string,
  amount: string,
  promotionId: string | null,
  couponCode: string | null,
];

/** What a line costs: charged per unit, what a unit costs now, the amounts, what was taken off. */
export type QuotedLineRow = readonly [
  unitPrice: string,
  currentUnitPrice: string,
  amounts: AmountsRow,
  taken: readonly TakenRow[],
];

/** The answer: what `priceQuote` says, without what only its clients need. */
export interface CartQuote {
  /** RFC 3339. */
  readonly validUntil: string;
  readonly totals: AmountsRow;
  /** Null while it is not known where to. */
  readonly shipping: string | null;
  /** In the order the codes were given. */
  readonly coupons: readonly (readonly [code: string, applied: boolean, discount: string])[];
  readonly promotions: readonly (readonly [
    promotionId: string,
    title: string,
    couponCode: string | null,
    amount: string,
  ])[];
  /** In the order of the lines that were asked for. */
  readonly lines: readonly QuotedLineRow[];
}
