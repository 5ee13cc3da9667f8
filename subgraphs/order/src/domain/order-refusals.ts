import type { OrderStatus } from './order-status';

/** Why a change of an order is not made: values for whoever asked, never thrown. */
export type OrderRefusal =
  | { readonly kind: 'versionConflict'; readonly expected: number; readonly current: number }
  | {
      readonly kind: 'illegalTransition';
      readonly from: OrderStatus;
      readonly allowed: readonly OrderStatus[];
    }
  /** It cannot stand without money: the payment is neither authorised nor taken. */
  | { readonly kind: 'paymentNotAuthorized' }
  /** It has been fulfilled or has ended: addresses and e-mail are history. */
  | { readonly kind: 'notEditable' }
  /** Not a line of the order, or fewer units of it are left to come back. */
  | { readonly kind: 'notReturnable'; readonly lineId: string; readonly returnable: number }
  | { readonly kind: 'keyInProgress' }
  | { readonly kind: 'keyReused' };
