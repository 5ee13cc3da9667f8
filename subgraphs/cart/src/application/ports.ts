import type { OperationContext } from '@agora/platform/server';
import type { HeldClaim } from '@agora/platform/idempotency';
import type { Cart, CartChangeCause, CartCost } from '../domain/cart';
import type { LinesChange } from '../domain/change';
import type { CartOwner } from '../domain/ownership';
import type { VariantFacts } from '../domain/add-lines';

/** A cart as it is stored, with what is shown of it and who owns it. */
export interface StoredCart extends Cart {
  readonly owner: CartOwner;
  readonly note: string | null;
  readonly attributes: readonly { readonly key: string; readonly value: string }[];
  readonly lastActivityAt: Date;
  readonly expiresAt: Date;
  readonly abandonedAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** A quote for the lines of one state of a cart. */
export interface QuotedCost {
  readonly cost: CartCost;
  /** List price by sku, smallest unit. */
  readonly unitPrices: ReadonlyMap<string, bigint>;
}

/** One commit of a cart's lines: applies to `version - 1` only, or not at all. */
export interface LinesCommit {
  readonly cart: Cart;
  readonly change: LinesChange;
  /** What pricing said. */
  readonly quote: QuotedCost;
  /**
   * Whether the quote is of exactly the resulting lines. When it was asked for an older state only its list prices
   * are used, the cost stays that of `pricedVersion`, and the cart is estimated until it is priced again.
   */
  readonly isExactQuote: boolean;
  readonly operationId: string;
  /** Until when inventory holds the cart's lines; null leaves it as it is. */
  readonly reservedUntil: Date | null;
  readonly claim: HeldClaim | null;
  readonly trail: CommitTrail;
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
  /**
   * Writes cart, lines, log, outbox and the completed claim in one statement, if the version is still the one decided on.
   * @returns false when the cart moved on; nothing is written then.
   * @throws ClaimLostError when the claim is another's by now; nothing is written.
   */
  commitLines(commit: LinesCommit): Promise<boolean>;
  /** Locks the cart's row, reads it again and lets `work` commit on it. Serialises with every other writer. */
  withLockedCart<T>(
    cartId: string,
    work: (cart: StoredCart, commit: (commit: LinesCommit) => Promise<boolean>) => Promise<T>,
  ): Promise<T | undefined>;
}

/** Where prices come from. */
export interface PriceQuotes {
  /**
   * The price of these lines together.
   * @throws AppError `DOWNSTREAM_UNAVAILABLE` or `DEADLINE_EXCEEDED` (both retriable).
   */
  quote(
    cart: Pick<Cart, 'id' | 'region' | 'channel' | 'currency' | 'storeId'>,
    lines: LinesChange['resulting'],
    context: CallingContext,
  ): Promise<QuotedCost>;
}

export type ReserveOutcome =
  /** The operation was given back before, or granted for other quantities: it needs a new name. */
  | { readonly kind: 'released' }
  | { readonly kind: 'granted'; readonly reservedUntil: Date | null }
  | {
      readonly kind: 'insufficient';
      readonly lines: readonly {
        readonly sku: string;
        readonly requested: number;
        readonly available: number;
      }[];
    };

/** Where stock is held. */
export interface StockReservations {
  /** Holds more units per sku, all or nothing. The same operation id has one effect, however often it is asked. */
  reserve(request: ReserveRequest, context: CallingContext): Promise<ReserveOutcome>;
  /** Gives back what an operation reserved, also when its reserve arrives later. Best effort: the lease ends it otherwise. */
  release(operationId: string, cartId: string, context: CallingContext): Promise<void>;
}

export interface ReserveRequest {
  readonly operationId: string;
  readonly cart: Pick<Cart, 'id' | 'region' | 'storeId'>;
  readonly increases: ReadonlyMap<string, number>;
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
}

/** How a commit that is not about lines changes a cart. */
export interface StatusChange {
  readonly cartId: string;
  /** The version that was read. */
  readonly version: number;
  readonly status: Cart['status'];
  readonly cause: CartChangeCause;
  readonly lockedByOrderId: string | null;
  readonly operationId: string | null;
}
