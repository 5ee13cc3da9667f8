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

/** A cart whose lines are to be kept. */
export type CartBackupCreateInput = {
  /** The cart. */
  cartId: string;
  /** Refuse when the cart is not at this version. Adding needs none: adds never conflict. */
  expectedVersion?: number | null | undefined;
  /** Makes the request safe to repeat for 24 hours: the same key has one effect. 1 to 200 characters. */
  idempotencyKey?: string | null | undefined;
};

/** A backup to go back to. */
export type CartBackupRestoreInput = {
  /** The backup. */
  backupId: string;
  /** Makes the request safe to repeat for 24 hours: the same key has one effect. 1 to 200 characters. */
  idempotencyKey?: string | null | undefined;
};

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

/** A question what a cart would cost. */
export type CartCostEstimateInput = {
  /** With these lines more, at most 250. */
  addLines?: Array<CartLineInput> | null | undefined;
  /** The cart. */
  cartId: string;
  /** With these codes instead of the cart's, at most 5; null for the cart's. */
  couponCodes?: Array<string> | null | undefined;
  /** Sent there: with it the cost has shipping. */
  shipTo?: AddressInput | null | undefined;
};

/** A code for a cart. */
export type CartCouponApplyInput = {
  /** The cart. */
  cartId: string;
  /** As the shopper typed it: spaces around it and case do not matter. */
  code: string;
  /** Refuse when the cart is not at this version. Adding needs none: adds never conflict. */
  expectedVersion?: number | null | undefined;
  /** Makes the request safe to repeat for 24 hours: the same key has one effect. 1 to 200 characters. */
  idempotencyKey?: string | null | undefined;
};

