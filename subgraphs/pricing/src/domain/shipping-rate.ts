import type { Money } from '@agora/platform/money';

/** A way to send an order, and what it costs. Shipping is not taxed on top and not discounted. */
export interface ShippingRate {
  readonly id: string;
  readonly region: string;
  readonly code: string;
  readonly title: string;
  /** ISO 4217. */
  readonly currency: string;
  readonly amountMinor: bigint;
  /** From this order value (after discounts) on it costs nothing; undefined = always the amount. */
  readonly freeFromMinor: bigint | undefined;
  readonly estimatedDays: number | undefined;
  /** Lower first; equal ones by code. */
  readonly position: number;
  readonly active: boolean;
}

/** A way to send these goods, with its price. */
export interface ShippingOffer {
  readonly rate: ShippingRate;
  readonly price: Money;
}

/** What sending goods of this value costs. */
export function shippingFor(rate: ShippingRate, goods: Money): Money {
  const isFree = rate.freeFromMinor !== undefined && goods.amountMinor >= rate.freeFromMinor;
  return { amountMinor: isFree ? 0n : rate.amountMinor, currency: rate.currency };
}
