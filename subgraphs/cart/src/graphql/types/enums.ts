import { registerEnumType } from 'type-graphql';
import { CART_CHANGE_CAUSES, CART_STATUSES } from '../../domain/cart';
import type { CartChangeCause, CartStatus } from '../../domain/cart';

function enumOf<T extends string>(values: readonly T[]): { readonly [K in T]: K } {
  return Object.fromEntries(values.map((value) => [value, value])) as { readonly [K in T]: K };
}

export const CartStatusEnum = enumOf<CartStatus>(CART_STATUSES);
registerEnumType(CartStatusEnum, {
  name: 'CartStatus',
  description: 'Where a cart is in its life.',
  valuesConfig: {
    ACTIVE: { description: 'In use.' },
    ABANDONED: { description: "Idle for a while; still its owner's and active again at the next change." },
    LOCKED: { description: 'Being paid for: nothing can be changed until the order ends.' },
    SAVED: { description: 'Put aside by its owner.' },
    CHECKED_OUT: { description: 'Became an order.' },
    MERGED: { description: 'Its lines went into another cart.' },
    EXPIRED: { description: 'Not touched for too long.' },
  },
});

export const CartChangeCauseEnum = enumOf<CartChangeCause>(CART_CHANGE_CAUSES);
registerEnumType(CartChangeCauseEnum, {
  name: 'CartChangeCause',
  description: 'Why a version of a cart was committed.',
  valuesConfig: {
    CREATED: { description: 'The cart was opened.' },
    LINES_ADDED: { description: 'Lines were added, or more of lines it had.' },
    COUPON_APPLIED: { description: 'A coupon was entered.' },
    COUPON_REMOVED: { description: 'A coupon was taken out.' },
    STOCK_CHANGED: { description: 'What can be had of its lines changed elsewhere.' },
    LINES_UPDATED: { description: 'Quantities were set.' },
    LINES_REMOVED: { description: 'Lines were removed.' },
    CLEARED: { description: 'All lines were removed.' },
    MERGED: { description: 'Another cart came in, or it went into another one.' },
    SAVED: { description: 'It was put aside.' },
    RESTORED: { description: 'It was taken up again, or a backup of it was.' },
    UPDATED: { description: 'Something beside its lines changed.' },
    PRICE_CHANGED: { description: 'It was priced again.' },
    RESERVATION_EXPIRED: { description: 'Its stock is no longer held.' },
    LOCKED: { description: 'Checkout began.' },
    UNLOCKED: { description: 'Checkout ended without an order.' },
    CHECKED_OUT: { description: 'It became an order.' },
    ABANDONED: { description: 'Nobody touched it for a while.' },
    EXPIRED: { description: 'Nobody touched it for too long.' },
  },
});

export const CartSortEnum = {
  UPDATED_AT_DESC: 'UPDATED_AT_DESC',
  UPDATED_AT_ASC: 'UPDATED_AT_ASC',
  CREATED_AT_DESC: 'CREATED_AT_DESC',
  CREATED_AT_ASC: 'CREATED_AT_ASC',
  TOTAL_DESC: 'TOTAL_DESC',
} as const;
export type CartSort = keyof typeof CartSortEnum;
registerEnumType(CartSortEnum, {
  name: 'CartSort',
  description: 'Order of a list of carts.',
  valuesConfig: {
    UPDATED_AT_DESC: { description: 'Last changed first.' },
    UPDATED_AT_ASC: { description: 'Longest unchanged first.' },
    CREATED_AT_DESC: { description: 'Newest first.' },
    CREATED_AT_ASC: { description: 'Oldest first.' },
    TOTAL_DESC: {
      description:
        'Highest total at the last quote first, in smallest units: narrow the list to one region to compare like with like.',
    },
  },
});
