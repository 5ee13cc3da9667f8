/** What there is of skus, for lines that hold nothing, and what is on its way for those that do. */
export interface StockOutlook {
  /**
   * Units that could be had now, by sku. A sku that is not in the answer has plenty.
   * @throws AppError `DOWNSTREAM_UNAVAILABLE`, `DEADLINE_EXCEEDED` (retriable).
   */
  available(skus: readonly string[], region: string): Promise<ReadonlyMap<string, number>>;
  /**
   * Skus of which something that the cart was promised is still to come in.
   * @throws as `available`.
   */
  backordered(cartId: string): Promise<ReadonlySet<string>>;
}
