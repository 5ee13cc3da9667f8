/** What a promotion gives on a whole quote, as pricing said it. */
export interface QuotedPromotion {
  readonly promotionId: string;
  /** Null when it needed no code. */
  readonly couponCode: string | null;
  readonly amountMinor: bigint;
}
