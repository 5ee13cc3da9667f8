/** Something the payment party told about the intent of an order, by event or by webhook. */
export interface PaymentNewsItem {
  /** The same however and how often it is told. */
  readonly eventId: string;
  readonly orderId: string;
  readonly intentId: string;
  /** `payment.authorized.v1` … */
  readonly type: string;
  /** Number of the intent's changes: news of a lower one is older. */
  readonly version: number;
  /** What the intent is for, smallest unit of its currency. */
  readonly amountMinor: bigint;
  /** What has been given back of it so far; null when the news is not about that. */
  readonly refundedMinor: bigint | null;
  /** Why, in the words of the party; null when it does not say. */
  readonly reason: string | null;
}

/**
 * Takes news in, by its own connection and without a call to anybody else: an event's inbox transaction is open
 * meanwhile. News may be late, doubled, out of order, or about an order that does not exist: whoever implements this
 * asks the party what is true before anything is changed, so that news only says *that* there is something to see.
 */
export interface PaymentNews {
  /** @throws AppError (retriable) when it cannot be looked into now; whoever told it comes again. */
  heard(item: PaymentNewsItem): Promise<void>;
}
