import type { Cart } from '../domain/cart';

/** A cart that went into another, at the versions the merge made. */
export interface HoldMerge {
  readonly source: Pick<Cart, 'id' | 'version'>;
  readonly cart: Pick<Cart, 'id' | 'version' | 'region' | 'storeId'>;
  /** Of each sku that was taken over, what the cart has of it now. */
  readonly quantities: ReadonlyMap<string, number>;
}
