import type { Queryable } from '@agora/platform/database';
import type { OperationContext } from '@agora/platform/server';
import type { HeldClaim } from '@agora/platform/idempotency';
import type { Cart, CartBuyer, CartChangeCause, CartCost, CartStatus } from '../domain/cart';
import type { CartDetails } from '../domain/cart-details';
import type { LinesChange, ResultingLine } from '../domain/change';
import type { MergeLine } from '../domain/merge';
import type { PricedLine, QuotedPrices } from '../domain/pricing-outcome';
import type { CartProblem } from '../domain/problems';
import type { CartOwner } from '../domain/ownership';
import type { CartRejection } from '../domain/rejections';
import type { VariantFacts } from '../domain/add-lines';

/** A cart as it is stored, with what is shown of it and who owns it. */
export interface StoredCart extends Cart {
  readonly owner: CartOwner;
  readonly note: string | null;
  readonly attributes: readonly { readonly key: string; readonly value: string }[];
  readonly buyer: CartBuyer | null;
  /** What its owner calls it; null while it was never put aside. */
  readonly name: string | null;
  /** The cart its lines went into. */
  readonly mergedIntoId: string | null;
  readonly lastActivityAt: Date;
  readonly expiresAt: Date;
  readonly abandonedAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** A quote for the lines of one state of a cart. */
export interface QuotedCost extends QuotedPrices {
  /** What one unit of a sku costs now, for lines that came after the quote. */
  readonly unitPrices: ReadonlyMap<string, bigint>;
}

/** One commit of a cart's lines: applies to `version - 1` only, or not at all. */
export interface LinesCommit {
  readonly cart: Cart;
  readonly change: LinesChange;
  /**
   * Of a quote of exactly the resulting lines. Null when it was asked for an older state: then the cost stays that of
   * `pricedVersion`, and the cart is estimated until it is priced again.
   */
  readonly cost: CartCost | null;
  /** Prices of the changed lines and of those whose price the quote changed. */
  readonly priced: readonly PricedLine[];
  readonly problems: readonly CartProblem[];
  /** What was wanted beside the change and could not be had. */
  readonly rejections?: readonly CartRejection[];
  readonly operationId: string;
  /** Until when inventory holds the cart's lines; null leaves it as it is. */
  readonly reservedUntil: Date | null;
  /** Skus whose growing lines are held whole from now on. Default: all. */
  readonly heldSkus?: ReadonlySet<string>;
  readonly claim: HeldClaim | null;
  readonly trail: CommitTrail;
  /** Replaces the coupons; they stay as they are without it. */
  readonly couponCodes?: readonly string[];
  /** The guest cart that goes into this one by the commit, at its last version. */
  readonly mergedFrom?: { readonly cartId: string; readonly version: number };
}

/** One of several adds of a {@link JointCommit}, with the state it was decided on. */
export type JointStep = Pick<LinesCommit, 'cart' | 'change' | 'operationId' | 'claim' | 'trail'>;

/**
 * Adds of one cart, committed in one statement: applies to `cart.version` only, or not at all. Each step makes a version,
 * with an event and an outcome of its own; `change` is what they do together.
 */
export interface JointCommit extends Omit<LinesCommit, 'operationId' | 'claim' | 'trail'> {
  readonly steps: readonly JointStep[];
}

/** One commit of what a cart says beside its lines: applies to `cart.version` only, or not at all. */
export interface DetailsCommit extends CartCommit {
  readonly details: CartDetails;
  /** Of all lines in another currency; null when the prices stay. */
  readonly repriced: Pick<PricingCommit, 'cost' | 'priced' | 'problems'> | null;
}

/** One commit of a quote for the lines a cart has: applies to `cart.version` only, or not at all. */
export interface PricingCommit extends CartCommit {
  readonly cart: StoredCart;
  readonly cause: CartChangeCause;
  readonly cost: CartCost;
  readonly priced: readonly PricedLine[];
  readonly couponCodes: readonly string[];
  readonly problems: readonly CartProblem[];
  /** Whether the shopper did it: then the cart is active again and lives on. */
  readonly isActivity: boolean;
}

/** One commit of a cart without further data: applies to `cart.version` only, or not at all. */
export interface CartCommit {
  readonly cart: Cart;
  readonly claim: HeldClaim | null;
  readonly trail: CommitTrail;
}

/** One commit of what inventory holds for a cart. */
export interface HoldCommit extends CartCommit {
  readonly problems: readonly CartProblem[];
  /** One for each sku of which less was held than wanted. */
  readonly rejections: readonly CartRejection[];
  /** The operation that holds what had lapsed; null when nothing was reserved anew. */
  readonly operationId: string | null;
  /** Lines that are held again. */
  readonly heldLineIds: readonly string[];
  readonly reservedUntil: Date;
}

/** One commit that puts a cart aside. */
export interface SavingCommit extends CartCommit {
  /** Null keeps the name it has. */
  readonly name: string | null;
}

/** One commit that takes a cart up again and puts the open one aside. */
export interface RestoringCommit extends Omit<HoldCommit, 'reservedUntil'> {
  readonly current: StoredCart | null;
  readonly reservedUntil: Date | null;
}

/** Both carts of a merge: each applies to the version that was decided on only. */
export interface MergeCommit {
  readonly target: LinesCommit;
  readonly source: StoredCart;
  readonly report: readonly MergeLine[];
}

/** One commit that makes a guest cart a customer's. */
export interface TakeoverCommit extends CartCommit {
  readonly customerId: string;
  readonly report: readonly MergeLine[];
}

/** Who did it and on which trail: for the log, the events and the traces. */
export interface CommitTrail {
  readonly sessionId: string | null;
  readonly actor: string;
  readonly correlationId: string;
  readonly traceparent: string | undefined;
}

export interface CartStore {
  /** The cart with its lines in one snapshot, unlocked. Undefined when there is none. */
  read(cartId: string): Promise<StoredCart | undefined>;
  readMany(cartIds: readonly string[]): Promise<ReadonlyMap<string, StoredCart>>;
  /** Each customer's carts in these states (null: all), newest first, at most 100 of each. */
  readOfCustomers(
    customerIds: readonly string[],
    statuses: readonly CartStatus[] | null,
  ): Promise<readonly StoredCart[]>;
  /** Each session's carts, newest first, at most 100 of each, also those that are a customer's by now. */
  readOfSessions(sessionIds: readonly string[]): Promise<readonly StoredCart[]>;
  /**
   * Writes cart, lines, log, outbox and the completed claim in one statement, if the version is still the one decided on.
   * @returns the cart as it left it; undefined when the cart moved on, and nothing is written then.
   * @throws ClaimLostError when the claim is another's by now; nothing is written.
   */
  commitLines(commit: LinesCommit & { readonly cart: StoredCart }): Promise<StoredCart | undefined>;
  /** {@link commitLines} for several adds: all of them or none, and only whether it wrote. */
  commitTogether(commit: JointCommit): Promise<boolean>;
  /** {@link commitLines} for a quote: coupons, consent, or prices that changed. */
  commitPricing(commit: PricingCommit): Promise<boolean>;
  /** {@link commitLines} for what a cart says beside its lines. */
  commitDetails(commit: DetailsCommit): Promise<boolean>;
  /** {@link commitLines} for what inventory holds of the cart. */
  commitHold(commit: HoldCommit): Promise<boolean>;
  /** Puts the cart aside, as {@link commitLines} does it. */
  commitSaving(commit: SavingCommit): Promise<boolean>;
  /** Takes the cart up again and puts the open one aside, both or neither; false when one of them moved on. */
  commitRestoring(commit: RestoringCommit): Promise<boolean>;
  /** Writes both carts of a merge in one transaction, with the idempotent outcome; false when one of them moved on. */
  commitMerge(commit: MergeCommit, complete: (tx: Queryable) => Promise<void>): Promise<boolean>;
  /** Makes a guest cart the customer's; false when it moved on, or the customer has an open one by now. */
  commitTakeover(commit: TakeoverCommit, complete: (tx: Queryable) => Promise<void>): Promise<boolean>;
  /** What became of the lines of a guest cart when it was merged; empty when it was not. */
  readMergeReport(sourceCartId: string): Promise<readonly MergeLine[]>;
  /** The open guest carts of a session, if a token of this version is good; at most 20. */
  openGuestCarts(sessionId: string, tokenVersion: number): Promise<readonly string[]>;
  /** Empties and closes the cart, as {@link commitLines} does it. */
  commitDeletion(commit: CartCommit): Promise<boolean>;
  /** Locks the cart's row, reads it again and lets `work` commit on it. Serialises with every other writer. */
  withLockedCart<T>(
    cartId: string,
    work: (cart: StoredCart, commit: (commit: LinesCommit) => Promise<boolean>) => Promise<T>,
  ): Promise<T | undefined>;
  /** The one cart a shopper has open in a store and channel. */
  findCurrent(place: CartPlace): Promise<StoredCart | undefined>;
  /**
   * Makes a cart (version 1), its session when it is new, its log entry and its event in one transaction, and stores the
   * idempotent outcome in it.
   * @returns false when the shopper has an open cart in this store and channel already; nothing is written then.
   */
  create(cart: NewCart, trail: CommitTrail, complete: (tx: Queryable) => Promise<void>): Promise<boolean>;
  /** The session's current token version; undefined when it ended or never was. */
  sessionTokenVersion(sessionId: string): Promise<number | undefined>;
  /**
   * Locks the cart's row and commits what `decide` makes of its newest state: a step, nothing (undefined), or a refusal.
   * @returns the version afterwards, and whether this call made it.
   */
  changeStatus(
    cartId: string,
    decide: (cart: StoredCart) => StatusStep | CartRejection | undefined,
    trail: CommitTrail,
  ): Promise<StatusOutcome>;
}

export type StatusOutcome =
  | { readonly kind: 'done'; readonly version: number; readonly isNew: boolean }
  | { readonly kind: 'refused'; readonly rejection: CartRejection };

/** No quote: these skus have no price in the cart's region and currency. */
export interface Unpriced {
  readonly unpriced: readonly string[];
}

/** Whose cart is quoted, where, with which codes; its stored lines say which prices were promised. */
export type CartToQuote = Pick<
  Cart,
  'id' | 'region' | 'channel' | 'currency' | 'storeId' | 'customerId' | 'couponCodes' | 'lines'
>;

/** Where prices come from. */
export interface PriceQuotes {
  /**
   * The price of these lines together.
   * @throws AppError `DOWNSTREAM_UNAVAILABLE` or `DEADLINE_EXCEEDED` (both retriable).
   */
  quote(
    cart: CartToQuote,
    lines: readonly ResultingLine[],
    context: CallingContext,
  ): Promise<QuotedCost | Unpriced>;
  /**
   * The same for background work that heard of a change of prices: whatever was committed before the call counts.
   * @throws as `quote`.
   */
  quoteAfterChange(cart: CartToQuote, lines: readonly ResultingLine[]): Promise<QuotedCost | Unpriced>;
  /** The same with shipping to an address; null = not known where to. */
  estimate(
    cart: CartToQuote,
    lines: readonly ResultingLine[],
    shipTo: object | null,
    context: CallingContext,
  ): Promise<QuotedCost | Unpriced>;
}

/** What the catalog says about skus: the read model first, the catalog itself for what is missing there. */
export interface VariantCatalog {
  find(skus: readonly string[], context: CallingContext): Promise<ReadonlyMap<string, VariantFacts>>;
}

/** The operation on whose behalf another subgraph is asked; null for background work. */
export type CallingContext = Pick<OperationContext, 'deadline' | 'forwardHeaders' | 'correlationId'> | null;

/** Tells who watches a cart that a version was committed. Never rejects: the relay tells again. */
export interface CartNews {
  committed(cartId: string, version: number): void;
  /** Its cost is behind its lines: it is priced in the background soon, and by a job if this is lost. */
  estimated(cartId: string): void;
}

/** How a commit that is not about lines changes a cart. */
export interface StatusStep {
  readonly status: Cart['status'];
  readonly cause: CartChangeCause;
  readonly lockedByOrderId: string | null;
  /** What is wrong from now on. Default: as before. */
  readonly problems?: readonly CartProblem[];
}

/** A {@link StatusStep} on the version that was read. */
export interface StatusChange extends StatusStep {
  /** How long the cart lives when the change takes it up again, milliseconds. Default 30 days. */
  readonly lifeMs?: number;
  readonly cartId: string;
  readonly version: number;
}

/** A cart whose timer has run out. */
export interface DueCart {
  readonly id: string;
  readonly version: number;
  readonly status: CartStatus;
  readonly customerId: string | null;
  readonly sessionId: string | null;
  readonly storeId: string;
  readonly region: string;
  readonly currency: string;
  readonly lineCount: number;
  readonly totalQuantity: number;
  readonly totalMinor: bigint;
  readonly lastActivityAt: Date;
  readonly expiresAt: Date;
}

/** Where one open cart of a shopper is looked for. */
export interface CartPlace {
  readonly customerId: string | null;
  readonly sessionId: string | null;
  readonly storeId: string;
  readonly channel: string;
}

export interface NewCart extends CartPlace {
  readonly id: string;
  /** The session does not exist yet and is made with the cart. */
  readonly isNewSession: boolean;
  readonly region: string;
  readonly currency: string;
  readonly note: string | null;
  readonly attributes: readonly { readonly key: string; readonly value: string }[];
  readonly buyer: CartBuyer | null;
}
