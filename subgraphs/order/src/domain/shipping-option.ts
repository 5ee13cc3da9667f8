/** A way to send the goods of a session, as pricing offers it for this value of goods. */
export interface ShippingOption {
  /** The code of the rate, unique in the region. */
  readonly id: string;
  readonly title: string;
  /** Minor units of the session's currency. */
  readonly priceMinor: bigint;
  /** Null when not known. */
  readonly estimatedDays: number | null;
}
