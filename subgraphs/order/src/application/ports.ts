import type { OperationContext } from '@agora/platform/server';
import type { Claim, ClaimRequest, HeldClaim } from '@agora/platform/idempotency';
import type { OutboxEvent } from '@agora/platform/outbox';
import type { PostalAddress } from '../domain/address';
import type { BackorderedSku } from '../domain/backorders';
import type { CartProblem } from '../domain/cart-problems';
import type { CheckoutSession } from '../domain/checkout-session';
import type { Order } from '../domain/order';
import type { ItemsReturn } from '../domain/returned-goods';
import type { LineAttribute, OrderLine, PricedLine } from '../domain/order-line';
import type { QuotedPromotion } from '../domain/quoted-promotion';
import type { Payment, PaymentVerdict } from '../domain/payment';
import type { PlacedOrder } from '../domain/place-order';
import type { SagaTrace } from '../domain/saga';
import type { Settlement } from '../domain/settlement';
import type { ShippingOption } from '../domain/shipping-option';
import type { Totals } from '../domain/totals';

/** On whose behalf a remote call is made; null for background work. */
export type CallContext = Pick<OperationContext, 'deadline' | 'forwardHeaders' | 'correlationId'> | null;

export interface CartLineSnapshot {
  readonly sku: string;
  readonly variantId: string | null;
  readonly title: string;
  readonly quantity: number;
  readonly attributes: readonly LineAttribute[];
  /** A unit price that was promised to the shopper and still holds. */
  readonly heldUnitPriceMinor: bigint | null;
  /** Units of the sku it was promised for: fewer may be of another tier. */
  readonly heldForQuantity?: number;
  /** The highest unit price the cart showed or the shopper agreed to. */
  readonly agreedUnitPriceMinor: bigint;
}

export interface CartSnapshot {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  readonly customerId: string | null;
  readonly storeId: string;
  readonly channel: string;
  readonly region: string;
  readonly currency: string;
  readonly lines: readonly CartLineSnapshot[];
  readonly couponCodes: readonly string[];
  /** What keeps the cart from being checked out as it is. */
  readonly blockingProblems: readonly CartProblem[];
}

/** Names the cart operation of one completion, so that a repeat changes nothing. */
export interface CartLockRequest {
  readonly operationId: string;
  readonly cartId: string;
  readonly orderId: string;
}

export type CartLockResult =
  /** Also when this order had locked it before. */
  | { readonly kind: 'locked' }
  | { readonly kind: 'lockedByOther' }
  | { readonly kind: 'versionConflict'; readonly current: number }
  /** Checked out, merged, expired or gone. */
  | { readonly kind: 'notOpen' };

/**
 * The cart subgraph. Every call may throw AppError `DOWNSTREAM_UNAVAILABLE` or `DEADLINE_EXCEEDED` (retriable):
 * then a lock or unlock may have happened, and the same call again tells.
 */
export interface Carts {
  /** The cart as the viewer may see it; undefined when missing or somebody else's. */
  find(cartId: string, context: OperationContext): Promise<CartSnapshot | undefined>;
  lock(
    request: CartLockRequest & { readonly expectedVersion: number },
    context: CallContext,
  ): Promise<CartLockResult>;
  /** Gives the cart back to its owner. Nothing happens when this order does not hold the lock. */
  unlock(request: CartLockRequest & { readonly reason: string }, context: CallContext): Promise<void>;
}

export interface QuoteRequest {
  readonly channel: string;
  readonly region: string;
  readonly currency: string;
  readonly customerId: string | null;
  readonly couponCodes: readonly string[];
  /** With it the quote offers ways to send the goods, and has the price of one of them. */
  readonly shippingAddress: PostalAddress;
  /** The one to price; the region's first when null or not offered. */
  readonly shippingOptionId: string | null;
  readonly lines: readonly {
    readonly sku: string;
    readonly quantity: number;
    readonly attributes: readonly LineAttribute[];
    readonly heldUnitPriceMinor?: bigint | null;
    readonly heldForQuantity?: number;
  }[];
}

export type QuoteLine = Pick<
  PricedLine,
  'sku' | 'quantity' | 'unitPriceMinor' | 'subtotalMinor' | 'discountMinor' | 'taxMinor' | 'totalMinor'
>;

/** Prices that pricing has signed; the client has verified the signature. Lines are in the order they were asked for. */
export interface PriceQuote {
  readonly id: string;
  readonly currency: string;
  readonly totals: Totals;
  readonly lines: readonly QuoteLine[];
  readonly fxRate: string | null;
  readonly promotions: readonly QuotedPromotion[];
  readonly shippingOptions: readonly ShippingOption[];
  /** The one inside the totals. */
  readonly shippingOptionId: string | null;
  readonly validUntil: Date;
}

/** What an order uses of promotions: counted when it is completed. */
export interface RedemptionRequest {
  readonly orderId: string;
  readonly customerId: string | null;
  readonly currency: string;
  readonly promotions: readonly QuotedPromotion[];
}

