import { registerEnumType } from 'type-graphql';

export const OrderStatus = {
  PENDING: 'PENDING',
  PENDING_REVIEW: 'PENDING_REVIEW',
  CONFIRMED: 'CONFIRMED',
  FULFILLED: 'FULFILLED',
  CANCELLED: 'CANCELLED',
  RETURNED: 'RETURNED',
} as const;

registerEnumType(OrderStatus, {
  name: 'OrderStatus',
  description: 'Where an order stands.',
  valuesConfig: {
    PENDING: { description: 'Placed; its payment is not decided yet.' },
    PENDING_REVIEW: { description: 'A person has to look at it; cart and stock stay taken.' },
    CONFIRMED: { description: 'The payment is authorised.' },
    FULFILLED: { description: 'Everything was sent.' },
    CANCELLED: { description: 'Given up; cart and stock are free again. Final.' },
    RETURNED: { description: 'Sent back. Final.' },
  },
});

export const PaymentStatus = {
  PENDING: 'PENDING',
  AUTHORIZED: 'AUTHORIZED',
  CAPTURED: 'CAPTURED',
  FAILED: 'FAILED',
  VOIDED: 'VOIDED',
  PARTIALLY_REFUNDED: 'PARTIALLY_REFUNDED',
  REFUNDED: 'REFUNDED',
} as const;

registerEnumType(PaymentStatus, {
  name: 'PaymentStatus',
  description: 'Where the payment of an order stands.',
  valuesConfig: {
    PENDING: { description: 'Not decided yet.' },
    AUTHORIZED: { description: 'The money is reserved, not taken.' },
    CAPTURED: { description: 'The money was taken.' },
    FAILED: { description: 'Declined.' },
    VOIDED: { description: 'Given up before any money was taken.' },
    PARTIALLY_REFUNDED: { description: 'A part of the money was given back.' },
    REFUNDED: { description: 'All of the money was given back.' },
  },
});

export const FulfillmentStatus = {
  UNFULFILLED: 'UNFULFILLED',
  PARTIALLY_FULFILLED: 'PARTIALLY_FULFILLED',
  FULFILLED: 'FULFILLED',
  RETURNED: 'RETURNED',
} as const;

registerEnumType(FulfillmentStatus, {
  name: 'FulfillmentStatus',
  description: 'Where the parcels of an order stand.',
  valuesConfig: {
    UNFULFILLED: { description: 'Nothing was sent yet.' },
    PARTIALLY_FULFILLED: { description: 'A part was sent.' },
    FULFILLED: { description: 'Everything was sent.' },
    RETURNED: { description: 'It came back.' },
  },
});

export const CheckoutSessionStatus = {
  OPEN: 'OPEN',
  COMPLETING: 'COMPLETING',
  COMPLETED: 'COMPLETED',
  EXPIRED: 'EXPIRED',
  CANCELLED: 'CANCELLED',
} as const;

registerEnumType(CheckoutSessionStatus, {
  name: 'CheckoutSessionStatus',
  description: 'Where a checkout session stands.',
  valuesConfig: {
    OPEN: { description: 'Can be completed.' },
    COMPLETING: { description: 'An order is being made of it, or waits for its payment.' },
    COMPLETED: { description: 'It became a confirmed order. Final.' },
    EXPIRED: { description: 'Its 30 minutes are over. Final.' },
    CANCELLED: { description: 'Closed by its owner. Final.' },
  },
});

export const OrderSort = {
  CREATED_AT_DESC: 'CREATED_AT_DESC',
  CREATED_AT_ASC: 'CREATED_AT_ASC',
  UPDATED_AT_DESC: 'UPDATED_AT_DESC',
  TOTAL_DESC: 'TOTAL_DESC',
} as const;

registerEnumType(OrderSort, {
  name: 'OrderSort',
  description: 'Order of a list of orders; equal ones by id.',
  valuesConfig: {
    CREATED_AT_DESC: { description: 'Newest first.' },
    CREATED_AT_ASC: { description: 'Oldest first.' },
    UPDATED_AT_DESC: { description: 'Latest change first.' },
    TOTAL_DESC: { description: 'Largest total first, by minor units whatever the currency.' },
  },
});
