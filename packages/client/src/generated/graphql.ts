/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** A postal address. */
export type AddressInput = {
  /** City or town, 1 to 100 characters. */
  city: string;
  /** Company. */
  company?: string | null | undefined;
  /** ISO 3166-1 alpha-2 code, e.g. "US". */
  countryCode: string;
  /** Given name of the recipient. */
  firstName?: string | null | undefined;
  /** Family name of the recipient. */
  lastName?: string | null | undefined;
  /** Street and number, 1 to 200 characters. */
  line1: string;
  /** Flat, floor, building. */
  line2?: string | null | undefined;
  /** Telephone for the carrier. */
  phone?: string | null | undefined;
  /** Postal code. */
  postalCode?: string | null | undefined;
  /** State or province. */
  province?: string | null | undefined;
};

/** A name and a value to attach. */
export type AttributeInput = {
  /** Name, 1 to 64 characters, unique among its siblings. */
  key: string;
  /** Value, at most 1,000 characters. */
  value: string;
};

/** Whether a variant can be bought now. */
export type AvailabilityStatus =
  /** None are there, but it can be ordered and ships later. */
  | 'BACKORDER'
  /** Enough is there. */
  | 'IN_STOCK'
  /** Few are left. */
  | 'LOW_STOCK'
  /** None can be sold now. */
  | 'OUT_OF_STOCK';

/** Who buys. Personal data: it leaves cart in no event. */
export type CartBuyerInput = {
  /** ISO 3166-1 code of two letters. */
  countryCode?: string | null | undefined;
  /** E-mail address. */
  email?: string | null | undefined;
  /** Full name, at most 200 characters. */
  fullName?: string | null | undefined;
};

/** Why a version of a cart was committed. */
export type CartChangeCause =
  /** Nobody touched it for a while. */
  | 'ABANDONED'
  /** It became an order. */
  | 'CHECKED_OUT'
  /** All lines were removed. */
  | 'CLEARED'
  /** A coupon was entered. */
  | 'COUPON_APPLIED'
  /** A coupon was taken out. */
  | 'COUPON_REMOVED'
  /** The cart was opened. */
  | 'CREATED'
  /** Nobody touched it for too long. */
  | 'EXPIRED'
  /** Lines were added, or more of lines it had. */
  | 'LINES_ADDED'
  /** Lines were removed. */
  | 'LINES_REMOVED'
  /** Quantities were set. */
  | 'LINES_UPDATED'
  /** Checkout began. */
  | 'LOCKED'
  /** Another cart came in, or it went into another one. */
  | 'MERGED'
  /** It was priced again. */
  | 'PRICE_CHANGED'
  /** Its stock is no longer held. */
  | 'RESERVATION_EXPIRED'
  /** It was taken up again, or a backup of it was. */
  | 'RESTORED'
  /** It was put aside. */
  | 'SAVED'
  /** What can be had of its lines changed elsewhere. */
  | 'STOCK_CHANGED'
  /** Checkout ended without an order. */
  | 'UNLOCKED'
  /** Something beside its lines changed. */
  | 'UPDATED';

/** A cart to empty. */
export type CartClearInput = {
  /** The cart. */
  cartId: string;
  /** Refuse when the cart is not at this version. Adding needs none: adds never conflict. */
  expectedVersion?: number | null | undefined;
  /** Makes the request safe to repeat for 24 hours: the same key has one effect. 1 to 200 characters. */
  idempotencyKey?: string | null | undefined;
};

/** A cart to open. */
export type CartCreateInput = {
  /** What the shop attaches, at most 20. */
  attributes?: Array<AttributeInput> | null | undefined;
  /** Who buys. */
  buyer?: CartBuyerInput | null | undefined;
  /** Sales channel; default: the `x-channel` header, else "web". */
  channel?: string | null | undefined;
  /** ISO 4217 code; default: the region's. */
  currencyCode?: string | null | undefined;
  /** Makes the request safe to repeat for 24 hours: the same key has one effect. 1 to 200 characters. For a new guest at least 16: a repeat hands out the guest token. */
  idempotencyKey?: string | null | undefined;
  /** Lines to begin with. */
  lines?: Array<CartLineInput> | null | undefined;
  /** A note of the shopper, at most 1,000 characters. */
  note?: string | null | undefined;
  /** Tenant region; never changes afterwards. Default: the `x-region` header, else "US". */
  region?: string | null | undefined;
  /** Store; default: the `x-store` header, else "main". */
  storeId?: string | null | undefined;
};

/** A cart to throw away. */
export type CartDeleteInput = {
  /** The cart. */
  cartId: string;
  /** Refuse when the cart is not at this version. Adding needs none: adds never conflict. */
  expectedVersion?: number | null | undefined;
  /** Makes the request safe to repeat for 24 hours: the same key has one effect. 1 to 200 characters. */
  idempotencyKey?: string | null | undefined;
};

/** Which carts to list; all given conditions must hold. */
export type CartFilter = {
  /** Of this sales channel. */
  channel?: string | null | undefined;
  /** Of this customer. */
  customerId?: string | null | undefined;
  /** Of this tenant region. */
  region?: string | null | undefined;
  /** With a line of this sku. */
  sku?: string | null | undefined;
  /** In one of these states. */
  status?: Array<CartStatus> | null | undefined;
  /** Of this store. */
  storeId?: string | null | undefined;
  /** Last changed within this span. */
  updatedAt?: DateRangeInput | null | undefined;
};

/** A line to add. */
export type CartLineInput = {
  /** What makes the line personal, at most 20; equal lines add up. */
  attributes?: Array<AttributeInput> | null | undefined;
  /** Units to add, 1 to 100. */
  quantity?: number;
  /** Stock keeping unit. */
  sku: string;
};

/** A new quantity for a line. */
export type CartLineUpdateInput = {
  /** The line; or name it by its sku. */
  lineId?: string | null | undefined;
  /** Units, 0 to 100; 0 removes the line. */
  quantity: number;
  /** The sku, when only one line has it. */
  sku?: string | null | undefined;
};

/** Lines to add to a cart. */
export type CartLinesAddInput = {
  /** Take what there is of each sku and report the rest in `userErrors`, instead of everything or nothing. */
  allowPartial?: boolean | null | undefined;
  /** The cart. */
  cartId: string;
  /** Refuse when the cart is not at this version. Adding needs none: adds never conflict. */
  expectedVersion?: number | null | undefined;
  /** Makes the request safe to repeat for 24 hours: the same key has one effect. 1 to 200 characters. */
  idempotencyKey?: string | null | undefined;
  /** At least one, at most 250. */
  lines: Array<CartLineInput>;
};

/** Lines to remove from a cart. */
export type CartLinesRemoveInput = {
  /** The cart. */
  cartId: string;
  /** Refuse when the cart is not at this version. Adding needs none: adds never conflict. */
  expectedVersion?: number | null | undefined;
  /** Makes the request safe to repeat for 24 hours: the same key has one effect. 1 to 200 characters. */
  idempotencyKey?: string | null | undefined;
  /** Lines by id. */
  lineIds?: Array<string> | null | undefined;
  /** All lines of these skus. */
  skus?: Array<string> | null | undefined;
};

/** New quantities of lines of a cart. */
export type CartLinesUpdateInput = {
  /** Take what there is of each sku and report the rest in `userErrors`, instead of everything or nothing. */
  allowPartial?: boolean | null | undefined;
  /** The cart. */
  cartId: string;
  /** Refuse when the cart is not at this version. Adding needs none: adds never conflict. */
  expectedVersion?: number | null | undefined;
  /** Makes the request safe to repeat for 24 hours: the same key has one effect. 1 to 200 characters. */
  idempotencyKey?: string | null | undefined;
  /** At least one, at most 250. */
  lines: Array<CartLineUpdateInput>;
};

/** A guest cart to take over. */
export type CartMergeInput = {
  /** Makes the request safe to repeat for 24 hours: the same key has one effect. 1 to 200 characters. */
  idempotencyKey?: string | null | undefined;
  /** The guest cart; default: the open one of the request's store and channel. */
  sourceCartId?: string | null | undefined;
  /** The guest token: the proof that it is the own cart. */
  sourceSessionToken: string;
  /** What becomes of the lines of both carts. */
  strategy?: CartMergeStrategy | null | undefined;
};

/** What becomes of the lines of both carts. */
export type CartMergeStrategy =
  /** Only the customer's lines. */
  | 'KEEP_CUSTOMER'
  /** All lines of both; of equal ones the larger quantity. */
  | 'MAX'
  /** All lines of both; quantities of equal ones add up. */
  | 'SUM'
  /** Only the guest's lines. */
  | 'USE_GUEST';

/** A cart whose stock is to be held for longer. */
export type CartReservationExtendInput = {
  /** The cart. */
  cartId: string;
  /** Refuse when the cart is not at this version. Adding needs none: adds never conflict. */
  expectedVersion?: number | null | undefined;
  /** Makes the request safe to repeat for 24 hours: the same key has one effect. 1 to 200 characters. */
  idempotencyKey?: string | null | undefined;
};

/** A cart to take up again. */
export type CartRestoreInput = {
  /** The cart. */
  cartId: string;
  /** Refuse when the cart is not at this version. Adding needs none: adds never conflict. */
  expectedVersion?: number | null | undefined;
  /** Makes the request safe to repeat for 24 hours: the same key has one effect. 1 to 200 characters. */
  idempotencyKey?: string | null | undefined;
};

/** A cart to put aside. */
export type CartSaveInput = {
  /** The cart. */
  cartId: string;
  /** Refuse when the cart is not at this version. Adding needs none: adds never conflict. */
  expectedVersion?: number | null | undefined;
  /** Makes the request safe to repeat for 24 hours: the same key has one effect. 1 to 200 characters. */
  idempotencyKey?: string | null | undefined;
  /** What its owner calls it, 1 to 100 characters. */
  name?: string | null | undefined;
};

/** Where a cart is in its life. */
export type CartStatus =
  /** Idle for a while; still its owner's and active again at the next change. */
  | 'ABANDONED'
  /** In use. */
  | 'ACTIVE'
  /** Became an order. */
  | 'CHECKED_OUT'
  /** Not touched for too long. */
  | 'EXPIRED'
  /** Being paid for: nothing can be changed until the order ends. */
  | 'LOCKED'
  /** Its lines went into another cart. */
  | 'MERGED'
  /** Put aside by its owner. */
  | 'SAVED';