export type QuoteAnswer =
  | { readonly kind: 'quoted'; readonly quote: PriceQuote }
  /** Lines without a price here, by their place in the request; empty when pricing did not say which. */
  | { readonly kind: 'unpriced'; readonly lines: readonly number[] }
  | { readonly kind: 'unknownRegion' };

/** The pricing subgraph. Throws AppError `DOWNSTREAM_UNAVAILABLE` or `DEADLINE_EXCEEDED` (retriable). */
export interface Pricing {
  /**
   * A signed quote, or why there is none.
   * @throws AppError `INTERNAL` when the signature is not pricing's.
   */
  ask(request: QuoteRequest, context: OperationContext): Promise<QuoteAnswer>;
  /** The quote of {@link ask}; undefined when there is none. */
  quote(request: QuoteRequest, context: OperationContext): Promise<PriceQuote | undefined>;
  /**
   * Holds what an order uses of promotions, all or nothing, once per order; the order's events confirm or release it.
   * @returns false when a promotion is over or a limit is reached: nothing is held, the prices have to be quoted again.
   */
  redeem(request: RedemptionRequest, context: CallContext): Promise<boolean>;
  /** Frees what a cancelled order holds, and keeps a late {@link redeem} of it from holding anything. May be repeated. */
  release(orderId: string, context: CallContext): Promise<void>;
}

/** What an order line says of a variant. */
export interface CatalogVariant {
  readonly variantId: string;
  readonly title: string;
  /** Whether the shop sells it: neither it nor its product is a draft or archived. */
  readonly isSold: boolean;
}

/** The catalog subgraph. Throws AppError `DOWNSTREAM_UNAVAILABLE` or `DEADLINE_EXCEEDED` (retriable). */
export interface Catalog {
  /** Variants by sku; those that do not exist are left out. */
  find(skus: readonly string[], context: OperationContext): Promise<ReadonlyMap<string, CatalogVariant>>;
}

export interface AllocationRequest {
  /** The order's id: a repeat changes nothing. */
  readonly operationId: string;
  readonly orderId: string;
  /** Both null without a cart: then the goods are free again when the order is cancelled. */
  readonly cartId: string | null;
  readonly cartVersion: number | null;
  /** Where what the cart does not hold yet is looked for. */
  readonly region: string;
  readonly storeId: string;
  /** How long inventory keeps the stock for an order it hears nothing more about. */
  readonly holdSeconds: number;
  readonly lines: readonly { readonly sku: string; readonly quantity: number }[];
}

export type AllocationResult =
  | { readonly kind: 'allocated'; readonly backordered: readonly BackorderedSku[] }
  | {
      readonly kind: 'insufficient';
      readonly lines: readonly { readonly sku: string; readonly available: number }[];
    };

/** The inventory subgraph. Throws AppError `DOWNSTREAM_UNAVAILABLE` or `DEADLINE_EXCEEDED` (retriable): it may have allocated. */
export interface Inventory {
  /** All lines or none. */
  allocate(request: AllocationRequest, context: CallContext): Promise<AllocationResult>;
  /**
   * Gives a cancelled order's stock back: to its cart while that wants it, else to everybody. A late {@link allocate}
   * of the order then gets nothing. May be repeated.
   */
  release(
    request: { readonly orderId: string; readonly reason: string },
    context: CallContext,
  ): Promise<void>;
}

export interface PaymentRequest {
  /** Also the party's idempotency key: one order has one intent. */
  readonly orderId: string;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly paymentToken: string;
}

/** The payment party. Every call may throw AppError `DOWNSTREAM_UNAVAILABLE` or `DEADLINE_EXCEEDED` (retriable). */
export interface Payments {
  /** The verdict on the order's intent, which is made at the first call. Waits at most `waitMs`. */
  authorize(request: PaymentRequest, waitMs: number): Promise<PaymentVerdict>;
  /** The verdict on the order's intent; undefined when the party has none. */
  find(orderId: string): Promise<PaymentVerdict | undefined>;
  /** Gives the intent up. `false` when it no longer can be (its money was taken, or it was declined). */
  void(intentId: string): Promise<boolean>;
  /** Takes the money of an authorised intent, once. Gives the verdict as it is, also when there is none to take. */
  capture(intentId: string): Promise<PaymentVerdict>;
  /** Decides an intent under review for the shop: the money may be taken. Gives the verdict afterwards. */
  approve(intentId: string): Promise<PaymentVerdict>;
  /** Gives back money that was taken, once per `key`; in minor units of the intent's currency. */
  refund(request: {
    readonly intentId: string;
    readonly key: string;
    readonly amountMinor: bigint;
  }): Promise<PaymentVerdict>;
}

/** The outcome of a request with an idempotency key, stored in the transaction of its effect. */
export interface Completion {
  readonly claim: HeldClaim;
  readonly outcome: Readonly<Record<string, unknown>>;
}

