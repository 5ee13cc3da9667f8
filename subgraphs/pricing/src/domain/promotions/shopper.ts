/** A code somebody entered, as pricing knows it. */
export interface KnownCoupon {
  /** Upper case. */
  readonly code: string;
  readonly promotionId: string;
  readonly usageLimit: number | undefined;
  readonly usageLimitPerCustomer: number | undefined;
  readonly usageCount: number;
  /** How often this shopper has used it or holds it. */
  readonly usageByCustomer: number;
  readonly active: boolean;
}

/** What is known of who buys, beyond the context: nothing of it is personal. */
export interface Shopper {
  /** Of the codes that were entered, those that exist. */
  readonly coupons: readonly KnownCoupon[];
  /** How often this customer has used promotions that have a limit per customer. Empty for a guest. */
  readonly usage: ReadonlyMap<string, number>;
}

/** Somebody without codes and without a history. */
export const STRANGER: Shopper = { coupons: [], usage: new Map() };

/** A code as it is compared: without spaces around it, upper case. */
export function normaliseCode(code: string): string {
  return code.trim().toUpperCase();
}
