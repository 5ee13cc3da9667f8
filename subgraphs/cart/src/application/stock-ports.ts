import type { Cart } from '../domain/cart';
import type { HoldMerge } from './hold-merge';
import type { CallingContext } from './ports';

export type ReserveOutcome =
  /** The operation was given back before, or granted for other quantities: it needs a new name. */
  | { readonly kind: 'released' }
  | {
      readonly kind: 'granted';
      readonly reservedUntil: Date | null;
      /** By sku; with a partial grant it may be less than was asked, or nothing of some. */
      readonly granted: ReadonlyMap<string, number>;
      /** By sku, how many of the granted units are still to come in. Default: none. */
      readonly backordered?: ReadonlyMap<string, number>;
    }
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
  /** Holds more units per sku, all or nothing unless a part is allowed. The same operation id has one effect, however often it is asked. */
  reserve(request: ReserveRequest, context: CallingContext): Promise<ReserveOutcome>;
  /**
   * {@link reserve} of several operations of one cart, each all or nothing, answered in their order. One that is short
   * leaves the others as they are.
   */
  reserveAll(
    requests: readonly Omit<ReserveRequest, 'allowPartial'>[],
    context: CallingContext,
  ): Promise<readonly ReserveOutcome[]>;
  /**
   * Holds for longer what the cart holds already, within inventory's cap.
   * @returns until when; null when it holds nothing any more.
   * @throws AppError `DOWNSTREAM_UNAVAILABLE` or `DEADLINE_EXCEEDED` (both retriable).
   */
  extend(cart: ReserveRequest['cart'], context: CallingContext): Promise<Date | null>;
  /**
   * Moves what the guest's cart holds, before the event of the merge does: a checkout that follows at once finds it. Nothing
   * is lost without it.
   * @throws AppError `DOWNSTREAM_UNAVAILABLE` or `DEADLINE_EXCEEDED`.
   */
  merge(merge: HoldMerge, context: CallingContext): Promise<void>;
  /** Gives back what an operation reserved, also when its reserve arrives later. Best effort: the lease ends it otherwise. */
  release(operationId: string, cartId: string, context: CallingContext): Promise<void>;
}

export interface ReserveRequest {
  readonly operationId: string;
  readonly cart: Pick<Cart, 'id' | 'region' | 'storeId'>;
  readonly increases: ReadonlyMap<string, number>;
  /** Take what there is of each sku. Default: all or nothing. */
  readonly allowPartial?: boolean;
}