/** What a cart says beside its lines. What is left out stays; null removes it. */
export type CartUpdateInput = {
  /** What the shop attaches, at most 20. */
  attributes?: Array<AttributeInput> | null | undefined;
  /** Who buys. */
  buyer?: CartBuyerInput | null | undefined;
  /** The cart. */
  cartId: string;
  /** ISO 4217 code; another one prices all lines again. Null says nothing. */
  currencyCode?: string | null | undefined;
  /** Refuse when the cart is not at this version. Adding needs none: adds never conflict. */
  expectedVersion?: number | null | undefined;
  /** Makes the request safe to repeat for 24 hours: the same key has one effect. 1 to 200 characters. */
  idempotencyKey?: string | null | undefined;
  /** A note of the shopper, at most 1,000 characters. */
  note?: string | null | undefined;
  /** The region it is in: a cart never moves to another one. Null says nothing. */
  region?: string | null | undefined;
};

/** What `checkoutComplete` needs. */
export type CheckoutCompleteInput = {
  /** The highest total the shopper agrees to, in the currency of the session. Default: the total first offered. */
  acceptedTotal?: MoneyInput | null | undefined;
  /** An OPEN session of the viewer. */
  checkoutSessionId: string;
  /** Makes the order at most once, however often it is sent; 1 to 200 characters. */
  idempotencyKey: string;
  /** From the payment party's form; in the sandbox tok_ok, tok_declined, tok_timeout or tok_review. */
  paymentToken: string;
};

/** What `checkoutSessionCreate` needs. */
export type CheckoutSessionCreateInput = {
  /** Whom the invoice is for, when not the shipping address. */
  billingAddress?: AddressInput | null | undefined;
  /** A cart of the viewer, with at least one line. */
  cartId: string;
  /** Where news about the order go. */
  email?: string | null | undefined;
  /** Refuse when the cart has another version. */
  expectedVersion?: number | null | undefined;
  /** A repeat with the same key gives the same session; 1 to 200 characters. */
  idempotencyKey?: string | null | undefined;
  /** Where it goes; tax follows it. */
  shippingAddress: AddressInput;
};

/** Where a checkout session stands. */
export type CheckoutSessionStatus =
  /** Closed by its owner. Final. */
  | 'CANCELLED'
  /** It became a confirmed order. Final. */
  | 'COMPLETED'
  /** An order is being made of it, or waits for its payment. */
  | 'COMPLETING'
  /** Its 30 minutes are over. Final. */
  | 'EXPIRED'
  /** Can be completed. */
  | 'OPEN';

/** Which customers; every given member must hold. */
export type CustomerFilter = {
  /** Account was made in this span. */
  createdAt?: DateRangeInput | null | undefined;
  /** Words that must all appear in e-mail address or name; at most 200 characters. */
  query?: string | null | undefined;
  /** Is in the segment with this code. */
  segment?: string | null | undefined;
};

/** A span of time; a missing end is open. */
export type DateRangeInput = {
  /** First moment that counts. */
  from?: string | null | undefined;
  /** First moment that no longer counts. */
  to?: string | null | undefined;
};

/** An amount in one currency. */
export type MoneyInput = {
  /** Decimal text with at most as many decimals as the currency has, e.g. "19.99". */
  amount: string;
  /** ISO 4217 code, e.g. "USD". */
  currencyCode: string;
};

/** Narrows a list of orders; every given condition must hold. */
export type OrderFilter = {
  /** Placed in this span. */
  createdAt?: DateRangeInput | null | undefined;
  /** This customer. */
  customerId?: string | null | undefined;
  /** Exactly this e-mail. */
  email?: string | null | undefined;
  /** One of these payment statuses. */
  paymentStatus?: Array<PaymentStatus> | null | undefined;
  /** This tenant region. */
  region?: string | null | undefined;
  /** At least one line of this sku. */
  sku?: string | null | undefined;
  /** One of these statuses. */
  status?: Array<OrderStatus> | null | undefined;
  /** This store. */
  storeId?: string | null | undefined;
  /** Status last changed in this span. */
  updatedAt?: DateRangeInput | null | undefined;
};

/** Where an order stands. */
export type OrderStatus =
  /** Given up; cart and stock are free again. Final. */
  | 'CANCELLED'
  /** The payment is authorised. */
  | 'CONFIRMED'
  /** Everything was sent. */
  | 'FULFILLED'
  /** Placed; its payment is not decided yet. */
  | 'PENDING'
  /** A person has to look at it; cart and stock stay taken. */
  | 'PENDING_REVIEW'
  /** Sent back. Final. */
  | 'RETURNED';

/** Where the payment of an order stands. */
export type PaymentStatus =
  /** The money is reserved, not taken. */
  | 'AUTHORIZED'
  /** The money was taken. */
  | 'CAPTURED'
  /** Declined. */
  | 'FAILED'
  /** A part of the money was given back. */
  | 'PARTIALLY_REFUNDED'
  /** Not decided yet. */
  | 'PENDING'
  /** All of the money was given back. */
  | 'REFUNDED'
  /** Given up before any money was taken. */
  | 'VOIDED';

/** A session to end. */
export type SessionEndInput = {
  /** The session. */
  sessionId: string;
};

/** A session to start. */
export type SessionStartInput = {
  /** What there is to say about the device, at most 4 kB of JSON. No personal data. */
  deviceInfo?: unknown;
  /** Makes the request safe to repeat for 24 hours: the same key, the same session. For a new guest at least 16 characters: a repeat hands out the token. */
  idempotencyKey?: string | null | undefined;
};

/** Which stock levels to list; every given condition must hold. */
export type StockFilter = {
  /** Only this location. */
  location?: string | null | undefined;
  /** Only rows that are low or out of stock. */
  lowOnly?: boolean | null | undefined;
  /** Only locations of this region. */
  region?: string | null | undefined;
  /** Only these skus, at most 500. */
  skus?: Array<string> | null | undefined;
};

/** A count of what is physically there. */
export type StockSetInput = {
  /** The count the caller has seen (0 for a sku without a row): refused when it is another now. */
  expectedQuantity?: number | null | undefined;
  /** A repeat with the same key changes nothing. Default: from the header. */
  idempotencyKey?: string | null | undefined;
  /** Code of an existing location. */
  location: string;
  /** Counted units, at least what is held and allocated. */
  quantity: number;
  /** Why, for the history. */
  reason?: string | null | undefined;
  /** Stock keeping unit. */
  sku: string;
};

export type CartViewFragment = { id: string, version: number, status: CartStatus, currencyCode: string, region: string, totalQuantity: number, reservedUntil: string | null, cost: { isEstimated: boolean, pricedVersion: number, subtotal: { amount: string, minorUnits: string, currencyCode: string }, tax: { amount: string, minorUnits: string, currencyCode: string }, total: { amount: string, minorUnits: string, currencyCode: string } }, lines: Array<{ id: string, sku: string, title: string, quantity: number, reservedUntil: string | null, unitPrice: { amount: string, minorUnits: string, currencyCode: string }, cost: { subtotal: { amount: string, minorUnits: string, currencyCode: string }, tax: { amount: string, minorUnits: string, currencyCode: string }, total: { amount: string, minorUnits: string, currencyCode: string } }, variant: { id: string, product: { id: string, title: string } } | null }> };

type UserErrorParts_BasicUserError_Fragment = { __typename: 'BasicUserError', code: string, message: string, field: Array<string> | null };

type UserErrorParts_ConditionError_Fragment = { __typename: 'ConditionError', code: string, message: string, field: Array<string> | null };

type UserErrorParts_CouponRejectedError_Fragment = { __typename: 'CouponRejectedError', code: string, message: string, field: Array<string> | null };

type UserErrorParts_InsufficientStockError_Fragment = { __typename: 'InsufficientStockError', sku: string, requestedQuantity: number, availableQuantity: number, code: string, message: string, field: Array<string> | null };

type UserErrorParts_OutOfStockError_Fragment = { __typename: 'OutOfStockError', code: string, message: string, field: Array<string> | null };

type UserErrorParts_PaymentDeclinedError_Fragment = { __typename: 'PaymentDeclinedError', code: string, message: string, field: Array<string> | null };

type UserErrorParts_PriceChangedError_Fragment = { __typename: 'PriceChangedError', code: string, message: string, field: Array<string> | null };

type UserErrorParts_VersionConflictError_Fragment = { __typename: 'VersionConflictError', currentVersion: number, expectedVersion: number, code: string, message: string, field: Array<string> | null };

export type UserErrorPartsFragment =
  | UserErrorParts_BasicUserError_Fragment
  | UserErrorParts_ConditionError_Fragment
  | UserErrorParts_CouponRejectedError_Fragment
  | UserErrorParts_InsufficientStockError_Fragment
  | UserErrorParts_OutOfStockError_Fragment
  | UserErrorParts_PaymentDeclinedError_Fragment
  | UserErrorParts_PriceChangedError_Fragment
  | UserErrorParts_VersionConflictError_Fragment
;

export type CartOutcomeFragment = { committedVersion: number | null, replayed: boolean, cart: { id: string, version: number, status: CartStatus, currencyCode: string, region: string, totalQuantity: number, reservedUntil: string | null, cost: { isEstimated: boolean, pricedVersion: number, subtotal: { amount: string, minorUnits: string, currencyCode: string }, tax: { amount: string, minorUnits: string, currencyCode: string }, total: { amount: string, minorUnits: string, currencyCode: string } }, lines: Array<{ id: string, sku: string, title: string, quantity: number, reservedUntil: string | null, unitPrice: { amount: string, minorUnits: string, currencyCode: string }, cost: { subtotal: { amount: string, minorUnits: string, currencyCode: string }, tax: { amount: string, minorUnits: string, currencyCode: string }, total: { amount: string, minorUnits: string, currencyCode: string } }, variant: { id: string, product: { id: string, title: string } } | null }> } | null, userErrors: Array<
    | { __typename: 'BasicUserError', code: string, message: string, field: Array<string> | null }
    | { __typename: 'ConditionError', code: string, message: string, field: Array<string> | null }
    | { __typename: 'CouponRejectedError', code: string, message: string, field: Array<string> | null }
    | { __typename: 'InsufficientStockError', sku: string, requestedQuantity: number, availableQuantity: number, code: string, message: string, field: Array<string> | null }
    | { __typename: 'OutOfStockError', code: string, message: string, field: Array<string> | null }
    | { __typename: 'PaymentDeclinedError', code: string, message: string, field: Array<string> | null }
    | { __typename: 'PriceChangedError', code: string, message: string, field: Array<string> | null }
    | { __typename: 'VersionConflictError', currentVersion: number, expectedVersion: number, code: string, message: string, field: Array<string> | null }
  > };

