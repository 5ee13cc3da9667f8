import type { OrderRefusal } from '../../domain/order-refusals';

/** What became of a request to change an order. */
export type OrderOutcome =
  | { readonly kind: 'changed'; readonly orderId: string; readonly replayed: boolean }
  /** Nothing was changed. */
  | { readonly kind: 'refused'; readonly orderId: string | null; readonly refusals: readonly OrderRefusal[] };

export function changed(orderId: string): OrderOutcome {
  return { kind: 'changed', orderId, replayed: false };
}

export function refused(orderId: string | null, ...refusals: readonly OrderRefusal[]): OrderOutcome {
  return { kind: 'refused', orderId, refusals };
}
