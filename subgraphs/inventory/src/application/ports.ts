import type { EventHeaders } from '@agora/platform/outbox';
import type { Grant, Reservation, ReservationLine, ReservationStatus } from '../domain/reservation';
import type { Shortage, StockRequestLine } from '../domain/stock-request';

/** Asks for stock for a cart. `lines` are increases, one per sku. */
export interface ReserveCommand {
  /** Names the operation; a repeat gets the first answer. */
  readonly operationId: string;
  readonly cartId: string;
  readonly region: string;
  /** Whose own locations are used beside those of every store. */
  readonly storeId?: string | undefined;
  readonly lines: readonly StockRequestLine[];
  /** Grant what there is per sku instead of everything or nothing. */
  readonly allowPartial: boolean;
}

/** Several operations of one cart, each all or nothing. */
export interface ReserveAllCommand extends Pick<ReserveCommand, 'cartId' | 'region' | 'storeId'> {
  readonly operations: readonly (Pick<ReserveCommand, 'operationId' | 'lines'> & {
    readonly headers: EventHeaders;
  })[];
}

export type ReserveAnswer =
  /** `isReplay`: the operation was granted before and this is the grant of then. */
  | {
      readonly kind: 'granted';
      readonly reservation: Reservation;
      readonly grants: readonly Grant[];
      readonly isReplay: boolean;
    }
  | {
      readonly kind: 'insufficient';
      readonly reservation: Reservation;
      readonly shortages: readonly Shortage[];
    }
  /** The operation was released, possibly before it arrived. */
  | { readonly kind: 'released'; readonly reservation: Reservation }
  /** An operation without lines: the hold lives on. */
  | { readonly kind: 'extended'; readonly reservation: Reservation }
  /** An operation without lines: there was no hold to keep alive. */
  | { readonly kind: 'notHeld'; readonly reservation: Reservation };

export interface AllocateCommand {
  /** Null for an order without a cart: it is given free goods only, and they are free again when it is released. */
  readonly cartId: string | null;
  /** Cart events up to this version will no longer move quantities. Null without a cart. */
  readonly cartVersion: number | null;
  readonly orderId: string;
  readonly region: string;
  /** For a cart that holds nothing; else the store of its hold counts. */
  readonly storeId?: string | undefined;
  readonly holdSeconds: number;
  readonly lines: readonly StockRequestLine[];
}

export type AllocateAnswer =
  /** Also the answer to a repeat for an order that has its goods. */
  | { readonly kind: 'allocated'; readonly reservation: Reservation }
  | {
      readonly kind: 'insufficient';
      readonly reservation: Reservation;
      readonly shortages: readonly Shortage[];
    }
  /** The order was refused or released before, possibly before this arrived. */
  | { readonly kind: 'ended'; readonly reservation: Reservation };

export interface ReleaseCommand {
  readonly operationId: string;
  /** Cart id (releases one operation) or order id (releases the allocation). */
  readonly ownerId: string;
  readonly reason: string;
}

/** Some units of an order's allocation. */
export interface PartCommand {
  /** Names the call; a repeat changes nothing. */
  readonly operationId: string;
  readonly orderId: string;
  /** One per sku; what the allocation does not have is left out. */
  readonly lines: readonly StockRequestLine[];
}

/** A cart and the version of it that a merge made. */
export interface MergedCart {
  readonly id: string;
  readonly version: number;
}

/** A cart that went into another: `target` is the commit of the one that took its lines. */
export interface CartMerge {
  readonly source: MergedCart;
  readonly target: CartChange;
  readonly region: string;
}

/** A commit of a cart as its events tell it. */
export interface CartChange {
  readonly cartId: string;
  readonly version: number;
  /** The reserve this commit confirms, if it made one. */
  readonly operationId: string | undefined;
  /** Absolute quantity per touched sku. */
  readonly quantities: ReadonlyMap<string, number>;
}

/**
 * Reservations. Every method is one transaction that also writes its events, serialises with others of the same
 * cart or order, and answers a repeat with what the first call brought about.
 */
export interface Reservations {
  reserve(command: ReserveCommand, headers: EventHeaders): Promise<ReserveAnswer>;
  /** Each as {@link reserve} would answer it alone, in this order and in one transaction. */
  reserveAll(command: ReserveAllCommand): Promise<readonly ReserveAnswer[]>;
  /** Moves what `source` holds to the cart it was merged into; a repeat, and the event of the merge, change nothing more. */
  merge(merge: CartMerge, headers: EventHeaders): Promise<void>;
  allocate(command: AllocateCommand, headers: EventHeaders): Promise<AllocateAnswer>;
  /** The goods leave. @returns the status of the order's reservation afterwards: COMMITTED, or why not. */
  commit(orderId: string, actor: string, headers: EventHeaders): Promise<ReservationStatus>;
  /** @returns RELEASED, or why it is too late: CONFIRMED (the cart committed the operation), COMMITTED (goods left). */
  release(command: ReleaseCommand, headers: EventHeaders): Promise<ReservationStatus | 'CONFIRMED'>;
  /** Some goods leave before the rest. @returns COMMITTED, the status of an allocation that ended, or undefined for an unknown order. */
  commitPart(
    command: PartCommand,
    actor: string,
    headers: EventHeaders,
  ): Promise<ReservationStatus | undefined>;
  /** Gives some units back to everybody. @returns RELEASED, COMMITTED when the goods have left, or undefined for an unknown order. */
  releasePart(
    command: PartCommand,
    reason: string,
    headers: EventHeaders,
  ): Promise<ReservationStatus | undefined>;
}

/** Reads of reservations; each method is one statement. */
export interface ReservationReader {
  find(id: string): Promise<Reservation | undefined>;
  findByOwner(ownerId: string): Promise<Reservation | undefined>;
  /** What reservations have, per sku over all locations, by reservation id. */
  linesOf(reservationIds: readonly string[]): Promise<ReadonlyMap<string, readonly ReservationLine[]>>;
}

/** Asks cart which operations it has committed. */
export interface CartOperations {
  /** @throws AppError `DOWNSTREAM_UNAVAILABLE` or `DEADLINE_EXCEEDED` (retriable): then nothing is known. */
  committed(operationIds: readonly string[]): Promise<ReadonlySet<string>>;
}