/** Idempotency keys of this domain. */
export interface Claims {
  claim(request: ClaimRequest): Promise<Claim>;
  /** Stores an outcome whose effect is committed already. @throws ClaimLostError */
  finish(completion: Completion): Promise<void>;
  /** Gives a key back after a refusal without effect: it may succeed later, as a new operation. */
  abandon(claim: HeldClaim): Promise<void>;
  /** Ends the lease after a fault: the same key carries the same operation on at once. */
  handBack(claim: HeldClaim): Promise<void>;
}

/** Tells who watches an order that a version was committed. Never rejects: the relay tells again. */
export interface OrderNews {
  committed(orderId: string, version: number): void;
}

export interface CheckoutSessionStore {
  find(id: string): Promise<CheckoutSession | undefined>;
  /** Stores a new session and, with it, the outcome of its request. @throws ClaimLostError and stores nothing. */
  create(session: CheckoutSession, completion: Completion | undefined): Promise<void>;
  /** Puts new totals, addresses and e-mail into an OPEN session; false when it is no longer OPEN. */
  reprice(session: CheckoutSession): Promise<boolean>;
  /**
   * OPEN → COMPLETING for one order, and the order's saga begins, with the trace of the request; the same order may
   * begin again until its time is over. False when anything else holds the session or it is not OPEN.
   */
  beginCompletion(
    id: string,
    orderId: string,
    begun: { readonly now: Date; readonly until: Date; readonly trace: SagaTrace },
  ): Promise<boolean>;
  /** Pins another version of the same cart while COMPLETING for this order; false when it is not. */
  repin(id: string, orderId: string, cartVersion: number): Promise<boolean>;
  /** COMPLETING for this order → OPEN, as long as no order was placed; false when there was nothing to reopen. */
  reopen(id: string, orderId: string): Promise<boolean>;
  /** OPEN → CANCELLED; false when it was not OPEN. */
  cancel(id: string): Promise<boolean>;
  /** OPEN and past its time → EXPIRED. Returns how many, at most `limit`. */
  expire(now: Date, limit: number): Promise<number>;
}

export interface OrderWithPayment {
  readonly order: Order;
  readonly payment: Payment;
  /** Reason of the latest status change. */
  readonly reasonCode: string | null;
}

export interface PlacementCommit {
  readonly placed: PlacedOrder;
  readonly events: readonly OutboxEvent[];
  /** What staff did, for the audit log. */
  readonly audit: AuditEntry | undefined;
}

export type PlacementResult =
  | { readonly kind: 'placed' }
  /** An earlier attempt with the same order id placed it. */
  | { readonly kind: 'exists' }
  /**
   * The session is not COMPLETING for this order any more, or its time for that is over; without a session: the
   * order's saga does not go forward. Nothing was stored.
   */
  | { readonly kind: 'sessionMoved' }
  | { readonly kind: 'numberTaken' };

export type SessionMove = 'complete' | 'reopen' | 'reopenStale' | 'keep';

export interface SettlementCommit {
  readonly settlement: Settlement;
  /** The version that was read: another writer's commit in between makes this one fail. */
  readonly readVersion: number;
  /**
   * What becomes of the session: COMPLETED, or OPEN again (EXPIRED when its time is over). `reopenStale` also ends
   * its quote, so that the next completion asks for another one.
   */
  readonly session: SessionMove;
  readonly events: readonly OutboxEvent[];
  /** What a saga that begins with it goes back to. */
  readonly trace: SagaTrace;
  readonly completion: Completion | undefined;
  /** What staff did, for the audit log. */
  readonly audit: AuditEntry | undefined;
}

export interface AuditEntry {
  readonly actor: string;
  readonly action: string;
  readonly entity: string;
  readonly correlationId: string | null;
}

export interface OrderStore {
  find(orderId: string): Promise<OrderWithPayment | undefined>;
  /** By position; what came back of them changes with the order's version only. */
  linesOf(orderId: string): Promise<readonly OrderLine[]>;
  /** The return of this id; undefined without one. */
  findReturn(returnId: string): Promise<Pick<ItemsReturn, 'id' | 'orderId' | 'refundMinor'> | undefined>;
  /** Order, lines, history, payment and events in one transaction, or nothing. */
  place(commit: PlacementCommit): Promise<PlacementResult>;
  /**
   * Order, history, payment, returned goods, session, events, audit and idempotency outcome in one transaction, or nothing.
   * @returns false when the order moved on since it was read.
   * @throws ClaimLostError when another request took the key over.
   */
  settle(commit: SettlementCommit): Promise<boolean>;
}

/** The audit trail of staff who look at orders of others. */
export interface StaffReads {
  /** Written before anything is shown: what cannot be recorded is not seen. */
  record(
    orderIds: readonly string[],
    operation: Pick<OperationContext, 'viewer' | 'correlationId'>,
  ): Promise<void>;
}
