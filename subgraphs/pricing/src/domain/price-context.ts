/** For whom, where and when a price is asked. */
export interface PriceContext {
  readonly region: string;
  /** ISO 4217. */
  readonly currency: string;
  readonly channel: string | undefined;
  /** Customer segments; everybody is in `general`. */
  readonly segments: readonly string[];
  readonly at: Date;
}

/** The segment everybody is in. */
export const GENERAL_SEGMENT = 'general';