export type CartUpdateMutationVariables = Exact<{
  input: CartUpdateInput;
}>;


export type CartUpdateMutation = { cartUpdate: { committedVersion: number | null, replayed: boolean, cart: { id: string, version: number, status: CartStatus, currencyCode: string, region: string, totalQuantity: number, reservedUntil: string | null, cost: { isEstimated: boolean, pricedVersion: number, subtotal: { amount: string, minorUnits: string, currencyCode: string }, tax: { amount: string, minorUnits: string, currencyCode: string }, total: { amount: string, minorUnits: string, currencyCode: string } }, lines: Array<{ id: string, sku: string, title: string, quantity: number, reservedUntil: string | null, unitPrice: { amount: string, minorUnits: string, currencyCode: string }, cost: { subtotal: { amount: string, minorUnits: string, currencyCode: string }, tax: { amount: string, minorUnits: string, currencyCode: string }, total: { amount: string, minorUnits: string, currencyCode: string } }, variant: { id: string, product: { id: string, title: string } } | null }> } | null, userErrors: Array<
      | { __typename: 'BasicUserError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'ConditionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'CouponRejectedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'InsufficientStockError', sku: string, requestedQuantity: number, availableQuantity: number, code: string, message: string, field: Array<string> | null }
      | { __typename: 'OutOfStockError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PaymentDeclinedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PriceChangedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'VersionConflictError', currentVersion: number, expectedVersion: number, code: string, message: string, field: Array<string> | null }
    > } };

export type CartSaveMutationVariables = Exact<{
  input: CartSaveInput;
}>;


export type CartSaveMutation = { cartSave: { committedVersion: number | null, replayed: boolean, cart: { id: string, version: number, status: CartStatus, currencyCode: string, region: string, totalQuantity: number, reservedUntil: string | null, cost: { isEstimated: boolean, pricedVersion: number, subtotal: { amount: string, minorUnits: string, currencyCode: string }, tax: { amount: string, minorUnits: string, currencyCode: string }, total: { amount: string, minorUnits: string, currencyCode: string } }, lines: Array<{ id: string, sku: string, title: string, quantity: number, reservedUntil: string | null, unitPrice: { amount: string, minorUnits: string, currencyCode: string }, cost: { subtotal: { amount: string, minorUnits: string, currencyCode: string }, tax: { amount: string, minorUnits: string, currencyCode: string }, total: { amount: string, minorUnits: string, currencyCode: string } }, variant: { id: string, product: { id: string, title: string } } | null }> } | null, userErrors: Array<
      | { __typename: 'BasicUserError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'ConditionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'CouponRejectedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'InsufficientStockError', sku: string, requestedQuantity: number, availableQuantity: number, code: string, message: string, field: Array<string> | null }
      | { __typename: 'OutOfStockError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PaymentDeclinedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PriceChangedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'VersionConflictError', currentVersion: number, expectedVersion: number, code: string, message: string, field: Array<string> | null }
    > } };

export type CartRestoreMutationVariables = Exact<{
  input: CartRestoreInput;
}>;


export type CartRestoreMutation = { cartRestore: { committedVersion: number | null, replayed: boolean, cart: { id: string, version: number, status: CartStatus, currencyCode: string, region: string, totalQuantity: number, reservedUntil: string | null, cost: { isEstimated: boolean, pricedVersion: number, subtotal: { amount: string, minorUnits: string, currencyCode: string }, tax: { amount: string, minorUnits: string, currencyCode: string }, total: { amount: string, minorUnits: string, currencyCode: string } }, lines: Array<{ id: string, sku: string, title: string, quantity: number, reservedUntil: string | null, unitPrice: { amount: string, minorUnits: string, currencyCode: string }, cost: { subtotal: { amount: string, minorUnits: string, currencyCode: string }, tax: { amount: string, minorUnits: string, currencyCode: string }, total: { amount: string, minorUnits: string, currencyCode: string } }, variant: { id: string, product: { id: string, title: string } } | null }> } | null, userErrors: Array<
      | { __typename: 'BasicUserError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'ConditionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'CouponRejectedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'InsufficientStockError', sku: string, requestedQuantity: number, availableQuantity: number, code: string, message: string, field: Array<string> | null }
      | { __typename: 'OutOfStockError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PaymentDeclinedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PriceChangedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'VersionConflictError', currentVersion: number, expectedVersion: number, code: string, message: string, field: Array<string> | null }
    > } };

export type CartDeleteMutationVariables = Exact<{
  input: CartDeleteInput;
}>;


export type CartDeleteMutation = { cartDelete: { committedVersion: number | null, replayed: boolean, cart: { id: string, version: number, status: CartStatus, currencyCode: string, region: string, totalQuantity: number, reservedUntil: string | null, cost: { isEstimated: boolean, pricedVersion: number, subtotal: { amount: string, minorUnits: string, currencyCode: string }, tax: { amount: string, minorUnits: string, currencyCode: string }, total: { amount: string, minorUnits: string, currencyCode: string } }, lines: Array<{ id: string, sku: string, title: string, quantity: number, reservedUntil: string | null, unitPrice: { amount: string, minorUnits: string, currencyCode: string }, cost: { subtotal: { amount: string, minorUnits: string, currencyCode: string }, tax: { amount: string, minorUnits: string, currencyCode: string }, total: { amount: string, minorUnits: string, currencyCode: string } }, variant: { id: string, product: { id: string, title: string } } | null }> } | null, userErrors: Array<
      | { __typename: 'BasicUserError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'ConditionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'CouponRejectedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'InsufficientStockError', sku: string, requestedQuantity: number, availableQuantity: number, code: string, message: string, field: Array<string> | null }
      | { __typename: 'OutOfStockError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PaymentDeclinedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PriceChangedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'VersionConflictError', currentVersion: number, expectedVersion: number, code: string, message: string, field: Array<string> | null }
    > } };

export type CartReservationExtendMutationVariables = Exact<{
  input: CartReservationExtendInput;
}>;


export type CartReservationExtendMutation = { cartReservationExtend: { committedVersion: number | null, replayed: boolean, cart: { id: string, version: number, status: CartStatus, currencyCode: string, region: string, totalQuantity: number, reservedUntil: string | null, cost: { isEstimated: boolean, pricedVersion: number, subtotal: { amount: string, minorUnits: string, currencyCode: string }, tax: { amount: string, minorUnits: string, currencyCode: string }, total: { amount: string, minorUnits: string, currencyCode: string } }, lines: Array<{ id: string, sku: string, title: string, quantity: number, reservedUntil: string | null, unitPrice: { amount: string, minorUnits: string, currencyCode: string }, cost: { subtotal: { amount: string, minorUnits: string, currencyCode: string }, tax: { amount: string, minorUnits: string, currencyCode: string }, total: { amount: string, minorUnits: string, currencyCode: string } }, variant: { id: string, product: { id: string, title: string } } | null }> } | null, userErrors: Array<
      | { __typename: 'BasicUserError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'ConditionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'CouponRejectedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'InsufficientStockError', sku: string, requestedQuantity: number, availableQuantity: number, code: string, message: string, field: Array<string> | null }
      | { __typename: 'OutOfStockError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PaymentDeclinedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PriceChangedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'VersionConflictError', currentVersion: number, expectedVersion: number, code: string, message: string, field: Array<string> | null }
    > } };

export type CartMergeMutationVariables = Exact<{
  input: CartMergeInput;
}>;


export type CartMergeMutation = { cartMerge: { replayed: boolean, report: Array<{ sku: string, fromQuantity: number, intoQuantity: number, resultQuantity: number, reason: string | null }>, cart: { id: string, version: number, status: CartStatus, currencyCode: string, region: string, totalQuantity: number, reservedUntil: string | null, cost: { isEstimated: boolean, pricedVersion: number, subtotal: { amount: string, minorUnits: string, currencyCode: string }, tax: { amount: string, minorUnits: string, currencyCode: string }, total: { amount: string, minorUnits: string, currencyCode: string } }, lines: Array<{ id: string, sku: string, title: string, quantity: number, reservedUntil: string | null, unitPrice: { amount: string, minorUnits: string, currencyCode: string }, cost: { subtotal: { amount: string, minorUnits: string, currencyCode: string }, tax: { amount: string, minorUnits: string, currencyCode: string }, total: { amount: string, minorUnits: string, currencyCode: string } }, variant: { id: string, product: { id: string, title: string } } | null }> } | null, userErrors: Array<
      | { __typename: 'BasicUserError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'ConditionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'CouponRejectedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'InsufficientStockError', sku: string, requestedQuantity: number, availableQuantity: number, code: string, message: string, field: Array<string> | null }
      | { __typename: 'OutOfStockError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PaymentDeclinedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PriceChangedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'VersionConflictError', currentVersion: number, expectedVersion: number, code: string, message: string, field: Array<string> | null }
    > } };

export type MergeableCartQueryVariables = Exact<{ [key: string]: never; }>;


export type MergeableCartQuery = { mergeableCart: { id: string, version: number, status: CartStatus, currencyCode: string, region: string, totalQuantity: number, reservedUntil: string | null, cost: { isEstimated: boolean, pricedVersion: number, subtotal: { amount: string, minorUnits: string, currencyCode: string }, tax: { amount: string, minorUnits: string, currencyCode: string }, total: { amount: string, minorUnits: string, currencyCode: string } }, lines: Array<{ id: string, sku: string, title: string, quantity: number, reservedUntil: string | null, unitPrice: { amount: string, minorUnits: string, currencyCode: string }, cost: { subtotal: { amount: string, minorUnits: string, currencyCode: string }, tax: { amount: string, minorUnits: string, currencyCode: string }, total: { amount: string, minorUnits: string, currencyCode: string } }, variant: { id: string, product: { id: string, title: string } } | null }> } | null };

export type SessionStartMutationVariables = Exact<{
  input: SessionStartInput;
}>;


export type SessionStartMutation = { sessionStart: { sessionToken: string | null, session: { id: string, customerId: string | null, deviceInfo: unknown } | null, userErrors: Array<
      | { __typename: 'BasicUserError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'ConditionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'CouponRejectedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'InsufficientStockError', sku: string, requestedQuantity: number, availableQuantity: number, code: string, message: string, field: Array<string> | null }
      | { __typename: 'OutOfStockError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PaymentDeclinedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PriceChangedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'VersionConflictError', currentVersion: number, expectedVersion: number, code: string, message: string, field: Array<string> | null }
    > } };

export type SessionEndMutationVariables = Exact<{
  input: SessionEndInput;
}>;


export type SessionEndMutation = { sessionEnd: { session: { id: string, expiresAt: string } | null, userErrors: Array<
      | { __typename: 'BasicUserError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'ConditionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'CouponRejectedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'InsufficientStockError', sku: string, requestedQuantity: number, availableQuantity: number, code: string, message: string, field: Array<string> | null }
      | { __typename: 'OutOfStockError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PaymentDeclinedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PriceChangedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'VersionConflictError', currentVersion: number, expectedVersion: number, code: string, message: string, field: Array<string> | null }
    > } };

export type SessionQueryVariables = Exact<{
  id: string;
}>;


export type SessionQuery = { session: { id: string, customerId: string | null, deviceInfo: unknown, expiresAt: string, createdAt: string, lastSeenAt: string, carts: Array<{ id: string, status: CartStatus, version: number }> } | null };

export type CartQueryVariables = Exact<{
  id: string;
}>;


export type CartQuery = { cart: { id: string, version: number, status: CartStatus, currencyCode: string, region: string, totalQuantity: number, reservedUntil: string | null, cost: { isEstimated: boolean, pricedVersion: number, subtotal: { amount: string, minorUnits: string, currencyCode: string }, tax: { amount: string, minorUnits: string, currencyCode: string }, total: { amount: string, minorUnits: string, currencyCode: string } }, lines: Array<{ id: string, sku: string, title: string, quantity: number, reservedUntil: string | null, unitPrice: { amount: string, minorUnits: string, currencyCode: string }, cost: { subtotal: { amount: string, minorUnits: string, currencyCode: string }, tax: { amount: string, minorUnits: string, currencyCode: string }, total: { amount: string, minorUnits: string, currencyCode: string } }, variant: { id: string, product: { id: string, title: string } } | null }> } | null };

export type CartHistoryQueryVariables = Exact<{
  id: string;
  afterVersion?: number | null | undefined;
  first?: number | null | undefined;
}>;


export type CartHistoryQuery = { cart: { version: number, history: Array<{ version: number, cause: CartChangeCause, lineIds: Array<string> }> | null } | null };

export type CartPageQueryVariables = Exact<{
  id: string;
}>;


export type CartPageQuery = { cart: { id: string, version: number, totalQuantity: number, cost: { total: { amount: string, minorUnits: string, currencyCode: string } }, lines: Array<{ id: string, quantity: number, title: string, unitPrice: { amount: string, minorUnits: string, currencyCode: string }, variant: { title: string, product: { title: string }, price: { unitPrice: { amount: string, minorUnits: string, currencyCode: string } } | null } | null }> } | null };

export type MyCartQueryVariables = Exact<{ [key: string]: never; }>;


export type MyCartQuery = { myCart: { id: string, version: number, status: CartStatus, currencyCode: string, region: string, totalQuantity: number, reservedUntil: string | null, cost: { isEstimated: boolean, pricedVersion: number, subtotal: { amount: string, minorUnits: string, currencyCode: string }, tax: { amount: string, minorUnits: string, currencyCode: string }, total: { amount: string, minorUnits: string, currencyCode: string } }, lines: Array<{ id: string, sku: string, title: string, quantity: number, reservedUntil: string | null, unitPrice: { amount: string, minorUnits: string, currencyCode: string }, cost: { subtotal: { amount: string, minorUnits: string, currencyCode: string }, tax: { amount: string, minorUnits: string, currencyCode: string }, total: { amount: string, minorUnits: string, currencyCode: string } }, variant: { id: string, product: { id: string, title: string } } | null }> } | null };

export type MeQueryVariables = Exact<{ [key: string]: never; }>;


export type MeQuery = { me: { id: string, email: string | null, firstName: string | null, carts: Array<{ id: string, status: CartStatus, version: number, totalQuantity: number }> | null } | null };

export type CartCreateMutationVariables = Exact<{
  input: CartCreateInput;
}>;


export type CartCreateMutation = { cartCreate: { sessionToken: string | null, replayed: boolean, cart: { id: string, version: number, status: CartStatus, currencyCode: string, region: string, totalQuantity: number, reservedUntil: string | null, cost: { isEstimated: boolean, pricedVersion: number, subtotal: { amount: string, minorUnits: string, currencyCode: string }, tax: { amount: string, minorUnits: string, currencyCode: string }, total: { amount: string, minorUnits: string, currencyCode: string } }, lines: Array<{ id: string, sku: string, title: string, quantity: number, reservedUntil: string | null, unitPrice: { amount: string, minorUnits: string, currencyCode: string }, cost: { subtotal: { amount: string, minorUnits: string, currencyCode: string }, tax: { amount: string, minorUnits: string, currencyCode: string }, total: { amount: string, minorUnits: string, currencyCode: string } }, variant: { id: string, product: { id: string, title: string } } | null }> } | null, userErrors: Array<
      | { __typename: 'BasicUserError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'ConditionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'CouponRejectedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'InsufficientStockError', sku: string, requestedQuantity: number, availableQuantity: number, code: string, message: string, field: Array<string> | null }
      | { __typename: 'OutOfStockError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PaymentDeclinedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PriceChangedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'VersionConflictError', currentVersion: number, expectedVersion: number, code: string, message: string, field: Array<string> | null }
    > } };

export type CartLinesAddMutationVariables = Exact<{
  input: CartLinesAddInput;
}>;


export type CartLinesAddMutation = { cartLinesAdd: { committedVersion: number | null, replayed: boolean, cart: { id: string, version: number, status: CartStatus, currencyCode: string, region: string, totalQuantity: number, reservedUntil: string | null, cost: { isEstimated: boolean, pricedVersion: number, subtotal: { amount: string, minorUnits: string, currencyCode: string }, tax: { amount: string, minorUnits: string, currencyCode: string }, total: { amount: string, minorUnits: string, currencyCode: string } }, lines: Array<{ id: string, sku: string, title: string, quantity: number, reservedUntil: string | null, unitPrice: { amount: string, minorUnits: string, currencyCode: string }, cost: { subtotal: { amount: string, minorUnits: string, currencyCode: string }, tax: { amount: string, minorUnits: string, currencyCode: string }, total: { amount: string, minorUnits: string, currencyCode: string } }, variant: { id: string, product: { id: string, title: string } } | null }> } | null, userErrors: Array<
      | { __typename: 'BasicUserError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'ConditionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'CouponRejectedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'InsufficientStockError', sku: string, requestedQuantity: number, availableQuantity: number, code: string, message: string, field: Array<string> | null }
      | { __typename: 'OutOfStockError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PaymentDeclinedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PriceChangedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'VersionConflictError', currentVersion: number, expectedVersion: number, code: string, message: string, field: Array<string> | null }
    > } };

export type CartLinesUpdateMutationVariables = Exact<{
  input: CartLinesUpdateInput;
}>;


export type CartLinesUpdateMutation = { cartLinesUpdate: { committedVersion: number | null, replayed: boolean, cart: { id: string, version: number, status: CartStatus, currencyCode: string, region: string, totalQuantity: number, reservedUntil: string | null, cost: { isEstimated: boolean, pricedVersion: number, subtotal: { amount: string, minorUnits: string, currencyCode: string }, tax: { amount: string, minorUnits: string, currencyCode: string }, total: { amount: string, minorUnits: string, currencyCode: string } }, lines: Array<{ id: string, sku: string, title: string, quantity: number, reservedUntil: string | null, unitPrice: { amount: string, minorUnits: string, currencyCode: string }, cost: { subtotal: { amount: string, minorUnits: string, currencyCode: string }, tax: { amount: string, minorUnits: string, currencyCode: string }, total: { amount: string, minorUnits: string, currencyCode: string } }, variant: { id: string, product: { id: string, title: string } } | null }> } | null, userErrors: Array<
      | { __typename: 'BasicUserError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'ConditionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'CouponRejectedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'InsufficientStockError', sku: string, requestedQuantity: number, availableQuantity: number, code: string, message: string, field: Array<string> | null }
      | { __typename: 'OutOfStockError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PaymentDeclinedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PriceChangedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'VersionConflictError', currentVersion: number, expectedVersion: number, code: string, message: string, field: Array<string> | null }
    > } };

export type CartLinesRemoveMutationVariables = Exact<{
  input: CartLinesRemoveInput;
}>;


export type CartLinesRemoveMutation = { cartLinesRemove: { committedVersion: number | null, replayed: boolean, cart: { id: string, version: number, status: CartStatus, currencyCode: string, region: string, totalQuantity: number, reservedUntil: string | null, cost: { isEstimated: boolean, pricedVersion: number, subtotal: { amount: string, minorUnits: string, currencyCode: string }, tax: { amount: string, minorUnits: string, currencyCode: string }, total: { amount: string, minorUnits: string, currencyCode: string } }, lines: Array<{ id: string, sku: string, title: string, quantity: number, reservedUntil: string | null, unitPrice: { amount: string, minorUnits: string, currencyCode: string }, cost: { subtotal: { amount: string, minorUnits: string, currencyCode: string }, tax: { amount: string, minorUnits: string, currencyCode: string }, total: { amount: string, minorUnits: string, currencyCode: string } }, variant: { id: string, product: { id: string, title: string } } | null }> } | null, userErrors: Array<
      | { __typename: 'BasicUserError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'ConditionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'CouponRejectedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'InsufficientStockError', sku: string, requestedQuantity: number, availableQuantity: number, code: string, message: string, field: Array<string> | null }
      | { __typename: 'OutOfStockError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PaymentDeclinedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PriceChangedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'VersionConflictError', currentVersion: number, expectedVersion: number, code: string, message: string, field: Array<string> | null }
    > } };

export type CartClearMutationVariables = Exact<{
  input: CartClearInput;
}>;


export type CartClearMutation = { cartClear: { committedVersion: number | null, replayed: boolean, cart: { id: string, version: number, status: CartStatus, currencyCode: string, region: string, totalQuantity: number, reservedUntil: string | null, cost: { isEstimated: boolean, pricedVersion: number, subtotal: { amount: string, minorUnits: string, currencyCode: string }, tax: { amount: string, minorUnits: string, currencyCode: string }, total: { amount: string, minorUnits: string, currencyCode: string } }, lines: Array<{ id: string, sku: string, title: string, quantity: number, reservedUntil: string | null, unitPrice: { amount: string, minorUnits: string, currencyCode: string }, cost: { subtotal: { amount: string, minorUnits: string, currencyCode: string }, tax: { amount: string, minorUnits: string, currencyCode: string }, total: { amount: string, minorUnits: string, currencyCode: string } }, variant: { id: string, product: { id: string, title: string } } | null }> } | null, userErrors: Array<
      | { __typename: 'BasicUserError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'ConditionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'CouponRejectedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'InsufficientStockError', sku: string, requestedQuantity: number, availableQuantity: number, code: string, message: string, field: Array<string> | null }
      | { __typename: 'OutOfStockError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PaymentDeclinedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PriceChangedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'VersionConflictError', currentVersion: number, expectedVersion: number, code: string, message: string, field: Array<string> | null }
    > } };

export type CartChangedSubscriptionVariables = Exact<{
  cartId: string;
  afterVersion?: number | null | undefined;
}>;


export type CartChangedSubscription = { cartChanged: { version: number, cause: CartChangeCause, snapshot: boolean, changes: Array<{ version: number, cause: CartChangeCause, lineIds: Array<string>, at: string }>, cart: { id: string, version: number, status: CartStatus, currencyCode: string, region: string, totalQuantity: number, reservedUntil: string | null, cost: { isEstimated: boolean, pricedVersion: number, subtotal: { amount: string, minorUnits: string, currencyCode: string }, tax: { amount: string, minorUnits: string, currencyCode: string }, total: { amount: string, minorUnits: string, currencyCode: string } }, lines: Array<{ id: string, sku: string, title: string, quantity: number, reservedUntil: string | null, unitPrice: { amount: string, minorUnits: string, currencyCode: string }, cost: { subtotal: { amount: string, minorUnits: string, currencyCode: string }, tax: { amount: string, minorUnits: string, currencyCode: string }, total: { amount: string, minorUnits: string, currencyCode: string } }, variant: { id: string, product: { id: string, title: string } } | null }> } | null } | null };

export type CheckoutSessionViewFragment = { id: string, status: CheckoutSessionStatus, cartVersion: number, expiresAt: string, requiresConsent: boolean, total: { amount: string, minorUnits: string, currencyCode: string } };

export type OrderViewFragment = { id: string, orderNumber: string, status: OrderStatus, paymentStatus: PaymentStatus, version: number, total: { amount: string, minorUnits: string, currencyCode: string }, lines: Array<{ id: string, sku: string, quantity: number, title: string, unitPrice: { amount: string, minorUnits: string, currencyCode: string } }> };

export type CheckoutSessionCreateMutationVariables = Exact<{
  input: CheckoutSessionCreateInput;
}>;


export type CheckoutSessionCreateMutation = { checkoutSessionCreate: { session: { id: string, status: CheckoutSessionStatus, cartVersion: number, expiresAt: string, requiresConsent: boolean, total: { amount: string, minorUnits: string, currencyCode: string } } | null, userErrors: Array<
      | { __typename: 'BasicUserError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'ConditionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'CouponRejectedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'InsufficientStockError', sku: string, requestedQuantity: number, availableQuantity: number, code: string, message: string, field: Array<string> | null }
      | { __typename: 'OutOfStockError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PaymentDeclinedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PriceChangedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'VersionConflictError', currentVersion: number, expectedVersion: number, code: string, message: string, field: Array<string> | null }
    > } };

export type CheckoutCompleteMutationVariables = Exact<{
  input: CheckoutCompleteInput;
}>;


export type CheckoutCompleteMutation = { checkoutComplete: { accessToken: string | null, replayed: boolean, order: { id: string, orderNumber: string, status: OrderStatus, paymentStatus: PaymentStatus, version: number, total: { amount: string, minorUnits: string, currencyCode: string }, lines: Array<{ id: string, sku: string, quantity: number, title: string, unitPrice: { amount: string, minorUnits: string, currencyCode: string } }> } | null, session: { id: string, status: CheckoutSessionStatus, cartVersion: number, expiresAt: string, requiresConsent: boolean, total: { amount: string, minorUnits: string, currencyCode: string } } | null, userErrors: Array<
      | { __typename: 'BasicUserError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'ConditionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'CouponRejectedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'InsufficientStockError', sku: string, requestedQuantity: number, availableQuantity: number, code: string, message: string, field: Array<string> | null }
      | { __typename: 'OutOfStockError', sku: string, availableQuantity: number, code: string, message: string, field: Array<string> | null }
      | { __typename: 'PaymentDeclinedError', reason: string, code: string, message: string, field: Array<string> | null }
      | { __typename: 'PriceChangedError', code: string, message: string, field: Array<string> | null, currentTotal: { amount: string, minorUnits: string, currencyCode: string } }
      | { __typename: 'VersionConflictError', currentVersion: number, expectedVersion: number, code: string, message: string, field: Array<string> | null }
    > } };

export type OrderQueryVariables = Exact<{
  id?: string | null | undefined;
  orderNumber?: string | null | undefined;
  accessToken?: string | null | undefined;
}>;


export type OrderQuery = { order: { id: string, orderNumber: string, status: OrderStatus, paymentStatus: PaymentStatus, version: number, total: { amount: string, minorUnits: string, currencyCode: string }, lines: Array<{ id: string, sku: string, quantity: number, title: string, unitPrice: { amount: string, minorUnits: string, currencyCode: string } }> } | null };

export type MyOrdersQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type MyOrdersQuery = { myOrders: { nodes: Array<{ id: string, orderNumber: string, status: OrderStatus, paymentStatus: PaymentStatus, version: number, total: { amount: string, minorUnits: string, currencyCode: string }, lines: Array<{ id: string, sku: string, quantity: number, title: string, unitPrice: { amount: string, minorUnits: string, currencyCode: string } }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type FirstProductsQueryVariables = Exact<{
  first?: number | null | undefined;
}>;


export type FirstProductsQuery = { products: { nodes: Array<{ id: string, title: string, variants: Array<{ id: string, sku: string, price: { unitPrice: { amount: string, minorUnits: string, currencyCode: string } } | null, availability: { status: AvailabilityStatus, quantityAvailable: number | null } | null }> }> } | null };

export type MoneyPartsFragment = { amount: string, minorUnits: string, currencyCode: string };

export type StockLevelViewFragment = { sku: string, location: string, region: string, onHand: number, available: number, held: number, allocated: number, safetyStock: number, version: number };

export type StaffCartsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  filter?: CartFilter | null | undefined;
}>;


export type StaffCartsQuery = { carts: { totalCount: number | null, nodes: Array<{ id: string, status: CartStatus, version: number, totalQuantity: number }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type StaffCustomersQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  filter?: CustomerFilter | null | undefined;
}>;


export type StaffCustomersQuery = { customers: { totalCount: number | null, nodes: Array<{ id: string, email: string | null, segments: Array<{ code: string }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type StaffOrdersQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  filter?: OrderFilter | null | undefined;
}>;


export type StaffOrdersQuery = { orders: { totalCount: number | null, nodes: Array<{ id: string, orderNumber: string, status: OrderStatus, paymentStatus: PaymentStatus, version: number, total: { amount: string, minorUnits: string, currencyCode: string }, lines: Array<{ id: string, sku: string, quantity: number, title: string, unitPrice: { amount: string, minorUnits: string, currencyCode: string } }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type StockLevelsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  filter?: StockFilter | null | undefined;
}>;


export type StockLevelsQuery = { stockLevels: { totalCount: number | null, nodes: Array<{ sku: string, location: string, region: string, onHand: number, available: number, held: number, allocated: number, safetyStock: number, version: number }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type StockSetMutationVariables = Exact<{
  input: StockSetInput;
}>;


export type StockSetMutation = { stockSet: { level: { sku: string, location: string, region: string, onHand: number, available: number, held: number, allocated: number, safetyStock: number, version: number } | null, userErrors: Array<
      | { __typename: 'BasicUserError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'ConditionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'CouponRejectedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'InsufficientStockError', sku: string, requestedQuantity: number, availableQuantity: number, code: string, message: string, field: Array<string> | null }
      | { __typename: 'OutOfStockError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PaymentDeclinedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PriceChangedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'VersionConflictError', currentVersion: number, expectedVersion: number, code: string, message: string, field: Array<string> | null }
    > } };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const MoneyPartsFragmentDoc = new TypedDocumentString(`
    fragment MoneyParts on Money {
  amount
  minorUnits
  currencyCode
}
    `, {"fragmentName":"MoneyParts"}) as unknown as TypedDocumentString<MoneyPartsFragment, unknown>;
export const CartViewFragmentDoc = new TypedDocumentString(`
    fragment CartView on Cart {
  id
  version
  status
  currencyCode
  region
  totalQuantity
  reservedUntil
  cost {
    isEstimated
    pricedVersion
    subtotal {
      ...MoneyParts
    }
    tax {
      ...MoneyParts
    }
    total {
      ...MoneyParts
    }
  }
  lines {
    id
    sku
    title
    quantity
    reservedUntil
    unitPrice {
      ...MoneyParts
    }
    cost {
      subtotal {
        ...MoneyParts
      }
      tax {
        ...MoneyParts
      }
      total {
        ...MoneyParts
      }
    }
    variant {
      id
      product {
        id
        title
      }
    }
  }
}
    fragment MoneyParts on Money {
  amount
  minorUnits
  currencyCode
}`, {"fragmentName":"CartView"}) as unknown as TypedDocumentString<CartViewFragment, unknown>;
export const UserErrorPartsFragmentDoc = new TypedDocumentString(`
    fragment UserErrorParts on UserError {
  __typename
  code
  message
  field
  ... on InsufficientStockError {
    sku
    requestedQuantity
    availableQuantity
  }
  ... on VersionConflictError {
    currentVersion
    expectedVersion
  }
}
    `, {"fragmentName":"UserErrorParts"}) as unknown as TypedDocumentString<UserErrorPartsFragment, unknown>;
export const CartOutcomeFragmentDoc = new TypedDocumentString(`
    fragment CartOutcome on CartPayload {
  committedVersion
  replayed
  cart {
    ...CartView
  }
  userErrors {
    ...UserErrorParts
  }
}
    fragment CartView on Cart {
  id
  version
  status
  currencyCode
  region
  totalQuantity
  reservedUntil
  cost {
    isEstimated
    pricedVersion
    subtotal {
      ...MoneyParts
    }
    tax {
      ...MoneyParts
    }
    total {
      ...MoneyParts
    }
  }
  lines {
    id
    sku
    title
    quantity
    reservedUntil
    unitPrice {
      ...MoneyParts
    }
    cost {
      subtotal {
        ...MoneyParts
      }
      tax {
        ...MoneyParts
      }
      total {
        ...MoneyParts
      }
    }
    variant {
      id
      product {
        id
        title
      }
    }
  }
}
fragment UserErrorParts on UserError {
  __typename
  code
  message
  field
  ... on InsufficientStockError {
    sku
    requestedQuantity
    availableQuantity
  }
  ... on VersionConflictError {
    currentVersion
    expectedVersion
  }
}
fragment MoneyParts on Money {
  amount
  minorUnits
  currencyCode
}`, {"fragmentName":"CartOutcome"}) as unknown as TypedDocumentString<CartOutcomeFragment, unknown>;
export const CheckoutSessionViewFragmentDoc = new TypedDocumentString(`
    fragment CheckoutSessionView on CheckoutSession {
  id
  status
  cartVersion
  expiresAt
  requiresConsent
  total {
    ...MoneyParts
  }
}
    fragment MoneyParts on Money {
  amount
  minorUnits
  currencyCode
}`, {"fragmentName":"CheckoutSessionView"}) as unknown as TypedDocumentString<CheckoutSessionViewFragment, unknown>;
export const OrderViewFragmentDoc = new TypedDocumentString(`
    fragment OrderView on Order {
  id
  orderNumber
  status
  paymentStatus
  version
  total {
    ...MoneyParts
  }
  lines {
    id
    sku
    quantity
    title
    unitPrice {
      ...MoneyParts
    }
  }
}
    fragment MoneyParts on Money {
  amount
  minorUnits
  currencyCode
}`, {"fragmentName":"OrderView"}) as unknown as TypedDocumentString<OrderViewFragment, unknown>;
export const StockLevelViewFragmentDoc = new TypedDocumentString(`
    fragment StockLevelView on StockLevel {
  sku
  location
  region
  onHand
  available
  held
  allocated
  safetyStock
  version
}
    `, {"fragmentName":"StockLevelView"}) as unknown as TypedDocumentString<StockLevelViewFragment, unknown>;
export const CartUpdateDocument = new TypedDocumentString(`
    mutation CartUpdate($input: CartUpdateInput!) {
  cartUpdate(input: $input) {
    ...CartOutcome
  }
}
    fragment CartView on Cart {
  id
  version
  status
  currencyCode
  region
  totalQuantity
  reservedUntil
  cost {
    isEstimated
    pricedVersion
    subtotal {
      ...MoneyParts
    }
    tax {
      ...MoneyParts
    }
    total {
      ...MoneyParts
    }
  }
  lines {
    id
    sku
    title
    quantity
    reservedUntil
    unitPrice {
      ...MoneyParts
    }
    cost {
      subtotal {
        ...MoneyParts
      }
      tax {
        ...MoneyParts
      }
      total {
        ...MoneyParts
      }
    }
    variant {
      id
      product {
        id
        title
      }
    }
  }
}
fragment UserErrorParts on UserError {
  __typename
  code
  message
  field
  ... on InsufficientStockError {
    sku
    requestedQuantity
    availableQuantity
  }
  ... on VersionConflictError {
    currentVersion
    expectedVersion
  }
}
fragment CartOutcome on CartPayload {
  committedVersion
  replayed
  cart {
    ...CartView
  }
  userErrors {
    ...UserErrorParts
  }
}
fragment MoneyParts on Money {
  amount
  minorUnits
  currencyCode
}`) as unknown as TypedDocumentString<CartUpdateMutation, CartUpdateMutationVariables>;
export const CartSaveDocument = new TypedDocumentString(`
    mutation CartSave($input: CartSaveInput!) {
  cartSave(input: $input) {
    ...CartOutcome
  }
}
    fragment CartView on Cart {
  id
  version
  status
  currencyCode
  region
  totalQuantity
  reservedUntil
  cost {
    isEstimated
    pricedVersion
    subtotal {
      ...MoneyParts
    }
    tax {
      ...MoneyParts
    }
    total {
      ...MoneyParts
    }
  }
  lines {
    id
    sku
    title
    quantity
    reservedUntil
    unitPrice {
      ...MoneyParts
    }
    cost {
      subtotal {
        ...MoneyParts
      }
      tax {
        ...MoneyParts
      }
      total {
        ...MoneyParts
      }
    }
    variant {
      id
      product {
        id
        title
      }
    }
  }
}
fragment UserErrorParts on UserError {
  __typename
  code
  message
  field
  ... on InsufficientStockError {
    sku
    requestedQuantity
    availableQuantity
  }
  ... on VersionConflictError {
    currentVersion
    expectedVersion
  }
}
fragment CartOutcome on CartPayload {
  committedVersion
  replayed
  cart {
    ...CartView
  }
  userErrors {
    ...UserErrorParts
  }
}
fragment MoneyParts on Money {
  amount
  minorUnits
  currencyCode
}`) as unknown as TypedDocumentString<CartSaveMutation, CartSaveMutationVariables>;
export const CartRestoreDocument = new TypedDocumentString(`
    mutation CartRestore($input: CartRestoreInput!) {
  cartRestore(input: $input) {
    ...CartOutcome
  }
}
    fragment CartView on Cart {
  id
  version
  status
  currencyCode
  region
  totalQuantity
  reservedUntil
  cost {
    isEstimated
    pricedVersion
    subtotal {
      ...MoneyParts
    }
    tax {
      ...MoneyParts
    }
    total {
      ...MoneyParts
    }
  }
  lines {
    id
    sku
    title
    quantity
    reservedUntil
    unitPrice {
      ...MoneyParts
    }
    cost {
      subtotal {
        ...MoneyParts
      }
      tax {
        ...MoneyParts
      }
      total {
        ...MoneyParts
      }
    }
    variant {
      id
      product {
        id
        title
      }
    }
  }
}
fragment UserErrorParts on UserError {
  __typename
  code
  message
  field
  ... on InsufficientStockError {
    sku
    requestedQuantity
    availableQuantity
  }
  ... on VersionConflictError {
    currentVersion
    expectedVersion
  }
}
fragment CartOutcome on CartPayload {
  committedVersion
  replayed
  cart {
    ...CartView
  }
  userErrors {
    ...UserErrorParts
  }
}
fragment MoneyParts on Money {
  amount
  minorUnits
  currencyCode
}`) as unknown as TypedDocumentString<CartRestoreMutation, CartRestoreMutationVariables>;
export const CartDeleteDocument = new TypedDocumentString(`
    mutation CartDelete($input: CartDeleteInput!) {
  cartDelete(input: $input) {
    ...CartOutcome
  }
}
    fragment CartView on Cart {
  id
  version
  status
  currencyCode
  region
  totalQuantity
  reservedUntil
  cost {
    isEstimated
    pricedVersion
    subtotal {
      ...MoneyParts
    }
    tax {
      ...MoneyParts
    }
    total {
      ...MoneyParts
    }
  }
  lines {
    id
    sku
    title
    quantity
    reservedUntil
    unitPrice {
      ...MoneyParts
    }
    cost {
      subtotal {
        ...MoneyParts
      }
      tax {
        ...MoneyParts
      }
      total {
        ...MoneyParts
      }
    }
    variant {
      id
      product {
        id
        title
      }
    }
  }
}
fragment UserErrorParts on UserError {
  __typename
  code
  message
  field
  ... on InsufficientStockError {
    sku
    requestedQuantity
    availableQuantity
  }
  ... on VersionConflictError {
    currentVersion
    expectedVersion
  }
}
fragment CartOutcome on CartPayload {
  committedVersion
  replayed
  cart {
    ...CartView
  }
  userErrors {
    ...UserErrorParts
  }
}
fragment MoneyParts on Money {
  amount
  minorUnits
  currencyCode
}`) as unknown as TypedDocumentString<CartDeleteMutation, CartDeleteMutationVariables>;
export const CartReservationExtendDocument = new TypedDocumentString(`
    mutation CartReservationExtend($input: CartReservationExtendInput!) {
  cartReservationExtend(input: $input) {
    ...CartOutcome
  }
}
    fragment CartView on Cart {
  id
  version
  status
  currencyCode
  region
  totalQuantity
  reservedUntil
  cost {
    isEstimated
    pricedVersion
    subtotal {
      ...MoneyParts
    }
    tax {
      ...MoneyParts
    }
    total {
      ...MoneyParts
    }
  }
  lines {
    id
    sku
    title
    quantity
    reservedUntil
    unitPrice {
      ...MoneyParts
    }
    cost {
      subtotal {
        ...MoneyParts
      }
      tax {
        ...MoneyParts
      }
      total {
        ...MoneyParts
      }
    }
    variant {
      id
      product {
        id
        title
      }
    }
  }
}
fragment UserErrorParts on UserError {
  __typename
  code
  message
  field
  ... on InsufficientStockError {
    sku
    requestedQuantity
    availableQuantity
  }
  ... on VersionConflictError {
    currentVersion
    expectedVersion
  }
}
fragment CartOutcome on CartPayload {
  committedVersion
  replayed
  cart {
    ...CartView
  }
  userErrors {
    ...UserErrorParts
  }
}
fragment MoneyParts on Money {
  amount
  minorUnits
  currencyCode
}`) as unknown as TypedDocumentString<CartReservationExtendMutation, CartReservationExtendMutationVariables>;
export const CartMergeDocument = new TypedDocumentString(`
    mutation CartMerge($input: CartMergeInput!) {
  cartMerge(input: $input) {
    replayed
    report {
      sku
      fromQuantity
      intoQuantity
      resultQuantity
      reason
    }
    cart {
      ...CartView
    }
    userErrors {
      ...UserErrorParts
    }
  }
}
    fragment CartView on Cart {
  id
  version
  status
  currencyCode
  region
  totalQuantity
  reservedUntil
  cost {
    isEstimated
    pricedVersion
    subtotal {
      ...MoneyParts
    }
    tax {
      ...MoneyParts
    }
    total {
      ...MoneyParts
    }
  }
  lines {
    id
    sku
    title
    quantity
    reservedUntil
    unitPrice {
      ...MoneyParts
    }
    cost {
      subtotal {
        ...MoneyParts
      }
      tax {
        ...MoneyParts
      }
      total {
        ...MoneyParts
      }
    }
    variant {
      id
      product {
        id
        title
      }
    }
  }
}
fragment UserErrorParts on UserError {
  __typename
  code
  message
  field
  ... on InsufficientStockError {
    sku
    requestedQuantity
    availableQuantity
  }
  ... on VersionConflictError {
    currentVersion
    expectedVersion
  }
}
fragment MoneyParts on Money {
  amount
  minorUnits
  currencyCode
}`) as unknown as TypedDocumentString<CartMergeMutation, CartMergeMutationVariables>;
export const MergeableCartDocument = new TypedDocumentString(`
    query MergeableCart {
  mergeableCart {
    ...CartView
  }
}
    fragment CartView on Cart {
  id
  version
  status
  currencyCode
  region
  totalQuantity
  reservedUntil
  cost {
    isEstimated
    pricedVersion
    subtotal {
      ...MoneyParts
    }
    tax {
      ...MoneyParts
    }
    total {
      ...MoneyParts
    }
  }
  lines {
    id
    sku
    title
    quantity
    reservedUntil
    unitPrice {
      ...MoneyParts
    }
    cost {
      subtotal {
        ...MoneyParts
      }
      tax {
        ...MoneyParts
      }
      total {
        ...MoneyParts
      }
    }
    variant {
      id
      product {
        id
        title
      }
    }
  }
}
fragment MoneyParts on Money {
  amount
  minorUnits
  currencyCode
}`) as unknown as TypedDocumentString<MergeableCartQuery, MergeableCartQueryVariables>;
export const SessionStartDocument = new TypedDocumentString(`
    mutation SessionStart($input: SessionStartInput!) {
  sessionStart(input: $input) {
    sessionToken
    session {
      id
      customerId
      deviceInfo
    }
    userErrors {
      ...UserErrorParts
    }
  }
}
    fragment UserErrorParts on UserError {
  __typename
  code
  message
  field
  ... on InsufficientStockError {
    sku
    requestedQuantity
    availableQuantity
  }
  ... on VersionConflictError {
    currentVersion
    expectedVersion
  }
}`) as unknown as TypedDocumentString<SessionStartMutation, SessionStartMutationVariables>;
export const SessionEndDocument = new TypedDocumentString(`
    mutation SessionEnd($input: SessionEndInput!) {
  sessionEnd(input: $input) {
    session {
      id
      expiresAt
    }
    userErrors {
      ...UserErrorParts
    }
  }
}
    fragment UserErrorParts on UserError {
  __typename
  code
  message
  field
  ... on InsufficientStockError {
    sku
    requestedQuantity
    availableQuantity
  }
  ... on VersionConflictError {
    currentVersion
    expectedVersion
  }
}`) as unknown as TypedDocumentString<SessionEndMutation, SessionEndMutationVariables>;
export const SessionDocument = new TypedDocumentString(`
    query Session($id: ID!) {
  session(id: $id) {
    id
    customerId
    deviceInfo
    expiresAt
    createdAt
    lastSeenAt
    carts {
      id
      status
      version
    }
  }
}
    `) as unknown as TypedDocumentString<SessionQuery, SessionQueryVariables>;
export const CartDocument = new TypedDocumentString(`
    query Cart($id: ID!) {
  cart(id: $id) {
    ...CartView
  }
}
    fragment CartView on Cart {
  id
  version
  status
  currencyCode
  region
  totalQuantity
  reservedUntil
  cost {
    isEstimated
    pricedVersion
    subtotal {
      ...MoneyParts
    }
    tax {
      ...MoneyParts
    }
    total {
      ...MoneyParts
    }
  }
  lines {
    id
    sku
    title
    quantity
    reservedUntil
    unitPrice {
      ...MoneyParts
    }
    cost {
      subtotal {
        ...MoneyParts
      }
      tax {
        ...MoneyParts
      }
      total {
        ...MoneyParts
      }
    }
    variant {
      id
      product {
        id
        title
      }
    }
  }
}
fragment MoneyParts on Money {
  amount
  minorUnits
  currencyCode
}`) as unknown as TypedDocumentString<CartQuery, CartQueryVariables>;
export const CartHistoryDocument = new TypedDocumentString(`
    query CartHistory($id: ID!, $afterVersion: Int, $first: Int = 250) {
  cart(id: $id) {
    version
    history(afterVersion: $afterVersion, first: $first) {
      version
      cause
      lineIds
    }
  }
}
    `) as unknown as TypedDocumentString<CartHistoryQuery, CartHistoryQueryVariables>;
export const CartPageDocument = new TypedDocumentString(`
    query CartPage($id: ID!) {
  cart(id: $id) {
    id
    version
    totalQuantity
    cost {
      total {
        ...MoneyParts
      }
    }
    lines {
      id
      quantity
      title
      unitPrice {
        ...MoneyParts
      }
      variant {
        title
        product {
          title
        }
        price {
          unitPrice {
            ...MoneyParts
          }
        }
      }
    }
  }
}
    fragment MoneyParts on Money {
  amount
  minorUnits
  currencyCode
}`) as unknown as TypedDocumentString<CartPageQuery, CartPageQueryVariables>;
export const MyCartDocument = new TypedDocumentString(`
    query MyCart {
  myCart {
    ...CartView
  }
}
    fragment CartView on Cart {
  id
  version
  status
  currencyCode
  region
  totalQuantity
  reservedUntil
  cost {
    isEstimated
    pricedVersion
    subtotal {
      ...MoneyParts
    }
    tax {
      ...MoneyParts
    }
    total {
      ...MoneyParts
    }
  }
  lines {
    id
    sku
    title
    quantity
    reservedUntil
    unitPrice {
      ...MoneyParts
    }
    cost {
      subtotal {
        ...MoneyParts
      }
      tax {
        ...MoneyParts
      }
      total {
        ...MoneyParts
      }
    }
    variant {
      id
      product {
        id
        title
      }
    }
  }
}
fragment MoneyParts on Money {
  amount
  minorUnits
  currencyCode
}`) as unknown as TypedDocumentString<MyCartQuery, MyCartQueryVariables>;
export const MeDocument = new TypedDocumentString(`
    query Me {
  me {
    id
    email
    firstName
    carts {
      id
      status
      version
      totalQuantity
    }
  }
}
    `) as unknown as TypedDocumentString<MeQuery, MeQueryVariables>;
export const CartCreateDocument = new TypedDocumentString(`
    mutation CartCreate($input: CartCreateInput!) {
  cartCreate(input: $input) {
    sessionToken
    replayed
    cart {
      ...CartView
    }
    userErrors {
      ...UserErrorParts
    }
  }
}
    fragment CartView on Cart {
  id
  version
  status
  currencyCode
  region
  totalQuantity
  reservedUntil
  cost {
    isEstimated
    pricedVersion
    subtotal {
      ...MoneyParts
    }
    tax {
      ...MoneyParts
    }
    total {
      ...MoneyParts
    }
  }
  lines {
    id
    sku
    title
    quantity
    reservedUntil
    unitPrice {
      ...MoneyParts
    }
    cost {
      subtotal {
        ...MoneyParts
      }
      tax {
        ...MoneyParts
      }
      total {
        ...MoneyParts
      }
    }
    variant {
      id
      product {
        id
        title
      }
    }
  }
}
fragment UserErrorParts on UserError {
  __typename
  code
  message
  field
  ... on InsufficientStockError {
    sku
    requestedQuantity
    availableQuantity
  }
  ... on VersionConflictError {
    currentVersion
    expectedVersion
  }
}
fragment MoneyParts on Money {
  amount
  minorUnits
  currencyCode
}`) as unknown as TypedDocumentString<CartCreateMutation, CartCreateMutationVariables>;
export const CartLinesAddDocument = new TypedDocumentString(`
    mutation CartLinesAdd($input: CartLinesAddInput!) {
  cartLinesAdd(input: $input) {
    ...CartOutcome
  }
}
    fragment CartView on Cart {
  id
  version
  status
  currencyCode
  region
  totalQuantity
  reservedUntil
  cost {
    isEstimated
    pricedVersion
    subtotal {
      ...MoneyParts
    }
    tax {
      ...MoneyParts
    }
    total {
      ...MoneyParts
    }
  }
  lines {
    id
    sku
    title
    quantity
    reservedUntil
    unitPrice {
      ...MoneyParts
    }
    cost {
      subtotal {
        ...MoneyParts
      }
      tax {
        ...MoneyParts
      }
      total {
        ...MoneyParts
      }
    }
    variant {
      id
      product {
        id
        title
      }
    }
  }
}
fragment UserErrorParts on UserError {
  __typename
  code
  message
  field
  ... on InsufficientStockError {
    sku
    requestedQuantity
    availableQuantity
  }
  ... on VersionConflictError {
    currentVersion
    expectedVersion
  }
}
fragment CartOutcome on CartPayload {
  committedVersion
  replayed
  cart {
    ...CartView
  }
  userErrors {
    ...UserErrorParts
  }
}
fragment MoneyParts on Money {
  amount
  minorUnits
  currencyCode
}`) as unknown as TypedDocumentString<CartLinesAddMutation, CartLinesAddMutationVariables>;
export const CartLinesUpdateDocument = new TypedDocumentString(`
    mutation CartLinesUpdate($input: CartLinesUpdateInput!) {
  cartLinesUpdate(input: $input) {
    ...CartOutcome
  }
}
    fragment CartView on Cart {
  id
  version
  status
  currencyCode
  region
  totalQuantity
  reservedUntil
  cost {
    isEstimated
    pricedVersion
    subtotal {
      ...MoneyParts
    }
    tax {
      ...MoneyParts
    }
    total {
      ...MoneyParts
    }
  }
  lines {
    id
    sku
    title
    quantity
    reservedUntil
    unitPrice {
      ...MoneyParts
    }
    cost {
      subtotal {
        ...MoneyParts
      }
      tax {
        ...MoneyParts
      }
      total {
        ...MoneyParts
      }
    }
    variant {
      id
      product {
        id
        title
      }
    }
  }
}
fragment UserErrorParts on UserError {
  __typename
  code
  message
  field
  ... on InsufficientStockError {
    sku
    requestedQuantity
    availableQuantity
  }
  ... on VersionConflictError {
    currentVersion
    expectedVersion
  }
}
fragment CartOutcome on CartPayload {
  committedVersion
  replayed
  cart {
    ...CartView
  }
  userErrors {
    ...UserErrorParts
  }
}
fragment MoneyParts on Money {
  amount
  minorUnits
  currencyCode
}`) as unknown as TypedDocumentString<CartLinesUpdateMutation, CartLinesUpdateMutationVariables>;
export const CartLinesRemoveDocument = new TypedDocumentString(`
    mutation CartLinesRemove($input: CartLinesRemoveInput!) {
  cartLinesRemove(input: $input) {
    ...CartOutcome
  }
}
    fragment CartView on Cart {
  id
  version
  status
  currencyCode
  region
  totalQuantity
  reservedUntil
  cost {
    isEstimated
    pricedVersion
    subtotal {
      ...MoneyParts
    }
    tax {
      ...MoneyParts
    }
    total {
      ...MoneyParts
    }
  }
  lines {
    id
    sku
    title
    quantity
    reservedUntil
    unitPrice {
      ...MoneyParts
    }
    cost {
      subtotal {
        ...MoneyParts
      }
      tax {
        ...MoneyParts
      }
      total {
        ...MoneyParts
      }
    }
    variant {
      id
      product {
        id
        title
      }
    }
  }
}
fragment UserErrorParts on UserError {
  __typename
  code
  message
  field
  ... on InsufficientStockError {
    sku
    requestedQuantity
    availableQuantity
  }
  ... on VersionConflictError {
    currentVersion
    expectedVersion
  }
}
fragment CartOutcome on CartPayload {
  committedVersion
  replayed
  cart {
    ...CartView
  }
  userErrors {
    ...UserErrorParts
  }
}
fragment MoneyParts on Money {
  amount
  minorUnits
  currencyCode
}`) as unknown as TypedDocumentString<CartLinesRemoveMutation, CartLinesRemoveMutationVariables>;
export const CartClearDocument = new TypedDocumentString(`
    mutation CartClear($input: CartClearInput!) {
  cartClear(input: $input) {
    ...CartOutcome
  }
}
    fragment CartView on Cart {
  id
  version
  status
  currencyCode
  region
  totalQuantity
  reservedUntil
  cost {
    isEstimated
    pricedVersion
    subtotal {
      ...MoneyParts
    }
    tax {
      ...MoneyParts
    }
    total {
      ...MoneyParts
    }
  }
  lines {
    id
    sku
    title
    quantity
    reservedUntil
    unitPrice {
      ...MoneyParts
    }
    cost {
      subtotal {
        ...MoneyParts
      }
      tax {
        ...MoneyParts
      }
      total {
        ...MoneyParts
      }
    }
    variant {
      id
      product {
        id
        title
      }
    }
  }
}
fragment UserErrorParts on UserError {
  __typename
  code
  message
  field
  ... on InsufficientStockError {
    sku
    requestedQuantity
    availableQuantity
  }
  ... on VersionConflictError {
    currentVersion
    expectedVersion
  }
}
fragment CartOutcome on CartPayload {
  committedVersion
  replayed
  cart {
    ...CartView
  }
  userErrors {
    ...UserErrorParts
  }
}
fragment MoneyParts on Money {
  amount
  minorUnits
  currencyCode
}`) as unknown as TypedDocumentString<CartClearMutation, CartClearMutationVariables>;
export const CartChangedDocument = new TypedDocumentString(`
    subscription CartChanged($cartId: ID!, $afterVersion: Int) {
  cartChanged(cartId: $cartId, afterVersion: $afterVersion) {
    version
    cause
    snapshot
    changes {
      version
      cause
      lineIds
      at
    }
    cart {
      ...CartView
    }
  }
}
    fragment CartView on Cart {
  id
  version
  status
  currencyCode
  region
  totalQuantity
  reservedUntil
  cost {
    isEstimated
    pricedVersion
    subtotal {
      ...MoneyParts
    }
    tax {
      ...MoneyParts
    }
    total {
      ...MoneyParts
    }
  }
  lines {
    id
    sku
    title
    quantity
    reservedUntil
    unitPrice {
      ...MoneyParts
    }
    cost {
      subtotal {
        ...MoneyParts
      }
      tax {
        ...MoneyParts
      }
      total {
        ...MoneyParts
      }
    }
    variant {
      id
      product {
        id
        title
      }
    }
  }
}
fragment MoneyParts on Money {
  amount
  minorUnits
  currencyCode
}`) as unknown as TypedDocumentString<CartChangedSubscription, CartChangedSubscriptionVariables>;
export const CheckoutSessionCreateDocument = new TypedDocumentString(`
    mutation CheckoutSessionCreate($input: CheckoutSessionCreateInput!) {
  checkoutSessionCreate(input: $input) {
    session {
      ...CheckoutSessionView
    }
    userErrors {
      ...UserErrorParts
    }
  }
}
    fragment UserErrorParts on UserError {
  __typename
  code
  message
  field
  ... on InsufficientStockError {
    sku
    requestedQuantity
    availableQuantity
  }
  ... on VersionConflictError {
    currentVersion
    expectedVersion
  }
}
fragment CheckoutSessionView on CheckoutSession {
  id
  status
  cartVersion
  expiresAt
  requiresConsent
  total {
    ...MoneyParts
  }
}
fragment MoneyParts on Money {
  amount
  minorUnits
  currencyCode
}`) as unknown as TypedDocumentString<CheckoutSessionCreateMutation, CheckoutSessionCreateMutationVariables>;
export const CheckoutCompleteDocument = new TypedDocumentString(`
    mutation CheckoutComplete($input: CheckoutCompleteInput!) {
  checkoutComplete(input: $input) {
    accessToken
    replayed
    order {
      ...OrderView
    }
    session {
      ...CheckoutSessionView
    }
    userErrors {
      ...UserErrorParts
      ... on OutOfStockError {
        sku
        availableQuantity
      }
      ... on PaymentDeclinedError {
        reason
      }
      ... on PriceChangedError {
        currentTotal {
          ...MoneyParts
        }
      }
    }
  }
}
    fragment UserErrorParts on UserError {
  __typename
  code
  message
  field
  ... on InsufficientStockError {
    sku
    requestedQuantity
    availableQuantity
  }
  ... on VersionConflictError {
    currentVersion
    expectedVersion
  }
}
fragment CheckoutSessionView on CheckoutSession {
  id
  status
  cartVersion
  expiresAt
  requiresConsent
  total {
    ...MoneyParts
  }
}
fragment OrderView on Order {
  id
  orderNumber
  status
  paymentStatus
  version
  total {
    ...MoneyParts
  }
  lines {
    id
    sku
    quantity
    title
    unitPrice {
      ...MoneyParts
    }
  }
}
fragment MoneyParts on Money {
  amount
  minorUnits
  currencyCode
}`) as unknown as TypedDocumentString<CheckoutCompleteMutation, CheckoutCompleteMutationVariables>;
export const OrderDocument = new TypedDocumentString(`
    query Order($id: ID, $orderNumber: String, $accessToken: String) {
  order(id: $id, orderNumber: $orderNumber, accessToken: $accessToken) {
    ...OrderView
  }
}
    fragment OrderView on Order {
  id
  orderNumber
  status
  paymentStatus
  version
  total {
    ...MoneyParts
  }
  lines {
    id
    sku
    quantity
    title
    unitPrice {
      ...MoneyParts
    }
  }
}
fragment MoneyParts on Money {
  amount
  minorUnits
  currencyCode
}`) as unknown as TypedDocumentString<OrderQuery, OrderQueryVariables>;
export const MyOrdersDocument = new TypedDocumentString(`
    query MyOrders($first: Int = 20, $after: String) {
  myOrders(first: $first, after: $after) {
    nodes {
      ...OrderView
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment OrderView on Order {
  id
  orderNumber
  status
  paymentStatus
  version
  total {
    ...MoneyParts
  }
  lines {
    id
    sku
    quantity
    title
    unitPrice {
      ...MoneyParts
    }
  }
}
fragment MoneyParts on Money {
  amount
  minorUnits
  currencyCode
}`) as unknown as TypedDocumentString<MyOrdersQuery, MyOrdersQueryVariables>;
export const FirstProductsDocument = new TypedDocumentString(`
    query FirstProducts($first: Int = 3) {
  products(first: $first) {
    nodes {
      id
      title
      variants {
        id
        sku
        price {
          unitPrice {
            ...MoneyParts
          }
        }
        availability {
          status
          quantityAvailable
        }
      }
    }
  }
}
    fragment MoneyParts on Money {
  amount
  minorUnits
  currencyCode
}`) as unknown as TypedDocumentString<FirstProductsQuery, FirstProductsQueryVariables>;
export const StaffCartsDocument = new TypedDocumentString(`
    query StaffCarts($first: Int = 20, $after: String, $filter: CartFilter) {
  carts(first: $first, after: $after, filter: $filter) {
    totalCount
    nodes {
      id
      status
      version
      totalQuantity
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<StaffCartsQuery, StaffCartsQueryVariables>;
export const StaffCustomersDocument = new TypedDocumentString(`
    query StaffCustomers($first: Int = 20, $after: String, $filter: CustomerFilter) {
  customers(first: $first, after: $after, filter: $filter) {
    totalCount
    nodes {
      id
      email
      segments {
        code
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<StaffCustomersQuery, StaffCustomersQueryVariables>;
export const StaffOrdersDocument = new TypedDocumentString(`
    query StaffOrders($first: Int = 20, $after: String, $filter: OrderFilter) {
  orders(first: $first, after: $after, filter: $filter) {
    totalCount
    nodes {
      ...OrderView
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment OrderView on Order {
  id
  orderNumber
  status
  paymentStatus
  version
  total {
    ...MoneyParts
  }
  lines {
    id
    sku
    quantity
    title
    unitPrice {
      ...MoneyParts
    }
  }
}
fragment MoneyParts on Money {
  amount
  minorUnits
  currencyCode
}`) as unknown as TypedDocumentString<StaffOrdersQuery, StaffOrdersQueryVariables>;
export const StockLevelsDocument = new TypedDocumentString(`
    query StockLevels($first: Int = 20, $after: String, $filter: StockFilter) {
  stockLevels(first: $first, after: $after, filter: $filter) {
    totalCount
    nodes {
      ...StockLevelView
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment StockLevelView on StockLevel {
  sku
  location
  region
  onHand
  available
  held
  allocated
  safetyStock
  version
}`) as unknown as TypedDocumentString<StockLevelsQuery, StockLevelsQueryVariables>;
export const StockSetDocument = new TypedDocumentString(`
    mutation StockSet($input: StockSetInput!) {
  stockSet(input: $input) {
    level {
      ...StockLevelView
    }
    userErrors {
      ...UserErrorParts
    }
  }
}
    fragment UserErrorParts on UserError {
  __typename
  code
  message
  field
  ... on InsufficientStockError {
    sku
    requestedQuantity
    availableQuantity
  }
  ... on VersionConflictError {
    currentVersion
    expectedVersion
  }
}
fragment StockLevelView on StockLevel {
  sku
  location
  region
  onHand
  available
  held
  allocated
  safetyStock
  version
}`) as unknown as TypedDocumentString<StockSetMutation, StockSetMutationVariables>;