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
