/** Where an order stands. */
export type OrderStatus = 'PENDING' | 'PENDING_REVIEW' | 'CONFIRMED' | 'FULFILLED' | 'CANCELLED' | 'RETURNED';

/** Where its payment stands. */
export type PaymentStatus =
  'PENDING' | 'AUTHORIZED' | 'CAPTURED' | 'FAILED' | 'VOIDED' | 'PARTIALLY_REFUNDED' | 'REFUNDED';

/** Where its parcels stand. */
export type FulfillmentStatus = 'UNFULFILLED' | 'PARTIALLY_FULFILLED' | 'FULFILLED' | 'RETURNED';

const NEXT: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  PENDING: ['CONFIRMED', 'PENDING_REVIEW', 'CANCELLED'],
  PENDING_REVIEW: ['CONFIRMED', 'CANCELLED'],
  CONFIRMED: ['PENDING_REVIEW', 'FULFILLED', 'CANCELLED'],
  FULFILLED: ['RETURNED'],
  CANCELLED: [],
  RETURNED: [],
};

export const ORDER_STATUSES = Object.keys(NEXT) as readonly OrderStatus[];

/** What an order in `status` may become; none for a final one. Whatever is not listed is refused. */
export function allowedTransitions(status: OrderStatus): readonly OrderStatus[] {
  return NEXT[status];
}

export function canBecome(from: OrderStatus, to: OrderStatus): boolean {
  return NEXT[from].includes(to);
}
