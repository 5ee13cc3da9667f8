/** What a promotion may be. */
export const PROMOTION_STATUSES = ['DRAFT', 'SCHEDULED', 'ACTIVE', 'PAUSED', 'ENDED'] as const;
export type PromotionStatus = (typeof PROMOTION_STATUSES)[number];

/** A campaign: rules that are switched on and off together and share a budget and usage limits. */
export interface Promotion {
  readonly id: string;
  readonly title: string;
  readonly description: string | undefined;
  readonly status: PromotionStatus;
  /** Inclusive; undefined = from its activation on. */
  readonly startsAt: Date | undefined;
  /** Exclusive; undefined = until it is ended. */
  readonly endsAt: Date | undefined;
  /** Most it may give away in all, smallest unit of `budgetCurrency`. */
  readonly budgetMinor: bigint | undefined;
  readonly budgetCurrency: string | undefined;
  /** How many orders may use it, in all and per customer. */
  readonly usageLimit: number | undefined;
  readonly usageLimitPerCustomer: number | undefined;
  /** Whether only a coupon opens it. */
  readonly couponRequired: boolean;
  readonly version: number;
  /** What orders have used or hold of it. */
  readonly usage: PromotionUsage;
}

export interface PromotionUsage {
  readonly redemptions: number;
  /** Smallest unit of the budget's currency. */
  readonly spentMinor: bigint;
}

export const NO_USAGE: PromotionUsage = { redemptions: 0, spentMinor: 0n };

/** Whether its use is counted against limits, or only a code opens it: then it cannot give on prices that everybody sees. */
export function isCounted(promotion: Promotion): boolean {
  const { budgetMinor, usageLimit, usageLimitPerCustomer, couponRequired } = promotion;
  return (
    couponRequired ||
    budgetMinor !== undefined ||
    usageLimit !== undefined ||
    usageLimitPerCustomer !== undefined
  );
}