/** A code to take out of a cart. */
export type CartCouponRemoveInput = {
  /** The cart. */
  cartId: string;
  /** The code; case does not matter. */
  code: string;
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

/** Prices that the shopper agrees to. */
export type CartPricesAcceptInput = {
  /** The cart. */
  cartId: string;
  /** Refuse when the cart is not at this version. Adding needs none: adds never conflict. */
  expectedVersion?: number | null | undefined;
  /** Makes the request safe to repeat for 24 hours: the same key has one effect. 1 to 200 characters. */
  idempotencyKey?: string | null | undefined;
  /** Of these lines; null for all. */
  lineIds?: Array<string> | null | undefined;
};

/** What is wrong with a cart or a line. */
export type CartProblemCode =
  /** Some of it is still to come in. */
  | 'BACKORDERED'
  /** A code in the cart gives nothing. */
  | 'COUPON_NOT_APPLICABLE'
  /** It is not held, and fewer are left than the line has. */
  | 'INSUFFICIENT_STOCK'
  /** Nothing of it is held, and none is left. */
  | 'OUT_OF_STOCK'
  /** The order was not paid; the cart is back with all its lines. */
  | 'PAYMENT_FAILED'
  /** It costs less than when it was added; passed on by itself. */
  | 'PRICE_DROPPED'
  /** It costs more now. While the promised price holds nothing has to be done; afterwards `cartPricesAccept`. */
  | 'PRICE_ROSE'
  /** The prices were quoted too long ago; the next change quotes them again. */
  | 'QUOTE_STALE'
  /** It is not held any more; `cartReservationExtend` holds it again. */
  | 'RESERVATION_EXPIRED'
  /** It is not sold any more. */
  | 'VARIANT_UNAVAILABLE';

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

/** What `checkoutSessionCancel` needs. */
export type CheckoutSessionCancelInput = {
  /** An OPEN session of the viewer. */
  checkoutSessionId: string;
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

/** What `checkoutSessionUpdate` needs: what is left out stays as it is. */
export type CheckoutSessionUpdateInput = {
  /** Whom the invoice is for. */
  billingAddress?: AddressInput | null | undefined;
  /** An OPEN session of the viewer. */
  checkoutSessionId: string;
  /** Where news about the order go. */
  email?: string | null | undefined;
  /** Not needed: the same update sent again changes nothing more; 1 to 200 characters. */
  idempotencyKey?: string | null | undefined;
  /** Where it goes. */
  shippingAddress?: AddressInput | null | undefined;
  /** One of the `shippingOptions` of the session. */
  shippingOptionId?: string | null | undefined;
};

/** Many random codes of one kind. */
export type CouponBatchCreateInput = {
  /** How many, 1 to 1,000. */
  count: number;
  /** Makes the request repeatable, 1 to 200 characters: a repeat gives the same codes. */
  idempotencyKey: string;
  /** Random characters of each, 8 to 24. None that is mistaken for another: no 0, O, 1, I, L. */
  length?: number | null | undefined;
  /** What each begins with: at most 16 of A-Z, 0-9, hyphen, underscore. */
  prefix?: string | null | undefined;
  /** The promotion they open. */
  promotionId: string;
  /** How many orders may use each; null = any number. */
  usageLimit?: number | null | undefined;
  /** How many orders of one customer may use each; null = any number. */
  usageLimitPerCustomer?: number | null | undefined;
};

/** A new code. */
export type CouponCreateInput = {
  /** 3 to 40 of A-Z, 0-9, hyphen, underscore, in any case; unique. Spaces around it are dropped. */
  code: string;
  /** Makes the request repeatable, 1 to 200 characters. */
  idempotencyKey?: string | null | undefined;
  /** The promotion it opens. */
  promotionId: string;
  /** How many orders may use it; null = any number. */
  usageLimit?: number | null | undefined;
  /** How many orders of one customer may use it; null = any number. */
  usageLimitPerCustomer?: number | null | undefined;
};

/** New limits of a code. What is left out stays; null takes a limit away. */
export type CouponUpdateInput = {
  /** Whether it opens anything. */
  active?: boolean | null | undefined;
  /** The code, in any case. */
  code: string;
  /** Makes the request repeatable, 1 to 200 characters. */
  idempotencyKey?: string | null | undefined;
  /** How many orders may use it; at least as many as did. */
  usageLimit?: number | null | undefined;
  /** How many orders of one customer may use it. */
  usageLimitPerCustomer?: number | null | undefined;
};

/** What one unit of a currency costs in another. No provider replaces it. */
export type CurrencyRateSetInput = {
  /** ISO 4217 code. */
  base: string;
  /** Makes the request repeatable, 1 to 200 characters. */
  idempotencyKey?: string | null | undefined;
  /** ISO 4217 code. */
  quote: string;
  /** Positive, at most 10 digits before and after the point. Null gives the pair back to the provider. */
  rate?: string | null | undefined;
};

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

/** A location as it should be. */
export type LocationUpsertInput = {
  /** Reserves use the locations of a region from the lowest number up, 0 to 1,000,000. */
  allocationOrder?: number;
  /** Its code: names the location to change, or the new one. */
  code: string;
  /** Region whose shoppers it serves. Cannot be changed once there is stock. */
  region: string;
  /** The only store it sells for; null for every store of its region. Cannot be changed once there is stock. */
  storeId?: string | null | undefined;
};

/** An amount in one currency. */
export type MoneyInput = {
  /** Decimal text with at most as many decimals as the currency has, e.g. "19.99". */
  amount: string;
  /** ISO 4217 code, e.g. "USD". */
  currencyCode: string;
};

/** What `orderCancel` needs. */
export type OrderCancelInput = {
  /** What a person adds, at most 500 characters. */
  comment?: string | null | undefined;
  /** Refuse when the order has another version. */
  expectedVersion?: number | null | undefined;
  /** A repeat with the same key changes nothing more; 1 to 200 characters. */
  idempotencyKey?: string | null | undefined;
  /** An order of the viewer that is not fulfilled yet; staff: any. */
  orderId: string;
  /** Why, as a code of upper case letters, digits and underscores, at most 32. Default: CANCELLED_BY_CUSTOMER or CANCELLED_BY_STAFF. */
  reasonCode?: string | null | undefined;
};

/** What `orderCreate` needs. Names, prices and promotions are those of the shop at this moment. */
export type OrderCreateInput = {
  /** Whom the invoice is for, when not the shipping address. */
  billingAddress?: AddressInput | null | undefined;
  /** How it came in. */
  channel?: string | null | undefined;
  /** ISO 4217 code of every amount of the order. */
  currencyCode: string;
  /** Whose order it is; nobody’s in particular when null. */
  customerId?: string | null | undefined;
  /** Where news about it go. */
  email?: string | null | undefined;
  /** Makes the order at most once, however often it is sent; 1 to 200 characters. */
  idempotencyKey: string;
  /** What is ordered, 1 to 250 lines. */
  lines: Array<OrderLineInput>;
  /** From the payment party's form, not stored; needed unless the order costs nothing. In the sandbox as in `checkoutComplete`. */
  paymentToken?: string | null | undefined;
  /** Tenant region: of prices, taxes and stock. */
  region: string;
  /** Where it goes; tax follows it. It is sent the first way that is offered there. */
  shippingAddress: AddressInput;
  /** The store it belongs to. */
  storeId?: string | null | undefined;
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

/** One line of an order that is made directly. */
export type OrderLineInput = {
  /** What the buyer chose, e.g. an engraving, at most 20. */
  attributes?: Array<AttributeInput> | null | undefined;
  /** Units, 1 to 100. */
  quantity: number;
  /** The variant; once, unless the attributes differ. */
  sku: string;
  /** What the customer was told a unit costs, in `currencyCode`: refused when it costs more now. It never sets the price. */
  unitPrice?: MoneyInput | null | undefined;
};

/** What `orderReturn` needs. */
export type OrderReturnInput = {
  /** Takes it back at most once, however often it is sent; 1 to 200 characters. */
  idempotencyKey: string;
  /** What comes back, 1 to 250 lines. */
  lines: Array<OrderReturnLineInput>;
  /** A FULFILLED order. */
  orderId: string;
  /** Whether the goods can be sold again: then they are put on the shelves they left from. */
  restock?: boolean | null | undefined;
};

/** Units of one line that come back. */
export type OrderReturnLineInput = {
  /** A line of the order, once. */
  lineId: string;
  /** How many, 1 or more; at most what did not come back yet. */
  quantity: number;
  /** Why, as a code of upper case letters, digits and underscores, at most 32. */
  reasonCode?: string | null | undefined;
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

/** What `orderTransition` needs. */
export type OrderTransitionInput = {
  /** What a person adds, at most 500 characters. */
  comment?: string | null | undefined;
  /** Refuse when the order has another version. */
  expectedVersion?: number | null | undefined;
  /** A repeat with the same key changes nothing more; 1 to 200 characters. */
  idempotencyKey?: string | null | undefined;
  /** The order. */
  orderId: string;
  /** Why, as a code of upper case letters, digits and underscores, at most 32. */
  reasonCode?: string | null | undefined;
  /** One of its `allowedTransitions`; RETURNED is made by `orderReturn`. */
  to: OrderStatus;
};

/** What `orderUpdate` needs: what is left out stays as it is. */
export type OrderUpdateInput = {
  /** Whom the invoice is for. */
  billingAddress?: AddressInput | null | undefined;
  /** Where news about it go. */
  email?: string | null | undefined;
  /** Refuse when the order has another version. */
  expectedVersion?: number | null | undefined;
  /** A repeat with the same key changes nothing more; 1 to 200 characters. */
  idempotencyKey?: string | null | undefined;
  /** An order of the viewer that is not fulfilled yet; staff: any. */
  orderId: string;
  /** Where it goes. */
  shippingAddress?: AddressInput | null | undefined;
};

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

/** A price book to make, or all that one is from now on. */
export type PriceBookUpsertInput = {
  /** Whether its prices count. */
  active?: boolean | null | undefined;
  /** The only channel it is for; null = all. */
  channel?: string | null | undefined;
  /** ISO 4217 code of its prices. Never changes. */
  currencyCode: string;
  /** The book to change; null makes a new one. */
  id?: string | null | undefined;
  /** Makes the request repeatable, 1 to 200 characters. */
  idempotencyKey?: string | null | undefined;
  /** Its name, unique, 1 to 200 characters. */
  name: string;
  /** The only region it is for; null = all. */
  region?: string | null | undefined;
  /** The only customer segment it is for; null = everybody. */
  segment?: string | null | undefined;
};

/** For whom, where and when a price is asked. What is not given comes from the shop in the headers. */
export type PriceContextInput = {
  /** Another moment than now. Only support, admin and services may state one. */
  at?: string | null | undefined;
  /** Sales channel, e.g. "web". */
  channel?: string | null | undefined;
  /** ISO 4217 code; the region's currency when not given. Without prices in it they are converted, if there is a rate. */
  currencyCode?: string | null | undefined;
  /** Customer segments instead of the viewer's own. Only support, admin and services may state them. */
  customerSegments?: Array<string> | null | undefined;
  /** How many are bought, 1 to 1,000: decides the tier. A quote goes by its lines instead. */
  quantity?: number | null | undefined;
  /** Tenant region, e.g. "US". */
  region?: string | null | undefined;
  /** Store; prices do not depend on it yet. */
  storeId?: string | null | undefined;
};

/** What to quote, and for whom. */
export type PriceQuoteInput = {
  /** For whom, where and when. */
  context?: PriceContextInput | null | undefined;
  /** Coupon codes, at most 5. */
  couponCodes?: Array<string> | null | undefined;
  /** 1 to 250 lines; a sku may appear more than once. */
  lines: Array<PriceQuoteLineInput>;
  /** Where it goes: with it the quote has shipping. The rates are those of the region. */
  shipTo?: AddressInput | null | undefined;
  /** Code of the shipping method; the first one of the region when not given. */
  shippingCode?: string | null | undefined;
};

/** A sku and how many of it. */
export type PriceQuoteLineInput = {
  /** What makes the line personal; conditions of rules may look at it. */
  attributes?: Array<AttributeInput> | null | undefined;
  /** 1 to 1,000. */
  quantity: number;
  /** The variant's sku. */
  sku: string;
};

/** Which rules a list has. Each field that is given must be equal. */
export type PriceRuleFilter = {
  /** Whether it counts at all. */
  active?: boolean | null | undefined;
  /** Channel of the rule. */
  channel?: string | null | undefined;
  /** Region of the rule. */
  region?: string | null | undefined;
  /** Customer segment of the rule. */
  segment?: string | null | undefined;
  /** Sku of the rule. */
  sku?: string | null | undefined;
};

/** All that a rule says. Amounts are signed changes: negative takes off. All of them share one currency. */
export type PriceRuleInput = {
  /** Whether it counts at all. */
  active?: boolean | null | undefined;
  /** Change by an amount: per unit, in ORDER per order. Only PRICE may raise. The rule applies in this currency only. */
  adjustment?: MoneyInput | null | undefined;
  /** Change in hundredths of a percent, -10,000 to 100,000: -1000 takes 10 % off. Give this or `adjustment`. */
  adjustmentBasisPoints?: number | null | undefined;
  /** The only tax category of goods it is for, at most 100 characters; null = all. Not in ORDER. */
  category?: string | null | undefined;
  /** The only channel it is for, at most 100 characters; null = all. */
  channel?: string | null | undefined;
  /** CEL, at most 2,000 characters, e.g. `line.quantity >= 3`. Checked by type: INVALID_CONDITION says where it is wrong. */
  condition?: string | null | undefined;
  /** First moment it no longer counts; null = for ever. */
  endsAt?: string | null | undefined;
  /** Ids or stack groups it never combines with, at most 20. */
  excludes?: Array<string> | null | undefined;
  /** Whether it combines with no other rule of its scope. */
  exclusive?: boolean | null | undefined;
  /** Ids or stack groups of which one must have been applied before, at most 20. */
  includes?: Array<string> | null | undefined;
  /** Most it takes off one line. Not in ORDER. */
  maximumPerLine?: MoneyInput | null | undefined;
  /** Most it takes off one order. In LINE and ORDER only. */
  maximumPerOrder?: MoneyInput | null | undefined;
  /** From how many units of the line (of the order, in ORDER) on, 1 to 1,000. */
  minimumQuantity?: number | null | undefined;
  /** Name, 1 to 200 characters; shoppers see it on their quote. */
  name: string;
  /** Higher goes first, -1,000,000 to 1,000,000; equal ones by id. */
  priority: number;
  /** The only region it is for; null = all. */
  region?: string | null | undefined;
  /** Where it works. Default: PRICE for a rule of its own, LINE in a promotion. */
  scope?: PriceRuleScope | null | undefined;
  /** The only customer segment it is for, at most 100 characters; null = everybody. */
  segment?: string | null | undefined;
  /** The only sku it is for; null = all. Not in ORDER. */
  sku?: string | null | undefined;
  /** Of the rules of one group only the best deal counts; at most 100 characters. Null: it competes with nobody. */
  stackGroup?: string | null | undefined;
  /** First moment it counts; null = since ever. */
  startsAt?: string | null | undefined;
};

/** Where in a price a rule works. The scopes follow one another in this order. */
export type PriceRuleScope =
  /** The unit price that everybody sees. */
  | 'CATALOG'
  /** A line of a cart. */
  | 'LINE'
  /** The whole order; every line bears its part. */
  | 'ORDER'
  /** The unit price for whom it is for. The only scope that may raise. */
  | 'PRICE';

/** A rule to make, or to replace. */
export type PriceRuleUpsertInput = {
  /** The rule's version as last seen; refused when it is another one by now. */
  expectedVersion?: number | null | undefined;
  /** The rule to replace; null makes a new one. */
  id?: string | null | undefined;
  /** Makes the request repeatable, 1 to 200 characters. */
  idempotencyKey?: string | null | undefined;
  /** The promotion of a new rule; null for a rule of its own. A rule never moves. */
  promotionId?: string | null | undefined;
  /** All that it says from now on. */
  rule: PriceRuleInput;
};

/** One question: what does it cost for them, there, then. */
export type PriceScenarioInput = {
  /** For whom, where and when. */
  context: PriceContextInput;
  /** Coupon codes, at most 5. */
  couponCodes?: Array<string> | null | undefined;
  /** Names the answer, 1 to 100 characters. */
  name: string;
  /** How many, 1 to 1,000; the context's when not given. */
  quantity?: number | null | undefined;
};

/** A new price of a sku in a price book: the standing one, or one for a time. */
export type PriceSetInput = {
  /** What one unit costs, in the book's currency. */
  amount: MoneyInput;
  /** A higher price to show struck through. Left out it stays, null takes it away. */
  compareAtPrice?: MoneyInput | null | undefined;
  /** The price's version as last seen, 0 when there was none; refused when it is another one by now. */
  expectedVersion?: number | null | undefined;
  /** No rule takes a unit below it; at most the price. Left out it stays, null takes it away. */
  floorPrice?: MoneyInput | null | undefined;
  /** Makes the request repeatable, 1 to 200 characters. */
  idempotencyKey?: string | null | undefined;
  /** From which quantity on, 1 to 1,000. */
  minimumQuantity?: number;
  /** The price book. */
  priceBookId: string;
  /** The variant's sku. */
  sku: string;
  /** First moment it counts. With this or an end it is a price for a time, known by its beginning. */
  validFrom?: string | null | undefined;
  /** First moment it no longer counts. */
  validUntil?: string | null | undefined;
};

/** A sku and the questions about it. */
export type PriceSimulateInput = {
  /** A rule as if it were in force already. */
  draftRule?: PriceRuleInput | null | undefined;
  /** 1 to 20 questions. */
  scenarios: Array<PriceScenarioInput>;
  /** The variant's sku. */
  sku: string;
};

/** A promotion to switch on. */
export type PromotionActivateInput = {
  /** The promotion's version as last seen; refused when it is another one by now. */
  expectedVersion?: number | null | undefined;
  /** The promotion. */
  id: string;
  /** Makes the request repeatable, 1 to 200 characters. */
  idempotencyKey?: string | null | undefined;
};

/** A new promotion with its rules. */
export type PromotionCreateInput = {
  /** Most it gives away in all; it then applies in this currency only. Null = no limit. */
  budget?: MoneyInput | null | undefined;
  /** Whether only a coupon opens it. The first coupon makes it so. */
  couponRequired?: boolean | null | undefined;
  /** What it is about, at most 2,000 characters. */
  description?: string | null | undefined;
  /** First moment it no longer counts; null = until it is ended. */
  endsAt?: string | null | undefined;
  /** Makes the request repeatable, 1 to 200 characters. */
  idempotencyKey?: string | null | undefined;
  /** 1 to 20 rules. */
  rules: Array<PriceRuleInput>;
  /** First moment it counts; null = from its activation on. */
  startsAt?: string | null | undefined;
  /** Title as shoppers see it, 1 to 200 characters. */
  title: string;
  /** How many orders may use it; null = any number. */
  usageLimit?: number | null | undefined;
  /** How many orders of one customer may use it; null = any number. */
  usageLimitPerCustomer?: number | null | undefined;
};

/** Which promotions a list has. */
export type PromotionFilter = {
  /** A part of the title, in any case; at most 200 characters. */
  query?: string | null | undefined;
  /** In one of these statuses. */
  status?: Array<PromotionStatus> | null | undefined;
};

/** Whether a promotion gives anything. */
export type PromotionStatus =
  /** It gives. */
  | 'ACTIVE'
  /** Not switched on yet. */
  | 'DRAFT'
  /** Over for good. */
  | 'ENDED'
  /** Held for a while. */
  | 'PAUSED'
  /** Switched on; its window is still to come. */
  | 'SCHEDULED';

/** New values of a promotion. What is left out stays; null takes away what may be missing. */
export type PromotionUpdateInput = {
  /** Most it gives away in all. */
  budget?: MoneyInput | null | undefined;
  /** Whether only a coupon opens it. */
  couponRequired?: boolean | null | undefined;
  /** What it is about, at most 2,000 characters. */
  description?: string | null | undefined;
  /** First moment it no longer counts. */
  endsAt?: string | null | undefined;
  /** The promotion's version as last seen; refused when it is another one by now. */
  expectedVersion?: number | null | undefined;
  /** The promotion. */
  id: string;
  /** Makes the request repeatable, 1 to 200 characters. */
  idempotencyKey?: string | null | undefined;
  /** First moment it counts. Cannot be moved once it has begun. */
  startsAt?: string | null | undefined;
  /** PAUSED, ACTIVE (after a pause) or ENDED (for good). */
  status?: PromotionStatus | null | undefined;
  /** Title as shoppers see it, 1 to 200 characters. */
  title?: string | null | undefined;
  /** How many orders may use it. */
  usageLimit?: number | null | undefined;
  /** How many orders of one customer may use it. */
  usageLimitPerCustomer?: number | null | undefined;
};

/** How a region counts money. */
export type RegionSettingSetInput = {
  /** ISO 4217 code it is quoted in unless another one is asked for. */
  currencyCode: string;
  /** Makes the request repeatable, 1 to 200 characters. */
  idempotencyKey?: string | null | undefined;
  /** Tenant region: 1 to 32 of A-Z, 0-9, hyphen, underscore. */
  region: string;
  /** How halves of the smallest unit are rounded, in prices and tax alike. */
  roundingMode?: RoundingMode | null | undefined;
};

/** Where a reservation stands. */
export type ReservationStatus =
  /** An order's, until it is committed or released. */
  | 'ALLOCATED'
  /** The goods left for the order. */
  | 'COMMITTED'
  /** Given back because the cart was idle or held too long. */
  | 'EXPIRED'
  /** Held for a cart until it expires. */
  | 'HELD'
  /** Given back. */
  | 'RELEASED';

/** Whose reservation it is. */
export type ReservationType =
  /** A cart's hold. */
  | 'CART'
  /** An order's allocation. */
  | 'ORDER';

/** What becomes of an exact half of the smallest unit. */
export type RoundingMode =
  /** It goes towards zero. */
  | 'HALF_DOWN'
  /** It goes to the even neighbour. */
  | 'HALF_EVEN'
  /** It goes away from zero. */
  | 'HALF_UP';

/** What became of a rule. */
export type RuleTraceReason =
  /** Its condition does not hold; `detail` is the part that is false. */
  | 'CONDITION'
  /** It does not go together with what was applied before. */
  | 'EXCLUDED'
  /** Nothing was left to take off. */
  | 'FLOOR'
  /** Another rule of its stack group is the better deal. */
  | 'LOST_BEST_DEAL'
  /** It applied. */
  | 'MATCHED'
  /** An exclusive rule was applied before. */
  | 'STOPPED_BY_EXCLUSIVE'
  /** A limit of its promotion is reached, or its budget does not reach. */
  | 'USAGE'
  /** It, or its promotion, is not switched on at that moment. */
  | 'WINDOW';

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

/** A session to change. */
export type SessionUpdateInput = {
  /** What there is to say about the device, at most 4 kB of JSON. No personal data. Null forgets it. */
  deviceInfo?: unknown;
  /** The session. */
  sessionId: string;
};

/** A way to send orders within a region, and what it costs. */
export type ShippingRateSetInput = {
  /** Whether it is offered. */
  active?: boolean | null | undefined;
  /** What it costs; not negative. */
  amount: MoneyInput;
  /** Names it within region and currency, e.g. "express". */
  code: string;
  /** Days until it arrives, 0 to 365; null = not known. */
  estimatedDays?: number | null | undefined;
  /** From this order value (after discounts) on it costs nothing; null = never. */
  freeFrom?: MoneyInput | null | undefined;
  /** Makes the request repeatable, 1 to 200 characters. */
  idempotencyKey?: string | null | undefined;
  /** Lower comes first, -1,000 to 1,000; the first one is chosen when nobody chooses. */
  position?: number | null | undefined;
  /** Tenant region. */
  region: string;
  /** Name as shown, 1 to 200 characters. */
  title: string;
};

/** A difference: goods that came, broke or went missing. */
export type StockAdjustInput = {
  /** Units to add; negative to take away. */
  delta: number;
  /** A repeat with the same key changes nothing. */
  idempotencyKey: string;
  /** Code of an existing location. */
  location: string;
  /** Why, for the history. */
  reason: string;
  /** Stock keeping unit. */
  sku: string;
};

/** What changed a count. */
export type StockChangeKind =
  /** Staff added goods or took some away. */
  | 'ADJUST'
  /** Goods that came in left for orders that had waited for them. */
  | 'BACKORDER_FILL'
  /** An order's goods left. */
  | 'COMMIT'
  /** Goods that had left with an order came back. */
  | 'RETURN'
  /** Staff counted. */
  | 'SET';

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

/** How a sku is sold at a location. At least one setting; those left out stay as they are. */
export type StockPolicySetInput = {
  /** Most units that may be promised beyond the goods, 0 to 1,000,000. Promises made stay made. */
  backorderLimit?: number | null | undefined;
  /** Whether more than the available units may be promised. */
  backorderable?: boolean | null | undefined;
  /** The version of the row the caller has seen: refused when it is another now. */
  expectedVersion?: number | null | undefined;
  /** Code of a location where the sku was counted before. */
  location: string;
  /** From this sellable quantity down shoppers see how many are left, 0 to 1,000,000. */
  lowStockThreshold?: number | null | undefined;
  /** Units that are never sold, 0 to 1,000,000. */
  safetyStock?: number | null | undefined;
  /** Stock keeping unit. */
  sku: string;
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

/** The tax on a category of goods in a region. */
export type TaxRateSetInput = {
  /** Hundredths of a percent, 0 to 10,000: 825 is 8.25 %. */
  basisPoints: number;
  /** Tax category of variants; "standard" also serves categories without a rate. */
  category?: string | null | undefined;
  /** Makes the request repeatable, 1 to 200 characters. */
  idempotencyKey?: string | null | undefined;
  /** Whether prices already contain it. */
  inclusive: boolean;
  /** Tenant region. */
  region: string;
};

export type RuleViewFragment = { id: string, name: string, scope: PriceRuleScope, version: number, active: boolean, condition: string | null };

export type PromotionViewFragment = { id: string, title: string, status: PromotionStatus, version: number, redemptions: number, usageLimit: number | null, couponRequired: boolean, rules: Array<{ id: string, name: string, scope: PriceRuleScope, version: number, active: boolean, condition: string | null }> };

export type CouponViewFragment = { id: string, code: string, active: boolean, usageCount: number, usageLimit: number | null };

export type PriceSimulateQueryVariables = Exact<{
  input: PriceSimulateInput;
}>;


export type PriceSimulateQuery = { priceSimulate: { sku: string, scenarios: Array<{ name: string, price: { sku: string, unitPrice: { amount: string, minorUnits: string, currencyCode: string }, lowestPrice30Days: { amount: string, minorUnits: string, currencyCode: string } | null, appliedRules: Array<{ ruleId: string, name: string, kind: string, promotionId: string | null, amount: { amount: string, minorUnits: string, currencyCode: string } }>, tiers: Array<{ minimumQuantity: number, unitPrice: { amount: string, minorUnits: string, currencyCode: string } }> } | null, line: { unitPrice: { amount: string, minorUnits: string, currencyCode: string }, discount: { amount: string, minorUnits: string, currencyCode: string }, total: { amount: string, minorUnits: string, currencyCode: string } } | null, trace: Array<{ ruleId: string, name: string, matched: boolean, reason: RuleTraceReason, detail: string | null, before: { amount: string, minorUnits: string, currencyCode: string }, after: { amount: string, minorUnits: string, currencyCode: string } }> }> } | null };

export type PriceBooksQueryVariables = Exact<{
  first?: number | null | undefined;
}>;


export type PriceBooksQuery = { priceBooks: { nodes: Array<{ id: string, name: string, region: string | null, channel: string | null, segment: string | null, currencyCode: string, active: boolean }> } | null };

export type PriceRulesQueryVariables = Exact<{
  first?: number | null | undefined;
  filter?: PriceRuleFilter | null | undefined;
}>;


export type PriceRulesQuery = { priceRules: { totalCount: number | null, nodes: Array<{ id: string, name: string, scope: PriceRuleScope, version: number, active: boolean, condition: string | null }> } | null };

export type PromotionsQueryVariables = Exact<{
  first?: number | null | undefined;
  filter?: PromotionFilter | null | undefined;
}>;


export type PromotionsQuery = { promotions: { totalCount: number | null, nodes: Array<{ id: string, title: string, status: PromotionStatus, version: number, redemptions: number, usageLimit: number | null, couponRequired: boolean, rules: Array<{ id: string, name: string, scope: PriceRuleScope, version: number, active: boolean, condition: string | null }> }> } | null };

export type PromotionQueryVariables = Exact<{
  id: string;
}>;


export type PromotionQuery = { promotion: { id: string, title: string, status: PromotionStatus, version: number, redemptions: number, usageLimit: number | null, couponRequired: boolean, coupons: { nodes: Array<{ id: string, code: string, active: boolean, usageCount: number, usageLimit: number | null }> }, rules: Array<{ id: string, name: string, scope: PriceRuleScope, version: number, active: boolean, condition: string | null }> } | null };

export type CouponQueryVariables = Exact<{
  code: string;
}>;


export type CouponQuery = { coupon: { id: string, code: string, active: boolean, usageCount: number, usageLimit: number | null } | null };

export type PriceSetMutationVariables = Exact<{
  input: PriceSetInput;
}>;


export type PriceSetMutation = { priceSet: { committedVersion: number | null, userErrors: Array<
      | { __typename: 'BasicUserError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'ConditionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'CouponRejectedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'IllegalTransitionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'InsufficientStockError', sku: string, requestedQuantity: number, availableQuantity: number, code: string, message: string, field: Array<string> | null }
      | { __typename: 'OutOfStockError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PaymentDeclinedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PriceChangedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'VersionConflictError', currentVersion: number, expectedVersion: number, code: string, message: string, field: Array<string> | null }
    > } };

export type PriceBookUpsertMutationVariables = Exact<{
  input: PriceBookUpsertInput;
}>;


export type PriceBookUpsertMutation = { priceBookUpsert: { priceBook: { id: string, name: string, active: boolean } | null, userErrors: Array<
      | { __typename: 'BasicUserError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'ConditionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'CouponRejectedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'IllegalTransitionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'InsufficientStockError', sku: string, requestedQuantity: number, availableQuantity: number, code: string, message: string, field: Array<string> | null }
      | { __typename: 'OutOfStockError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PaymentDeclinedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PriceChangedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'VersionConflictError', currentVersion: number, expectedVersion: number, code: string, message: string, field: Array<string> | null }
    > } };

export type PriceRuleUpsertMutationVariables = Exact<{
  input: PriceRuleUpsertInput;
}>;


export type PriceRuleUpsertMutation = { priceRuleUpsert: { rule: { id: string, name: string, scope: PriceRuleScope, version: number, active: boolean, condition: string | null } | null, userErrors: Array<
      | { __typename: 'BasicUserError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'ConditionError', start: number, end: number, code: string, message: string, field: Array<string> | null }
      | { __typename: 'CouponRejectedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'IllegalTransitionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'InsufficientStockError', sku: string, requestedQuantity: number, availableQuantity: number, code: string, message: string, field: Array<string> | null }
      | { __typename: 'OutOfStockError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PaymentDeclinedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PriceChangedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'VersionConflictError', currentVersion: number, expectedVersion: number, code: string, message: string, field: Array<string> | null }
    > } };

export type PromotionCreateMutationVariables = Exact<{
  input: PromotionCreateInput;
}>;


export type PromotionCreateMutation = { promotionCreate: { promotion: { id: string, title: string, status: PromotionStatus, version: number, redemptions: number, usageLimit: number | null, couponRequired: boolean, rules: Array<{ id: string, name: string, scope: PriceRuleScope, version: number, active: boolean, condition: string | null }> } | null, userErrors: Array<
      | { __typename: 'BasicUserError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'ConditionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'CouponRejectedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'IllegalTransitionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'InsufficientStockError', sku: string, requestedQuantity: number, availableQuantity: number, code: string, message: string, field: Array<string> | null }
      | { __typename: 'OutOfStockError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PaymentDeclinedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PriceChangedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'VersionConflictError', currentVersion: number, expectedVersion: number, code: string, message: string, field: Array<string> | null }
    > } };

export type PromotionUpdateMutationVariables = Exact<{
  input: PromotionUpdateInput;
}>;


export type PromotionUpdateMutation = { promotionUpdate: { promotion: { id: string, title: string, status: PromotionStatus, version: number, redemptions: number, usageLimit: number | null, couponRequired: boolean, rules: Array<{ id: string, name: string, scope: PriceRuleScope, version: number, active: boolean, condition: string | null }> } | null, userErrors: Array<
      | { __typename: 'BasicUserError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'ConditionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'CouponRejectedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'IllegalTransitionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'InsufficientStockError', sku: string, requestedQuantity: number, availableQuantity: number, code: string, message: string, field: Array<string> | null }
      | { __typename: 'OutOfStockError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PaymentDeclinedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PriceChangedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'VersionConflictError', currentVersion: number, expectedVersion: number, code: string, message: string, field: Array<string> | null }
    > } };

export type PromotionActivateMutationVariables = Exact<{
  input: PromotionActivateInput;
}>;


export type PromotionActivateMutation = { promotionActivate: { promotion: { id: string, title: string, status: PromotionStatus, version: number, redemptions: number, usageLimit: number | null, couponRequired: boolean, rules: Array<{ id: string, name: string, scope: PriceRuleScope, version: number, active: boolean, condition: string | null }> } | null, userErrors: Array<
      | { __typename: 'BasicUserError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'ConditionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'CouponRejectedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'IllegalTransitionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'InsufficientStockError', sku: string, requestedQuantity: number, availableQuantity: number, code: string, message: string, field: Array<string> | null }
      | { __typename: 'OutOfStockError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PaymentDeclinedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PriceChangedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'VersionConflictError', currentVersion: number, expectedVersion: number, code: string, message: string, field: Array<string> | null }
    > } };

export type CouponCreateMutationVariables = Exact<{
  input: CouponCreateInput;
}>;


export type CouponCreateMutation = { couponCreate: { coupon: { id: string, code: string, active: boolean, usageCount: number, usageLimit: number | null } | null, userErrors: Array<
      | { __typename: 'BasicUserError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'ConditionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'CouponRejectedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'IllegalTransitionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'InsufficientStockError', sku: string, requestedQuantity: number, availableQuantity: number, code: string, message: string, field: Array<string> | null }
      | { __typename: 'OutOfStockError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PaymentDeclinedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PriceChangedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'VersionConflictError', currentVersion: number, expectedVersion: number, code: string, message: string, field: Array<string> | null }
    > } };

export type CouponUpdateMutationVariables = Exact<{
  input: CouponUpdateInput;
}>;


export type CouponUpdateMutation = { couponUpdate: { coupon: { id: string, code: string, active: boolean, usageCount: number, usageLimit: number | null } | null, userErrors: Array<
      | { __typename: 'BasicUserError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'ConditionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'CouponRejectedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'IllegalTransitionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'InsufficientStockError', sku: string, requestedQuantity: number, availableQuantity: number, code: string, message: string, field: Array<string> | null }
      | { __typename: 'OutOfStockError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PaymentDeclinedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PriceChangedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'VersionConflictError', currentVersion: number, expectedVersion: number, code: string, message: string, field: Array<string> | null }
    > } };

export type CouponBatchCreateMutationVariables = Exact<{
  input: CouponBatchCreateInput;
}>;


export type CouponBatchCreateMutation = { couponBatchCreate: { codes: Array<string>, userErrors: Array<
      | { __typename: 'BasicUserError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'ConditionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'CouponRejectedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'IllegalTransitionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'InsufficientStockError', sku: string, requestedQuantity: number, availableQuantity: number, code: string, message: string, field: Array<string> | null }
      | { __typename: 'OutOfStockError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PaymentDeclinedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PriceChangedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'VersionConflictError', currentVersion: number, expectedVersion: number, code: string, message: string, field: Array<string> | null }
    > } };

export type CurrencyRateSetMutationVariables = Exact<{
  input: CurrencyRateSetInput;
}>;


export type CurrencyRateSetMutation = { currencyRateSet: { currencyRate: { base: string, quote: string, rate: string } | null, userErrors: Array<
      | { __typename: 'BasicUserError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'ConditionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'CouponRejectedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'IllegalTransitionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'InsufficientStockError', sku: string, requestedQuantity: number, availableQuantity: number, code: string, message: string, field: Array<string> | null }
      | { __typename: 'OutOfStockError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PaymentDeclinedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PriceChangedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'VersionConflictError', currentVersion: number, expectedVersion: number, code: string, message: string, field: Array<string> | null }
    > } };

export type ShippingRateSetMutationVariables = Exact<{
  input: ShippingRateSetInput;
}>;


export type ShippingRateSetMutation = { shippingRateSet: { shippingRate: { code: string, active: boolean } | null, userErrors: Array<
      | { __typename: 'BasicUserError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'ConditionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'CouponRejectedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'IllegalTransitionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'InsufficientStockError', sku: string, requestedQuantity: number, availableQuantity: number, code: string, message: string, field: Array<string> | null }
      | { __typename: 'OutOfStockError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PaymentDeclinedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PriceChangedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'VersionConflictError', currentVersion: number, expectedVersion: number, code: string, message: string, field: Array<string> | null }
    > } };

export type TaxRateSetMutationVariables = Exact<{
  input: TaxRateSetInput;
}>;


export type TaxRateSetMutation = { taxRateSet: { taxRate: { category: string, basisPoints: number } | null, userErrors: Array<
      | { __typename: 'BasicUserError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'ConditionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'CouponRejectedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'IllegalTransitionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'InsufficientStockError', sku: string, requestedQuantity: number, availableQuantity: number, code: string, message: string, field: Array<string> | null }
      | { __typename: 'OutOfStockError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PaymentDeclinedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PriceChangedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'VersionConflictError', currentVersion: number, expectedVersion: number, code: string, message: string, field: Array<string> | null }
    > } };

export type RegionSettingSetMutationVariables = Exact<{
  input: RegionSettingSetInput;
}>;


export type RegionSettingSetMutation = { regionSettingSet: { regionSetting: { region: string, roundingMode: RoundingMode } | null, userErrors: Array<
      | { __typename: 'BasicUserError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'ConditionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'CouponRejectedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'IllegalTransitionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'InsufficientStockError', sku: string, requestedQuantity: number, availableQuantity: number, code: string, message: string, field: Array<string> | null }
      | { __typename: 'OutOfStockError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PaymentDeclinedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PriceChangedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'VersionConflictError', currentVersion: number, expectedVersion: number, code: string, message: string, field: Array<string> | null }
    > } };

export type CartViewFragment = { id: string, version: number, status: CartStatus, currencyCode: string, region: string, totalQuantity: number, reservedUntil: string | null, cost: { isEstimated: boolean, pricedVersion: number, subtotal: { amount: string, minorUnits: string, currencyCode: string }, tax: { amount: string, minorUnits: string, currencyCode: string }, total: { amount: string, minorUnits: string, currencyCode: string } }, lines: Array<{ id: string, sku: string, title: string, quantity: number, reservedUntil: string | null, unitPrice: { amount: string, minorUnits: string, currencyCode: string }, cost: { subtotal: { amount: string, minorUnits: string, currencyCode: string }, tax: { amount: string, minorUnits: string, currencyCode: string }, total: { amount: string, minorUnits: string, currencyCode: string } }, variant: { id: string, product: { id: string, title: string } } | null }> };

type UserErrorParts_BasicUserError_Fragment = { __typename: 'BasicUserError', code: string, message: string, field: Array<string> | null };

type UserErrorParts_ConditionError_Fragment = { __typename: 'ConditionError', code: string, message: string, field: Array<string> | null };

type UserErrorParts_CouponRejectedError_Fragment = { __typename: 'CouponRejectedError', code: string, message: string, field: Array<string> | null };

type UserErrorParts_IllegalTransitionError_Fragment = { __typename: 'IllegalTransitionError', code: string, message: string, field: Array<string> | null };

type UserErrorParts_InsufficientStockError_Fragment = { __typename: 'InsufficientStockError', sku: string, requestedQuantity: number, availableQuantity: number, code: string, message: string, field: Array<string> | null };

type UserErrorParts_OutOfStockError_Fragment = { __typename: 'OutOfStockError', code: string, message: string, field: Array<string> | null };

type UserErrorParts_PaymentDeclinedError_Fragment = { __typename: 'PaymentDeclinedError', code: string, message: string, field: Array<string> | null };

type UserErrorParts_PriceChangedError_Fragment = { __typename: 'PriceChangedError', code: string, message: string, field: Array<string> | null };

type UserErrorParts_VersionConflictError_Fragment = { __typename: 'VersionConflictError', currentVersion: number, expectedVersion: number, code: string, message: string, field: Array<string> | null };

export type UserErrorPartsFragment =
  | UserErrorParts_BasicUserError_Fragment
  | UserErrorParts_ConditionError_Fragment
  | UserErrorParts_CouponRejectedError_Fragment
  | UserErrorParts_IllegalTransitionError_Fragment
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
    | { __typename: 'IllegalTransitionError', code: string, message: string, field: Array<string> | null }
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
      | { __typename: 'IllegalTransitionError', code: string, message: string, field: Array<string> | null }
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
      | { __typename: 'IllegalTransitionError', code: string, message: string, field: Array<string> | null }
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
      | { __typename: 'IllegalTransitionError', code: string, message: string, field: Array<string> | null }
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
      | { __typename: 'IllegalTransitionError', code: string, message: string, field: Array<string> | null }
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
      | { __typename: 'IllegalTransitionError', code: string, message: string, field: Array<string> | null }
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
      | { __typename: 'IllegalTransitionError', code: string, message: string, field: Array<string> | null }
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
      | { __typename: 'IllegalTransitionError', code: string, message: string, field: Array<string> | null }
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
      | { __typename: 'IllegalTransitionError', code: string, message: string, field: Array<string> | null }
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

export type CartBySessionQueryVariables = Exact<{
  sessionToken: string;
}>;


export type CartBySessionQuery = { cartBySession: { id: string, version: number, status: CartStatus, currencyCode: string, region: string, totalQuantity: number, reservedUntil: string | null, cost: { isEstimated: boolean, pricedVersion: number, subtotal: { amount: string, minorUnits: string, currencyCode: string }, tax: { amount: string, minorUnits: string, currencyCode: string }, total: { amount: string, minorUnits: string, currencyCode: string } }, lines: Array<{ id: string, sku: string, title: string, quantity: number, reservedUntil: string | null, unitPrice: { amount: string, minorUnits: string, currencyCode: string }, cost: { subtotal: { amount: string, minorUnits: string, currencyCode: string }, tax: { amount: string, minorUnits: string, currencyCode: string }, total: { amount: string, minorUnits: string, currencyCode: string } }, variant: { id: string, product: { id: string, title: string } } | null }> } | null };

export type SessionUpdateMutationVariables = Exact<{
  input: SessionUpdateInput;
}>;


export type SessionUpdateMutation = { sessionUpdate: { session: { id: string, deviceInfo: unknown } | null, userErrors: Array<
      | { __typename: 'BasicUserError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'ConditionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'CouponRejectedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'IllegalTransitionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'InsufficientStockError', sku: string, requestedQuantity: number, availableQuantity: number, code: string, message: string, field: Array<string> | null }
      | { __typename: 'OutOfStockError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PaymentDeclinedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PriceChangedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'VersionConflictError', currentVersion: number, expectedVersion: number, code: string, message: string, field: Array<string> | null }
    > } };

export type CartBackupCreateMutationVariables = Exact<{
  input: CartBackupCreateInput;
}>;


export type CartBackupCreateMutation = { cartBackupCreate: { backup: { id: string, version: number, lineCount: number } | null, userErrors: Array<
      | { __typename: 'BasicUserError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'ConditionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'CouponRejectedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'IllegalTransitionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'InsufficientStockError', sku: string, requestedQuantity: number, availableQuantity: number, code: string, message: string, field: Array<string> | null }
      | { __typename: 'OutOfStockError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PaymentDeclinedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PriceChangedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'VersionConflictError', currentVersion: number, expectedVersion: number, code: string, message: string, field: Array<string> | null }
    > } };

export type CartBackupRestoreMutationVariables = Exact<{
  input: CartBackupRestoreInput;
}>;


export type CartBackupRestoreMutation = { cartBackupRestore: { committedVersion: number | null, replayed: boolean, cart: { id: string, version: number, status: CartStatus, currencyCode: string, region: string, totalQuantity: number, reservedUntil: string | null, cost: { isEstimated: boolean, pricedVersion: number, subtotal: { amount: string, minorUnits: string, currencyCode: string }, tax: { amount: string, minorUnits: string, currencyCode: string }, total: { amount: string, minorUnits: string, currencyCode: string } }, lines: Array<{ id: string, sku: string, title: string, quantity: number, reservedUntil: string | null, unitPrice: { amount: string, minorUnits: string, currencyCode: string }, cost: { subtotal: { amount: string, minorUnits: string, currencyCode: string }, tax: { amount: string, minorUnits: string, currencyCode: string }, total: { amount: string, minorUnits: string, currencyCode: string } }, variant: { id: string, product: { id: string, title: string } } | null }> } | null, userErrors: Array<
      | { __typename: 'BasicUserError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'ConditionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'CouponRejectedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'IllegalTransitionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'InsufficientStockError', sku: string, requestedQuantity: number, availableQuantity: number, code: string, message: string, field: Array<string> | null }
      | { __typename: 'OutOfStockError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PaymentDeclinedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PriceChangedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'VersionConflictError', currentVersion: number, expectedVersion: number, code: string, message: string, field: Array<string> | null }
    > } };

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
      | { __typename: 'IllegalTransitionError', code: string, message: string, field: Array<string> | null }
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
      | { __typename: 'IllegalTransitionError', code: string, message: string, field: Array<string> | null }
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
      | { __typename: 'IllegalTransitionError', code: string, message: string, field: Array<string> | null }
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
      | { __typename: 'IllegalTransitionError', code: string, message: string, field: Array<string> | null }
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
      | { __typename: 'IllegalTransitionError', code: string, message: string, field: Array<string> | null }
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

export type CheckoutSessionViewFragment = { id: string, status: CheckoutSessionStatus, cartVersion: number, expiresAt: string, requiresConsent: boolean, selectedShippingOptionId: string | null, shippingOptions: Array<{ id: string, title: string, estimatedDays: number | null, price: { amount: string, minorUnits: string, currencyCode: string } }>, total: { amount: string, minorUnits: string, currencyCode: string } };

export type OrderViewFragment = { id: string, orderNumber: string, status: OrderStatus, paymentStatus: PaymentStatus, version: number, total: { amount: string, minorUnits: string, currencyCode: string }, lines: Array<{ id: string, sku: string, quantity: number, title: string, returnedQuantity: number, unitPrice: { amount: string, minorUnits: string, currencyCode: string }, total: { amount: string, minorUnits: string, currencyCode: string } }> };

export type CheckoutSessionCreateMutationVariables = Exact<{
  input: CheckoutSessionCreateInput;
}>;


export type CheckoutSessionCreateMutation = { checkoutSessionCreate: { session: { id: string, status: CheckoutSessionStatus, cartVersion: number, expiresAt: string, requiresConsent: boolean, selectedShippingOptionId: string | null, shippingOptions: Array<{ id: string, title: string, estimatedDays: number | null, price: { amount: string, minorUnits: string, currencyCode: string } }>, total: { amount: string, minorUnits: string, currencyCode: string } } | null, userErrors: Array<
      | { __typename: 'BasicUserError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'ConditionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'CouponRejectedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'IllegalTransitionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'InsufficientStockError', sku: string, requestedQuantity: number, availableQuantity: number, code: string, message: string, field: Array<string> | null }
      | { __typename: 'OutOfStockError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PaymentDeclinedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PriceChangedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'VersionConflictError', currentVersion: number, expectedVersion: number, code: string, message: string, field: Array<string> | null }
    > } };

export type CheckoutSessionCancelMutationVariables = Exact<{
  input: CheckoutSessionCancelInput;
}>;


export type CheckoutSessionCancelMutation = { checkoutSessionCancel: { session: { id: string, status: CheckoutSessionStatus, cartVersion: number, expiresAt: string, requiresConsent: boolean, selectedShippingOptionId: string | null, shippingOptions: Array<{ id: string, title: string, estimatedDays: number | null, price: { amount: string, minorUnits: string, currencyCode: string } }>, total: { amount: string, minorUnits: string, currencyCode: string } } | null, userErrors: Array<
      | { __typename: 'BasicUserError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'ConditionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'CouponRejectedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'IllegalTransitionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'InsufficientStockError', sku: string, requestedQuantity: number, availableQuantity: number, code: string, message: string, field: Array<string> | null }
      | { __typename: 'OutOfStockError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PaymentDeclinedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PriceChangedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'VersionConflictError', currentVersion: number, expectedVersion: number, code: string, message: string, field: Array<string> | null }
    > } };

export type CheckoutSessionUpdateMutationVariables = Exact<{
  input: CheckoutSessionUpdateInput;
}>;


export type CheckoutSessionUpdateMutation = { checkoutSessionUpdate: { session: { id: string, status: CheckoutSessionStatus, cartVersion: number, expiresAt: string, requiresConsent: boolean, selectedShippingOptionId: string | null, shippingOptions: Array<{ id: string, title: string, estimatedDays: number | null, price: { amount: string, minorUnits: string, currencyCode: string } }>, total: { amount: string, minorUnits: string, currencyCode: string } } | null, userErrors: Array<
      | { __typename: 'BasicUserError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'ConditionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'CouponRejectedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'IllegalTransitionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'InsufficientStockError', sku: string, requestedQuantity: number, availableQuantity: number, code: string, message: string, field: Array<string> | null }
      | { __typename: 'OutOfStockError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PaymentDeclinedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PriceChangedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'VersionConflictError', currentVersion: number, expectedVersion: number, code: string, message: string, field: Array<string> | null }
    > } };

export type CheckoutCompleteMutationVariables = Exact<{
  input: CheckoutCompleteInput;
}>;


export type CheckoutCompleteMutation = { checkoutComplete: { accessToken: string | null, replayed: boolean, order: { id: string, orderNumber: string, status: OrderStatus, paymentStatus: PaymentStatus, version: number, total: { amount: string, minorUnits: string, currencyCode: string }, lines: Array<{ id: string, sku: string, quantity: number, title: string, returnedQuantity: number, unitPrice: { amount: string, minorUnits: string, currencyCode: string }, total: { amount: string, minorUnits: string, currencyCode: string } }> } | null, session: { id: string, status: CheckoutSessionStatus, cartVersion: number, expiresAt: string, requiresConsent: boolean, selectedShippingOptionId: string | null, shippingOptions: Array<{ id: string, title: string, estimatedDays: number | null, price: { amount: string, minorUnits: string, currencyCode: string } }>, total: { amount: string, minorUnits: string, currencyCode: string } } | null, userErrors: Array<
      | { __typename: 'BasicUserError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'ConditionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'CouponRejectedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'IllegalTransitionError', code: string, message: string, field: Array<string> | null }
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


export type OrderQuery = { order: { id: string, orderNumber: string, status: OrderStatus, paymentStatus: PaymentStatus, version: number, total: { amount: string, minorUnits: string, currencyCode: string }, lines: Array<{ id: string, sku: string, quantity: number, title: string, returnedQuantity: number, unitPrice: { amount: string, minorUnits: string, currencyCode: string }, total: { amount: string, minorUnits: string, currencyCode: string } }> } | null };

export type MyOrdersQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type MyOrdersQuery = { myOrders: { nodes: Array<{ id: string, orderNumber: string, status: OrderStatus, paymentStatus: PaymentStatus, version: number, total: { amount: string, minorUnits: string, currencyCode: string }, lines: Array<{ id: string, sku: string, quantity: number, title: string, returnedQuantity: number, unitPrice: { amount: string, minorUnits: string, currencyCode: string }, total: { amount: string, minorUnits: string, currencyCode: string } }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type OrderChangedSubscriptionVariables = Exact<{
  orderId: string;
  afterVersion?: number | null | undefined;
}>;


export type OrderChangedSubscription = { orderChanged: { version: number, cause: string, snapshot: boolean, changes: Array<{ version: number, from: OrderStatus | null, to: OrderStatus, reasonCode: string | null, at: string }>, order: { id: string, orderNumber: string, status: OrderStatus, paymentStatus: PaymentStatus, version: number, total: { amount: string, minorUnits: string, currencyCode: string }, lines: Array<{ id: string, sku: string, quantity: number, title: string, returnedQuantity: number, unitPrice: { amount: string, minorUnits: string, currencyCode: string }, total: { amount: string, minorUnits: string, currencyCode: string } }> } | null } | null };

export type OrderPayloadViewFragment = { replayed: boolean, order: { id: string, orderNumber: string, status: OrderStatus, paymentStatus: PaymentStatus, version: number, total: { amount: string, minorUnits: string, currencyCode: string }, lines: Array<{ id: string, sku: string, quantity: number, title: string, returnedQuantity: number, unitPrice: { amount: string, minorUnits: string, currencyCode: string }, total: { amount: string, minorUnits: string, currencyCode: string } }> } | null, userErrors: Array<
    | { __typename: 'BasicUserError', code: string, message: string, field: Array<string> | null }
    | { __typename: 'ConditionError', code: string, message: string, field: Array<string> | null }
    | { __typename: 'CouponRejectedError', code: string, message: string, field: Array<string> | null }
    | { __typename: 'IllegalTransitionError', from: OrderStatus, allowed: Array<OrderStatus>, code: string, message: string, field: Array<string> | null }
    | { __typename: 'InsufficientStockError', sku: string, requestedQuantity: number, availableQuantity: number, code: string, message: string, field: Array<string> | null }
    | { __typename: 'OutOfStockError', code: string, message: string, field: Array<string> | null }
    | { __typename: 'PaymentDeclinedError', code: string, message: string, field: Array<string> | null }
    | { __typename: 'PriceChangedError', code: string, message: string, field: Array<string> | null }
    | { __typename: 'VersionConflictError', currentVersion: number, expectedVersion: number, code: string, message: string, field: Array<string> | null }
  > };

export type OrderCancelMutationVariables = Exact<{
  input: OrderCancelInput;
}>;


export type OrderCancelMutation = { orderCancel: { replayed: boolean, order: { id: string, orderNumber: string, status: OrderStatus, paymentStatus: PaymentStatus, version: number, total: { amount: string, minorUnits: string, currencyCode: string }, lines: Array<{ id: string, sku: string, quantity: number, title: string, returnedQuantity: number, unitPrice: { amount: string, minorUnits: string, currencyCode: string }, total: { amount: string, minorUnits: string, currencyCode: string } }> } | null, userErrors: Array<
      | { __typename: 'BasicUserError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'ConditionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'CouponRejectedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'IllegalTransitionError', from: OrderStatus, allowed: Array<OrderStatus>, code: string, message: string, field: Array<string> | null }
      | { __typename: 'InsufficientStockError', sku: string, requestedQuantity: number, availableQuantity: number, code: string, message: string, field: Array<string> | null }
      | { __typename: 'OutOfStockError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PaymentDeclinedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PriceChangedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'VersionConflictError', currentVersion: number, expectedVersion: number, code: string, message: string, field: Array<string> | null }
    > } };

export type OrderUpdateMutationVariables = Exact<{
  input: OrderUpdateInput;
}>;


export type OrderUpdateMutation = { orderUpdate: { replayed: boolean, order: { id: string, orderNumber: string, status: OrderStatus, paymentStatus: PaymentStatus, version: number, total: { amount: string, minorUnits: string, currencyCode: string }, lines: Array<{ id: string, sku: string, quantity: number, title: string, returnedQuantity: number, unitPrice: { amount: string, minorUnits: string, currencyCode: string }, total: { amount: string, minorUnits: string, currencyCode: string } }> } | null, userErrors: Array<
      | { __typename: 'BasicUserError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'ConditionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'CouponRejectedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'IllegalTransitionError', from: OrderStatus, allowed: Array<OrderStatus>, code: string, message: string, field: Array<string> | null }
      | { __typename: 'InsufficientStockError', sku: string, requestedQuantity: number, availableQuantity: number, code: string, message: string, field: Array<string> | null }
      | { __typename: 'OutOfStockError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PaymentDeclinedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PriceChangedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'VersionConflictError', currentVersion: number, expectedVersion: number, code: string, message: string, field: Array<string> | null }
    > } };

export type OrderTransitionMutationVariables = Exact<{
  input: OrderTransitionInput;
}>;


export type OrderTransitionMutation = { orderTransition: { replayed: boolean, order: { id: string, orderNumber: string, status: OrderStatus, paymentStatus: PaymentStatus, version: number, total: { amount: string, minorUnits: string, currencyCode: string }, lines: Array<{ id: string, sku: string, quantity: number, title: string, returnedQuantity: number, unitPrice: { amount: string, minorUnits: string, currencyCode: string }, total: { amount: string, minorUnits: string, currencyCode: string } }> } | null, userErrors: Array<
      | { __typename: 'BasicUserError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'ConditionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'CouponRejectedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'IllegalTransitionError', from: OrderStatus, allowed: Array<OrderStatus>, code: string, message: string, field: Array<string> | null }
      | { __typename: 'InsufficientStockError', sku: string, requestedQuantity: number, availableQuantity: number, code: string, message: string, field: Array<string> | null }
      | { __typename: 'OutOfStockError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PaymentDeclinedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PriceChangedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'VersionConflictError', currentVersion: number, expectedVersion: number, code: string, message: string, field: Array<string> | null }
    > } };

export type OrderReturnMutationVariables = Exact<{
  input: OrderReturnInput;
}>;


export type OrderReturnMutation = { orderReturn: { replayed: boolean, order: { id: string, orderNumber: string, status: OrderStatus, paymentStatus: PaymentStatus, version: number, total: { amount: string, minorUnits: string, currencyCode: string }, lines: Array<{ id: string, sku: string, quantity: number, title: string, returnedQuantity: number, unitPrice: { amount: string, minorUnits: string, currencyCode: string }, total: { amount: string, minorUnits: string, currencyCode: string } }> } | null, userErrors: Array<
      | { __typename: 'BasicUserError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'ConditionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'CouponRejectedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'IllegalTransitionError', from: OrderStatus, allowed: Array<OrderStatus>, code: string, message: string, field: Array<string> | null }
      | { __typename: 'InsufficientStockError', sku: string, requestedQuantity: number, availableQuantity: number, code: string, message: string, field: Array<string> | null }
      | { __typename: 'OutOfStockError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PaymentDeclinedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PriceChangedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'VersionConflictError', currentVersion: number, expectedVersion: number, code: string, message: string, field: Array<string> | null }
    > } };

export type OrderStoryQueryVariables = Exact<{
  id: string;
}>;


export type OrderStoryQuery = { order: { id: string, orderNumber: string, status: OrderStatus, paymentStatus: PaymentStatus, version: number, history: Array<{ version: number, from: OrderStatus | null, to: OrderStatus, reasonCode: string | null }>, payment: { status: PaymentStatus, captured: { amount: string, minorUnits: string, currencyCode: string } | null, refunded: { amount: string, minorUnits: string, currencyCode: string } | null } | null, saga: Array<{ name: string, status: string, attempts: number, error: string | null }> | null, total: { amount: string, minorUnits: string, currencyCode: string }, lines: Array<{ id: string, sku: string, quantity: number, title: string, returnedQuantity: number, unitPrice: { amount: string, minorUnits: string, currencyCode: string }, total: { amount: string, minorUnits: string, currencyCode: string } }> } | null };

export type FirstProductsQueryVariables = Exact<{
  first?: number | null | undefined;
}>;


export type FirstProductsQuery = { products: { nodes: Array<{ id: string, title: string, variants: Array<{ id: string, sku: string, price: { unitPrice: { amount: string, minorUnits: string, currencyCode: string } } | null, availability: { status: AvailabilityStatus, quantityAvailable: number | null } | null }> }> } | null };

export type MoneyPartsFragment = { amount: string, minorUnits: string, currencyCode: string };

export type PriceViewFragment = { sku: string, unitPrice: { amount: string, minorUnits: string, currencyCode: string }, lowestPrice30Days: { amount: string, minorUnits: string, currencyCode: string } | null, appliedRules: Array<{ ruleId: string, name: string, kind: string, promotionId: string | null, amount: { amount: string, minorUnits: string, currencyCode: string } }>, tiers: Array<{ minimumQuantity: number, unitPrice: { amount: string, minorUnits: string, currencyCode: string } }> };

export type PriceQueryVariables = Exact<{
  sku: string;
  context?: PriceContextInput | null | undefined;
}>;


export type PriceQuery = { price: { sku: string, unitPrice: { amount: string, minorUnits: string, currencyCode: string }, lowestPrice30Days: { amount: string, minorUnits: string, currencyCode: string } | null, appliedRules: Array<{ ruleId: string, name: string, kind: string, promotionId: string | null, amount: { amount: string, minorUnits: string, currencyCode: string } }>, tiers: Array<{ minimumQuantity: number, unitPrice: { amount: string, minorUnits: string, currencyCode: string } }> } | null };

export type PriceQuoteQueryVariables = Exact<{
  input: PriceQuoteInput;
}>;


export type PriceQuoteQuery = { priceQuote: { id: string, validUntil: string, signature: string, fxRate: string | null, subtotal: { amount: string, minorUnits: string, currencyCode: string }, discount: { amount: string, minorUnits: string, currencyCode: string }, tax: { amount: string, minorUnits: string, currencyCode: string }, shipping: { amount: string, minorUnits: string, currencyCode: string } | null, total: { amount: string, minorUnits: string, currencyCode: string }, coupons: Array<{ code: string, applied: boolean }>, shippingOffers: Array<{ code: string, price: { amount: string, minorUnits: string, currencyCode: string } }>, lines: Array<{ sku: string, total: { amount: string, minorUnits: string, currencyCode: string } }> } | null };

export type RatesQueryVariables = Exact<{
  base: string;
  region: string;
}>;


export type RatesQuery = { currencyRates: Array<{ base: string, quote: string, rate: string }> | null, shippingRates: Array<{ code: string, amount: { amount: string, minorUnits: string, currencyCode: string } }> | null, taxRates: Array<{ category: string, basisPoints: number, inclusive: boolean }> | null, discounts: Array<{ promotionId: string, title: string, automatic: boolean }> | null };

export type CartPricesQueryVariables = Exact<{
  id: string;
}>;


export type CartPricesQuery = { cart: { id: string, version: number, cost: { isEstimated: boolean, discount: { amount: string, minorUnits: string, currencyCode: string }, total: { amount: string, minorUnits: string, currencyCode: string } }, coupons: Array<{ code: string, applicable: boolean, discount: { amount: string, minorUnits: string, currencyCode: string } }>, discounts: Array<{ title: string, promotionId: string | null, amount: { amount: string, minorUnits: string, currencyCode: string } }>, lines: Array<{ id: string, sku: string, availabilityStatus: AvailabilityStatus, unitPrice: { amount: string, minorUnits: string, currencyCode: string }, previousUnitPrice: { amount: string, minorUnits: string, currencyCode: string } | null }>, problems: Array<{ code: CartProblemCode, lineId: string | null, message: string, blocksCheckout: boolean, availableQuantity: number | null }> } | null };

export type CartCostEstimateQueryVariables = Exact<{
  input: CartCostEstimateInput;
}>;


export type CartCostEstimateQuery = { cartCostEstimate: { discount: { amount: string, minorUnits: string, currencyCode: string }, shipping: { amount: string, minorUnits: string, currencyCode: string } | null, total: { amount: string, minorUnits: string, currencyCode: string } } | null };

export type CartCouponApplyMutationVariables = Exact<{
  input: CartCouponApplyInput;
}>;


export type CartCouponApplyMutation = { cartCouponApply: { committedVersion: number | null, replayed: boolean, cart: { id: string, version: number, status: CartStatus, currencyCode: string, region: string, totalQuantity: number, reservedUntil: string | null, cost: { isEstimated: boolean, pricedVersion: number, subtotal: { amount: string, minorUnits: string, currencyCode: string }, tax: { amount: string, minorUnits: string, currencyCode: string }, total: { amount: string, minorUnits: string, currencyCode: string } }, lines: Array<{ id: string, sku: string, title: string, quantity: number, reservedUntil: string | null, unitPrice: { amount: string, minorUnits: string, currencyCode: string }, cost: { subtotal: { amount: string, minorUnits: string, currencyCode: string }, tax: { amount: string, minorUnits: string, currencyCode: string }, total: { amount: string, minorUnits: string, currencyCode: string } }, variant: { id: string, product: { id: string, title: string } } | null }> } | null, userErrors: Array<
      | { __typename: 'BasicUserError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'ConditionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'CouponRejectedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'IllegalTransitionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'InsufficientStockError', sku: string, requestedQuantity: number, availableQuantity: number, code: string, message: string, field: Array<string> | null }
      | { __typename: 'OutOfStockError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PaymentDeclinedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PriceChangedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'VersionConflictError', currentVersion: number, expectedVersion: number, code: string, message: string, field: Array<string> | null }
    > } };

export type CartCouponRemoveMutationVariables = Exact<{
  input: CartCouponRemoveInput;
}>;


export type CartCouponRemoveMutation = { cartCouponRemove: { committedVersion: number | null, replayed: boolean, cart: { id: string, version: number, status: CartStatus, currencyCode: string, region: string, totalQuantity: number, reservedUntil: string | null, cost: { isEstimated: boolean, pricedVersion: number, subtotal: { amount: string, minorUnits: string, currencyCode: string }, tax: { amount: string, minorUnits: string, currencyCode: string }, total: { amount: string, minorUnits: string, currencyCode: string } }, lines: Array<{ id: string, sku: string, title: string, quantity: number, reservedUntil: string | null, unitPrice: { amount: string, minorUnits: string, currencyCode: string }, cost: { subtotal: { amount: string, minorUnits: string, currencyCode: string }, tax: { amount: string, minorUnits: string, currencyCode: string }, total: { amount: string, minorUnits: string, currencyCode: string } }, variant: { id: string, product: { id: string, title: string } } | null }> } | null, userErrors: Array<
      | { __typename: 'BasicUserError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'ConditionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'CouponRejectedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'IllegalTransitionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'InsufficientStockError', sku: string, requestedQuantity: number, availableQuantity: number, code: string, message: string, field: Array<string> | null }
      | { __typename: 'OutOfStockError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PaymentDeclinedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PriceChangedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'VersionConflictError', currentVersion: number, expectedVersion: number, code: string, message: string, field: Array<string> | null }
    > } };

export type CartPricesAcceptMutationVariables = Exact<{
  input: CartPricesAcceptInput;
}>;


export type CartPricesAcceptMutation = { cartPricesAccept: { committedVersion: number | null, replayed: boolean, cart: { id: string, version: number, status: CartStatus, currencyCode: string, region: string, totalQuantity: number, reservedUntil: string | null, cost: { isEstimated: boolean, pricedVersion: number, subtotal: { amount: string, minorUnits: string, currencyCode: string }, tax: { amount: string, minorUnits: string, currencyCode: string }, total: { amount: string, minorUnits: string, currencyCode: string } }, lines: Array<{ id: string, sku: string, title: string, quantity: number, reservedUntil: string | null, unitPrice: { amount: string, minorUnits: string, currencyCode: string }, cost: { subtotal: { amount: string, minorUnits: string, currencyCode: string }, tax: { amount: string, minorUnits: string, currencyCode: string }, total: { amount: string, minorUnits: string, currencyCode: string } }, variant: { id: string, product: { id: string, title: string } } | null }> } | null, userErrors: Array<
      | { __typename: 'BasicUserError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'ConditionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'CouponRejectedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'IllegalTransitionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'InsufficientStockError', sku: string, requestedQuantity: number, availableQuantity: number, code: string, message: string, field: Array<string> | null }
      | { __typename: 'OutOfStockError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PaymentDeclinedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PriceChangedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'VersionConflictError', currentVersion: number, expectedVersion: number, code: string, message: string, field: Array<string> | null }
    > } };

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


export type StaffOrdersQuery = { orders: { totalCount: number | null, nodes: Array<{ id: string, orderNumber: string, status: OrderStatus, paymentStatus: PaymentStatus, version: number, total: { amount: string, minorUnits: string, currencyCode: string }, lines: Array<{ id: string, sku: string, quantity: number, title: string, returnedQuantity: number, unitPrice: { amount: string, minorUnits: string, currencyCode: string }, total: { amount: string, minorUnits: string, currencyCode: string } }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

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
      | { __typename: 'IllegalTransitionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'InsufficientStockError', sku: string, requestedQuantity: number, availableQuantity: number, code: string, message: string, field: Array<string> | null }
      | { __typename: 'OutOfStockError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PaymentDeclinedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PriceChangedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'VersionConflictError', currentVersion: number, expectedVersion: number, code: string, message: string, field: Array<string> | null }
    > } };

export type OrderCreateMutationVariables = Exact<{
  input: OrderCreateInput;
}>;


export type OrderCreateMutation = { orderCreate: { replayed: boolean, order: { id: string, orderNumber: string, status: OrderStatus, paymentStatus: PaymentStatus, version: number, total: { amount: string, minorUnits: string, currencyCode: string }, lines: Array<{ id: string, sku: string, quantity: number, title: string, returnedQuantity: number, unitPrice: { amount: string, minorUnits: string, currencyCode: string }, total: { amount: string, minorUnits: string, currencyCode: string } }> } | null, userErrors: Array<
      | { __typename: 'BasicUserError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'ConditionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'CouponRejectedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'IllegalTransitionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'InsufficientStockError', sku: string, requestedQuantity: number, availableQuantity: number, code: string, message: string, field: Array<string> | null }
      | { __typename: 'OutOfStockError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PaymentDeclinedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PriceChangedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'VersionConflictError', currentVersion: number, expectedVersion: number, code: string, message: string, field: Array<string> | null }
    > } };

export type AvailabilityQueryVariables = Exact<{
  sku: string;
  region?: string | null | undefined;
}>;


export type AvailabilityQuery = { availability: { status: AvailabilityStatus, quantityAvailable: number | null, backorderable: boolean, version: number } | null };

export type AvailabilityChangedSubscriptionVariables = Exact<{
  skus: Array<string> | string;
  region?: string | null | undefined;
}>;


export type AvailabilityChangedSubscription = { availabilityChanged: { sku: string, version: number, availability: { status: AvailabilityStatus, quantityAvailable: number | null }, variant: { sku: string, title: string } } | null };

export type StockLocationsQueryVariables = Exact<{
  region?: string | null | undefined;
}>;


export type StockLocationsQuery = { locations: Array<{ code: string, region: string, allocationOrder: number }> | null };

export type StockHistoryQueryVariables = Exact<{
  sku: string;
  first?: number | null | undefined;
}>;


export type StockHistoryQuery = { stockHistory: { nodes: Array<{ kind: StockChangeKind, delta: number, onHandAfter: number, reason: string | null, actor: string }> } | null };

export type ReservationQueryVariables = Exact<{
  id: string;
}>;


export type ReservationQuery = { reservation: { id: string, type: ReservationType, status: ReservationStatus, ownerId: string } | null };

export type StockAdjustMutationVariables = Exact<{
  input: StockAdjustInput;
}>;


export type StockAdjustMutation = { stockAdjust: { level: { sku: string, location: string, region: string, onHand: number, available: number, held: number, allocated: number, safetyStock: number, version: number } | null, userErrors: Array<
      | { __typename: 'BasicUserError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'ConditionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'CouponRejectedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'IllegalTransitionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'InsufficientStockError', sku: string, requestedQuantity: number, availableQuantity: number, code: string, message: string, field: Array<string> | null }
      | { __typename: 'OutOfStockError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PaymentDeclinedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PriceChangedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'VersionConflictError', currentVersion: number, expectedVersion: number, code: string, message: string, field: Array<string> | null }
    > } };

export type StockPolicySetMutationVariables = Exact<{
  input: StockPolicySetInput;
}>;


export type StockPolicySetMutation = { stockPolicySet: { level: { backorderable: boolean, backorderLimit: number, sku: string, location: string, region: string, onHand: number, available: number, held: number, allocated: number, safetyStock: number, version: number } | null, userErrors: Array<
      | { __typename: 'BasicUserError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'ConditionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'CouponRejectedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'IllegalTransitionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'InsufficientStockError', sku: string, requestedQuantity: number, availableQuantity: number, code: string, message: string, field: Array<string> | null }
      | { __typename: 'OutOfStockError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PaymentDeclinedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'PriceChangedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'VersionConflictError', currentVersion: number, expectedVersion: number, code: string, message: string, field: Array<string> | null }
    > } };

export type LocationUpsertMutationVariables = Exact<{
  input: LocationUpsertInput;
}>;


export type LocationUpsertMutation = { locationUpsert: { location: { code: string, region: string, allocationOrder: number } | null, userErrors: Array<
      | { __typename: 'BasicUserError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'ConditionError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'CouponRejectedError', code: string, message: string, field: Array<string> | null }
      | { __typename: 'IllegalTransitionError', code: string, message: string, field: Array<string> | null }
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
export const RuleViewFragmentDoc = new TypedDocumentString(`
    fragment RuleView on PriceRule {
  id
  name
  scope
  version
  active
  condition
}
    `, {"fragmentName":"RuleView"}) as unknown as TypedDocumentString<RuleViewFragment, unknown>;
export const PromotionViewFragmentDoc = new TypedDocumentString(`
    fragment PromotionView on Promotion {
  id
  title
  status
  version
  redemptions
  usageLimit
  couponRequired
  rules {
    ...RuleView
  }
}
    fragment RuleView on PriceRule {
  id
  name
  scope
  version
  active
  condition
}`, {"fragmentName":"PromotionView"}) as unknown as TypedDocumentString<PromotionViewFragment, unknown>;
export const CouponViewFragmentDoc = new TypedDocumentString(`
    fragment CouponView on Coupon {
  id
  code
  active
  usageCount
  usageLimit
}
    `, {"fragmentName":"CouponView"}) as unknown as TypedDocumentString<CouponViewFragment, unknown>;
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
  selectedShippingOptionId
  shippingOptions {
    id
    title
    estimatedDays
    price {
      ...MoneyParts
    }
  }
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
    returnedQuantity
    unitPrice {
      ...MoneyParts
    }
    total {
      ...MoneyParts
    }
  }
}
    fragment MoneyParts on Money {
  amount
  minorUnits
  currencyCode
}`, {"fragmentName":"OrderView"}) as unknown as TypedDocumentString<OrderViewFragment, unknown>;
export const OrderPayloadViewFragmentDoc = new TypedDocumentString(`
    fragment OrderPayloadView on OrderPayload {
  replayed
  order {
    ...OrderView
  }
  userErrors {
    ...UserErrorParts
    ... on IllegalTransitionError {
      from
      allowed
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
    returnedQuantity
    unitPrice {
      ...MoneyParts
    }
    total {
      ...MoneyParts
    }
  }
}
fragment MoneyParts on Money {
  amount
  minorUnits
  currencyCode
}`, {"fragmentName":"OrderPayloadView"}) as unknown as TypedDocumentString<OrderPayloadViewFragment, unknown>;
export const PriceViewFragmentDoc = new TypedDocumentString(`
    fragment PriceView on VariantPrice {
  sku
  unitPrice {
    ...MoneyParts
  }
  lowestPrice30Days {
    ...MoneyParts
  }
  appliedRules {
    ruleId
    name
    kind
    promotionId
    amount {
      ...MoneyParts
    }
  }
  tiers {
    minimumQuantity
    unitPrice {
      ...MoneyParts
    }
  }
}
    fragment MoneyParts on Money {
  amount
  minorUnits
  currencyCode
}`, {"fragmentName":"PriceView"}) as unknown as TypedDocumentString<PriceViewFragment, unknown>;
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
export const PriceSimulateDocument = new TypedDocumentString(`
    query PriceSimulate($input: PriceSimulateInput!) {
  priceSimulate(input: $input) {
    sku
    scenarios {
      name
      price {
        ...PriceView
      }
      line {
        unitPrice {
          ...MoneyParts
        }
        discount {
          ...MoneyParts
        }
        total {
          ...MoneyParts
        }
      }
      trace {
        ruleId
        name
        matched
        reason
        detail
        before {
          ...MoneyParts
        }
        after {
          ...MoneyParts
        }
      }
    }
  }
}
    fragment MoneyParts on Money {
  amount
  minorUnits
  currencyCode
}
fragment PriceView on VariantPrice {
  sku
  unitPrice {
    ...MoneyParts
  }
  lowestPrice30Days {
    ...MoneyParts
  }
  appliedRules {
    ruleId
    name
    kind
    promotionId
    amount {
      ...MoneyParts
    }
  }
  tiers {
    minimumQuantity
    unitPrice {
      ...MoneyParts
    }
  }
}`) as unknown as TypedDocumentString<PriceSimulateQuery, PriceSimulateQueryVariables>;
export const PriceBooksDocument = new TypedDocumentString(`
    query PriceBooks($first: Int = 50) {
  priceBooks(first: $first) {
    nodes {
      id
      name
      region
      channel
      segment
      currencyCode
      active
    }
  }
}
    `) as unknown as TypedDocumentString<PriceBooksQuery, PriceBooksQueryVariables>;
export const PriceRulesDocument = new TypedDocumentString(`
    query PriceRules($first: Int = 20, $filter: PriceRuleFilter) {
  priceRules(first: $first, filter: $filter) {
    totalCount
    nodes {
      ...RuleView
    }
  }
}
    fragment RuleView on PriceRule {
  id
  name
  scope
  version
  active
  condition
}`) as unknown as TypedDocumentString<PriceRulesQuery, PriceRulesQueryVariables>;
export const PromotionsDocument = new TypedDocumentString(`
    query Promotions($first: Int = 20, $filter: PromotionFilter) {
  promotions(first: $first, filter: $filter) {
    totalCount
    nodes {
      ...PromotionView
    }
  }
}
    fragment RuleView on PriceRule {
  id
  name
  scope
  version
  active
  condition
}
fragment PromotionView on Promotion {
  id
  title
  status
  version
  redemptions
  usageLimit
  couponRequired
  rules {
    ...RuleView
  }
}`) as unknown as TypedDocumentString<PromotionsQuery, PromotionsQueryVariables>;
export const PromotionDocument = new TypedDocumentString(`
    query Promotion($id: ID!) {
  promotion(id: $id) {
    ...PromotionView
    coupons(first: 50) {
      nodes {
        ...CouponView
      }
    }
  }
}
    fragment RuleView on PriceRule {
  id
  name
  scope
  version
  active
  condition
}
fragment PromotionView on Promotion {
  id
  title
  status
  version
  redemptions
  usageLimit
  couponRequired
  rules {
    ...RuleView
  }
}
fragment CouponView on Coupon {
  id
  code
  active
  usageCount
  usageLimit
}`) as unknown as TypedDocumentString<PromotionQuery, PromotionQueryVariables>;
export const CouponDocument = new TypedDocumentString(`
    query Coupon($code: String!) {
  coupon(code: $code) {
    ...CouponView
  }
}
    fragment CouponView on Coupon {
  id
  code
  active
  usageCount
  usageLimit
}`) as unknown as TypedDocumentString<CouponQuery, CouponQueryVariables>;
export const PriceSetDocument = new TypedDocumentString(`
    mutation PriceSet($input: PriceSetInput!) {
  priceSet(input: $input) {
    committedVersion
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
}`) as unknown as TypedDocumentString<PriceSetMutation, PriceSetMutationVariables>;
export const PriceBookUpsertDocument = new TypedDocumentString(`
    mutation PriceBookUpsert($input: PriceBookUpsertInput!) {
  priceBookUpsert(input: $input) {
    priceBook {
      id
      name
      active
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
}`) as unknown as TypedDocumentString<PriceBookUpsertMutation, PriceBookUpsertMutationVariables>;
export const PriceRuleUpsertDocument = new TypedDocumentString(`
    mutation PriceRuleUpsert($input: PriceRuleUpsertInput!) {
  priceRuleUpsert(input: $input) {
    rule {
      ...RuleView
    }
    userErrors {
      ...UserErrorParts
      ... on ConditionError {
        start
        end
      }
    }
  }
}
    fragment RuleView on PriceRule {
  id
  name
  scope
  version
  active
  condition
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
}`) as unknown as TypedDocumentString<PriceRuleUpsertMutation, PriceRuleUpsertMutationVariables>;
export const PromotionCreateDocument = new TypedDocumentString(`
    mutation PromotionCreate($input: PromotionCreateInput!) {
  promotionCreate(input: $input) {
    promotion {
      ...PromotionView
    }
    userErrors {
      ...UserErrorParts
    }
  }
}
    fragment RuleView on PriceRule {
  id
  name
  scope
  version
  active
  condition
}
fragment PromotionView on Promotion {
  id
  title
  status
  version
  redemptions
  usageLimit
  couponRequired
  rules {
    ...RuleView
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
}`) as unknown as TypedDocumentString<PromotionCreateMutation, PromotionCreateMutationVariables>;
export const PromotionUpdateDocument = new TypedDocumentString(`
    mutation PromotionUpdate($input: PromotionUpdateInput!) {
  promotionUpdate(input: $input) {
    promotion {
      ...PromotionView
    }
    userErrors {
      ...UserErrorParts
    }
  }
}
    fragment RuleView on PriceRule {
  id
  name
  scope
  version
  active
  condition
}
fragment PromotionView on Promotion {
  id
  title
  status
  version
  redemptions
  usageLimit
  couponRequired
  rules {
    ...RuleView
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
}`) as unknown as TypedDocumentString<PromotionUpdateMutation, PromotionUpdateMutationVariables>;
export const PromotionActivateDocument = new TypedDocumentString(`
    mutation PromotionActivate($input: PromotionActivateInput!) {
  promotionActivate(input: $input) {
    promotion {
      ...PromotionView
    }
    userErrors {
      ...UserErrorParts
    }
  }
}
    fragment RuleView on PriceRule {
  id
  name
  scope
  version
  active
  condition
}
fragment PromotionView on Promotion {
  id
  title
  status
  version
  redemptions
  usageLimit
  couponRequired
  rules {
    ...RuleView
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
}`) as unknown as TypedDocumentString<PromotionActivateMutation, PromotionActivateMutationVariables>;
export const CouponCreateDocument = new TypedDocumentString(`
    mutation CouponCreate($input: CouponCreateInput!) {
  couponCreate(input: $input) {
    coupon {
      ...CouponView
    }
    userErrors {
      ...UserErrorParts
    }
  }
}
    fragment CouponView on Coupon {
  id
  code
  active
  usageCount
  usageLimit
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
}`) as unknown as TypedDocumentString<CouponCreateMutation, CouponCreateMutationVariables>;
export const CouponUpdateDocument = new TypedDocumentString(`
    mutation CouponUpdate($input: CouponUpdateInput!) {
  couponUpdate(input: $input) {
    coupon {
      ...CouponView
    }
    userErrors {
      ...UserErrorParts
    }
  }
}
    fragment CouponView on Coupon {
  id
  code
  active
  usageCount
  usageLimit
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
}`) as unknown as TypedDocumentString<CouponUpdateMutation, CouponUpdateMutationVariables>;
export const CouponBatchCreateDocument = new TypedDocumentString(`
    mutation CouponBatchCreate($input: CouponBatchCreateInput!) {
  couponBatchCreate(input: $input) {
    codes
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
}`) as unknown as TypedDocumentString<CouponBatchCreateMutation, CouponBatchCreateMutationVariables>;
export const CurrencyRateSetDocument = new TypedDocumentString(`
    mutation CurrencyRateSet($input: CurrencyRateSetInput!) {
  currencyRateSet(input: $input) {
    currencyRate {
      base
      quote
      rate
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
}`) as unknown as TypedDocumentString<CurrencyRateSetMutation, CurrencyRateSetMutationVariables>;
export const ShippingRateSetDocument = new TypedDocumentString(`
    mutation ShippingRateSet($input: ShippingRateSetInput!) {
  shippingRateSet(input: $input) {
    shippingRate {
      code
      active
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
}`) as unknown as TypedDocumentString<ShippingRateSetMutation, ShippingRateSetMutationVariables>;
export const TaxRateSetDocument = new TypedDocumentString(`
    mutation TaxRateSet($input: TaxRateSetInput!) {
  taxRateSet(input: $input) {
    taxRate {
      category
      basisPoints
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
}`) as unknown as TypedDocumentString<TaxRateSetMutation, TaxRateSetMutationVariables>;
export const RegionSettingSetDocument = new TypedDocumentString(`
    mutation RegionSettingSet($input: RegionSettingSetInput!) {
  regionSettingSet(input: $input) {
    regionSetting {
      region
      roundingMode
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
}`) as unknown as TypedDocumentString<RegionSettingSetMutation, RegionSettingSetMutationVariables>;
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
export const CartBySessionDocument = new TypedDocumentString(`
    query CartBySession($sessionToken: String!) {
  cartBySession(sessionToken: $sessionToken) {
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
}`) as unknown as TypedDocumentString<CartBySessionQuery, CartBySessionQueryVariables>;
export const SessionUpdateDocument = new TypedDocumentString(`
    mutation SessionUpdate($input: SessionUpdateInput!) {
  sessionUpdate(input: $input) {
    session {
      id
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
}`) as unknown as TypedDocumentString<SessionUpdateMutation, SessionUpdateMutationVariables>;
export const CartBackupCreateDocument = new TypedDocumentString(`
    mutation CartBackupCreate($input: CartBackupCreateInput!) {
  cartBackupCreate(input: $input) {
    backup {
      id
      version
      lineCount
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
}`) as unknown as TypedDocumentString<CartBackupCreateMutation, CartBackupCreateMutationVariables>;
export const CartBackupRestoreDocument = new TypedDocumentString(`
    mutation CartBackupRestore($input: CartBackupRestoreInput!) {
  cartBackupRestore(input: $input) {
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
}`) as unknown as TypedDocumentString<CartBackupRestoreMutation, CartBackupRestoreMutationVariables>;
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
  selectedShippingOptionId
  shippingOptions {
    id
    title
    estimatedDays
    price {
      ...MoneyParts
    }
  }
  total {
    ...MoneyParts
  }
}
fragment MoneyParts on Money {
  amount
  minorUnits
  currencyCode
}`) as unknown as TypedDocumentString<CheckoutSessionCreateMutation, CheckoutSessionCreateMutationVariables>;
export const CheckoutSessionCancelDocument = new TypedDocumentString(`
    mutation CheckoutSessionCancel($input: CheckoutSessionCancelInput!) {
  checkoutSessionCancel(input: $input) {
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
  selectedShippingOptionId
  shippingOptions {
    id
    title
    estimatedDays
    price {
      ...MoneyParts
    }
  }
  total {
    ...MoneyParts
  }
}
fragment MoneyParts on Money {
  amount
  minorUnits
  currencyCode
}`) as unknown as TypedDocumentString<CheckoutSessionCancelMutation, CheckoutSessionCancelMutationVariables>;
export const CheckoutSessionUpdateDocument = new TypedDocumentString(`
    mutation CheckoutSessionUpdate($input: CheckoutSessionUpdateInput!) {
  checkoutSessionUpdate(input: $input) {
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
  selectedShippingOptionId
  shippingOptions {
    id
    title
    estimatedDays
    price {
      ...MoneyParts
    }
  }
  total {
    ...MoneyParts
  }
}
fragment MoneyParts on Money {
  amount
  minorUnits
  currencyCode
}`) as unknown as TypedDocumentString<CheckoutSessionUpdateMutation, CheckoutSessionUpdateMutationVariables>;
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
  selectedShippingOptionId
  shippingOptions {
    id
    title
    estimatedDays
    price {
      ...MoneyParts
    }
  }
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
    returnedQuantity
    unitPrice {
      ...MoneyParts
    }
    total {
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
    returnedQuantity
    unitPrice {
      ...MoneyParts
    }
    total {
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
    returnedQuantity
    unitPrice {
      ...MoneyParts
    }
    total {
      ...MoneyParts
    }
  }
}
fragment MoneyParts on Money {
  amount
  minorUnits
  currencyCode
}`) as unknown as TypedDocumentString<MyOrdersQuery, MyOrdersQueryVariables>;
export const OrderChangedDocument = new TypedDocumentString(`
    subscription OrderChanged($orderId: ID!, $afterVersion: Int) {
  orderChanged(orderId: $orderId, afterVersion: $afterVersion) {
    version
    cause
    snapshot
    changes {
      version
      from
      to
      reasonCode
      at
    }
    order {
      ...OrderView
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
    returnedQuantity
    unitPrice {
      ...MoneyParts
    }
    total {
      ...MoneyParts
    }
  }
}
fragment MoneyParts on Money {
  amount
  minorUnits
  currencyCode
}`) as unknown as TypedDocumentString<OrderChangedSubscription, OrderChangedSubscriptionVariables>;
export const OrderCancelDocument = new TypedDocumentString(`
    mutation OrderCancel($input: OrderCancelInput!) {
  orderCancel(input: $input) {
    ...OrderPayloadView
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
    returnedQuantity
    unitPrice {
      ...MoneyParts
    }
    total {
      ...MoneyParts
    }
  }
}
fragment OrderPayloadView on OrderPayload {
  replayed
  order {
    ...OrderView
  }
  userErrors {
    ...UserErrorParts
    ... on IllegalTransitionError {
      from
      allowed
    }
  }
}
fragment MoneyParts on Money {
  amount
  minorUnits
  currencyCode
}`) as unknown as TypedDocumentString<OrderCancelMutation, OrderCancelMutationVariables>;
export const OrderUpdateDocument = new TypedDocumentString(`
    mutation OrderUpdate($input: OrderUpdateInput!) {
  orderUpdate(input: $input) {
    ...OrderPayloadView
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
    returnedQuantity
    unitPrice {
      ...MoneyParts
    }
    total {
      ...MoneyParts
    }
  }
}
fragment OrderPayloadView on OrderPayload {
  replayed
  order {
    ...OrderView
  }
  userErrors {
    ...UserErrorParts
    ... on IllegalTransitionError {
      from
      allowed
    }
  }
}
fragment MoneyParts on Money {
  amount
  minorUnits
  currencyCode
}`) as unknown as TypedDocumentString<OrderUpdateMutation, OrderUpdateMutationVariables>;
export const OrderTransitionDocument = new TypedDocumentString(`
    mutation OrderTransition($input: OrderTransitionInput!) {
  orderTransition(input: $input) {
    ...OrderPayloadView
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
    returnedQuantity
    unitPrice {
      ...MoneyParts
    }
    total {
      ...MoneyParts
    }
  }
}
fragment OrderPayloadView on OrderPayload {
  replayed
  order {
    ...OrderView
  }
  userErrors {
    ...UserErrorParts
    ... on IllegalTransitionError {
      from
      allowed
    }
  }
}
fragment MoneyParts on Money {
  amount
  minorUnits
  currencyCode
}`) as unknown as TypedDocumentString<OrderTransitionMutation, OrderTransitionMutationVariables>;
export const OrderReturnDocument = new TypedDocumentString(`
    mutation OrderReturn($input: OrderReturnInput!) {
  orderReturn(input: $input) {
    ...OrderPayloadView
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
    returnedQuantity
    unitPrice {
      ...MoneyParts
    }
    total {
      ...MoneyParts
    }
  }
}
fragment OrderPayloadView on OrderPayload {
  replayed
  order {
    ...OrderView
  }
  userErrors {
    ...UserErrorParts
    ... on IllegalTransitionError {
      from
      allowed
    }
  }
}
fragment MoneyParts on Money {
  amount
  minorUnits
  currencyCode
}`) as unknown as TypedDocumentString<OrderReturnMutation, OrderReturnMutationVariables>;
export const OrderStoryDocument = new TypedDocumentString(`
    query OrderStory($id: ID!) {
  order(id: $id) {
    ...OrderView
    history {
      version
      from
      to
      reasonCode
    }
    payment {
      status
      captured {
        ...MoneyParts
      }
      refunded {
        ...MoneyParts
      }
    }
    saga {
      name
      status
      attempts
      error
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
    returnedQuantity
    unitPrice {
      ...MoneyParts
    }
    total {
      ...MoneyParts
    }
  }
}
fragment MoneyParts on Money {
  amount
  minorUnits
  currencyCode
}`) as unknown as TypedDocumentString<OrderStoryQuery, OrderStoryQueryVariables>;
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
export const PriceDocument = new TypedDocumentString(`
    query Price($sku: String!, $context: PriceContextInput) {
  price(sku: $sku, context: $context) {
    ...PriceView
  }
}
    fragment MoneyParts on Money {
  amount
  minorUnits
  currencyCode
}
fragment PriceView on VariantPrice {
  sku
  unitPrice {
    ...MoneyParts
  }
  lowestPrice30Days {
    ...MoneyParts
  }
  appliedRules {
    ruleId
    name
    kind
    promotionId
    amount {
      ...MoneyParts
    }
  }
  tiers {
    minimumQuantity
    unitPrice {
      ...MoneyParts
    }
  }
}`) as unknown as TypedDocumentString<PriceQuery, PriceQueryVariables>;
export const PriceQuoteDocument = new TypedDocumentString(`
    query PriceQuote($input: PriceQuoteInput!) {
  priceQuote(input: $input) {
    id
    validUntil
    signature
    fxRate
    subtotal {
      ...MoneyParts
    }
    discount {
      ...MoneyParts
    }
    tax {
      ...MoneyParts
    }
    shipping {
      ...MoneyParts
    }
    total {
      ...MoneyParts
    }
    coupons {
      code
      applied
    }
    shippingOffers {
      code
      price {
        ...MoneyParts
      }
    }
    lines {
      sku
      total {
        ...MoneyParts
      }
    }
  }
}
    fragment MoneyParts on Money {
  amount
  minorUnits
  currencyCode
}`) as unknown as TypedDocumentString<PriceQuoteQuery, PriceQuoteQueryVariables>;
export const RatesDocument = new TypedDocumentString(`
    query Rates($base: String!, $region: String!) {
  currencyRates(base: $base) {
    base
    quote
    rate
  }
  shippingRates(region: $region) {
    code
    amount {
      ...MoneyParts
    }
  }
  taxRates(region: $region) {
    category
    basisPoints
    inclusive
  }
  discounts(region: $region) {
    promotionId
    title
    automatic
  }
}
    fragment MoneyParts on Money {
  amount
  minorUnits
  currencyCode
}`) as unknown as TypedDocumentString<RatesQuery, RatesQueryVariables>;
export const CartPricesDocument = new TypedDocumentString(`
    query CartPrices($id: ID!) {
  cart(id: $id) {
    id
    version
    cost {
      isEstimated
      discount {
        ...MoneyParts
      }
      total {
        ...MoneyParts
      }
    }
    coupons {
      code
      applicable
      discount {
        ...MoneyParts
      }
    }
    discounts {
      title
      promotionId
      amount {
        ...MoneyParts
      }
    }
    lines {
      id
      sku
      availabilityStatus
      unitPrice {
        ...MoneyParts
      }
      previousUnitPrice {
        ...MoneyParts
      }
    }
    problems {
      code
      lineId
      message
      blocksCheckout
      availableQuantity
    }
  }
}
    fragment MoneyParts on Money {
  amount
  minorUnits
  currencyCode
}`) as unknown as TypedDocumentString<CartPricesQuery, CartPricesQueryVariables>;
export const CartCostEstimateDocument = new TypedDocumentString(`
    query CartCostEstimate($input: CartCostEstimateInput!) {
  cartCostEstimate(input: $input) {
    discount {
      ...MoneyParts
    }
    shipping {
      ...MoneyParts
    }
    total {
      ...MoneyParts
    }
  }
}
    fragment MoneyParts on Money {
  amount
  minorUnits
  currencyCode
}`) as unknown as TypedDocumentString<CartCostEstimateQuery, CartCostEstimateQueryVariables>;
export const CartCouponApplyDocument = new TypedDocumentString(`
    mutation CartCouponApply($input: CartCouponApplyInput!) {
  cartCouponApply(input: $input) {
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
}`) as unknown as TypedDocumentString<CartCouponApplyMutation, CartCouponApplyMutationVariables>;
export const CartCouponRemoveDocument = new TypedDocumentString(`
    mutation CartCouponRemove($input: CartCouponRemoveInput!) {
  cartCouponRemove(input: $input) {
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
}`) as unknown as TypedDocumentString<CartCouponRemoveMutation, CartCouponRemoveMutationVariables>;
export const CartPricesAcceptDocument = new TypedDocumentString(`
    mutation CartPricesAccept($input: CartPricesAcceptInput!) {
  cartPricesAccept(input: $input) {
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
}`) as unknown as TypedDocumentString<CartPricesAcceptMutation, CartPricesAcceptMutationVariables>;
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
    returnedQuantity
    unitPrice {
      ...MoneyParts
    }
    total {
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
export const OrderCreateDocument = new TypedDocumentString(`
    mutation OrderCreate($input: OrderCreateInput!) {
  orderCreate(input: $input) {
    order {
      ...OrderView
    }
    replayed
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
    returnedQuantity
    unitPrice {
      ...MoneyParts
    }
    total {
      ...MoneyParts
    }
  }
}
fragment MoneyParts on Money {
  amount
  minorUnits
  currencyCode
}`) as unknown as TypedDocumentString<OrderCreateMutation, OrderCreateMutationVariables>;
export const AvailabilityDocument = new TypedDocumentString(`
    query Availability($sku: String!, $region: String) {
  availability(sku: $sku, region: $region) {
    status
    quantityAvailable
    backorderable
    version
  }
}
    `) as unknown as TypedDocumentString<AvailabilityQuery, AvailabilityQueryVariables>;
export const AvailabilityChangedDocument = new TypedDocumentString(`
    subscription AvailabilityChanged($skus: [String!]!, $region: String) {
  availabilityChanged(skus: $skus, region: $region) {
    sku
    version
    availability {
      status
      quantityAvailable
    }
    variant {
      sku
      title
    }
  }
}
    `) as unknown as TypedDocumentString<AvailabilityChangedSubscription, AvailabilityChangedSubscriptionVariables>;
export const StockLocationsDocument = new TypedDocumentString(`
    query StockLocations($region: String) {
  locations(region: $region) {
    code
    region
    allocationOrder
  }
}
    `) as unknown as TypedDocumentString<StockLocationsQuery, StockLocationsQueryVariables>;
export const StockHistoryDocument = new TypedDocumentString(`
    query StockHistory($sku: String!, $first: Int = 20) {
  stockHistory(sku: $sku, first: $first) {
    nodes {
      kind
      delta
      onHandAfter
      reason
      actor
    }
  }
}
    `) as unknown as TypedDocumentString<StockHistoryQuery, StockHistoryQueryVariables>;
export const ReservationDocument = new TypedDocumentString(`
    query Reservation($id: ID!) {
  reservation(id: $id) {
    id
    type
    status
    ownerId
  }
}
    `) as unknown as TypedDocumentString<ReservationQuery, ReservationQueryVariables>;
export const StockAdjustDocument = new TypedDocumentString(`
    mutation StockAdjust($input: StockAdjustInput!) {
  stockAdjust(input: $input) {
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
}`) as unknown as TypedDocumentString<StockAdjustMutation, StockAdjustMutationVariables>;
export const StockPolicySetDocument = new TypedDocumentString(`
    mutation StockPolicySet($input: StockPolicySetInput!) {
  stockPolicySet(input: $input) {
    level {
      ...StockLevelView
      backorderable
      backorderLimit
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
}`) as unknown as TypedDocumentString<StockPolicySetMutation, StockPolicySetMutationVariables>;
export const LocationUpsertDocument = new TypedDocumentString(`
    mutation LocationUpsert($input: LocationUpsertInput!) {
  locationUpsert(input: $input) {
    location {
      code
      region
      allocationOrder
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
}`) as unknown as TypedDocumentString<LocationUpsertMutation, LocationUpsertMutationVariables>;