import type { Shortage, StockRequestLine } from './stock-request';

/** HELD by a cart, ALLOCATED to an order; the others are ends, though a cart's hold can be HELD again. */
export type ReservationStatus = 'HELD' | 'ALLOCATED' | 'COMMITTED' | 'RELEASED' | 'EXPIRED';
export type ReservationType = 'CART' | 'ORDER';

/** The one hold of a cart, or the allocation of an order. */
export interface Reservation {
  readonly id: string;
  readonly type: ReservationType;
  /** Cart id or order id. */
  readonly ownerId: string;
  readonly status: ReservationStatus;
  /** When a cart's hold ends unless the cart reserves again; for an order, how long it meant to keep the goods. */
  readonly expiresAt: Date | undefined;
  /** The moment a cart's hold cannot slide beyond. */
  readonly hardCapAt: Date | undefined;
}

/** What a reservation has of one sku over all locations; `backordered` of `quantity` are not there yet. */
export interface ReservationLine {
  readonly sku: string;
  readonly quantity: number;
  readonly backordered: number;
}

/** What one operation asked for and was granted, per sku. */
export interface Grant extends ReservationLine {
  readonly asked: number;
}

/** What was granted, without the skus of which nothing was. */
export function grantedLines(grants: readonly Grant[]): ReservationLine[] {
  return grants
    .filter(({ quantity }) => quantity > 0)
    .map(({ sku, quantity, backordered }) => ({ sku, quantity, backordered }));
}

/** What a request asks for beyond an earlier grant; `available` is what was granted. */
export function shortOf(request: readonly StockRequestLine[], grants: readonly Grant[]): Shortage[] {
  const granted = new Map(grants.map(({ sku, quantity }) => [sku, quantity]));
  return request
    .map(({ sku, quantity }) => ({ sku, requested: quantity, available: granted.get(sku) ?? 0 }))
    .filter(({ requested, available }) => available < requested);
}
