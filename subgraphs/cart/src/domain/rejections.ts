/** Why a command was refused. Nothing was changed. Each becomes one user error (docs/errors.md). */
export type CartRejection =
  | { readonly kind: 'CART_NOT_FOUND' }
  | { readonly kind: 'CART_LOCKED' }
  | { readonly kind: 'CART_CLOSED'; readonly status: string }
  | { readonly kind: 'CART_ALREADY_EXISTS' }
  | { readonly kind: 'CART_NOT_SAVED' }
  | { readonly kind: 'BACKUP_NOT_FOUND' }
  | { readonly kind: 'VERSION_CONFLICT'; readonly expectedVersion: number; readonly currentVersion: number }
  | { readonly kind: 'QUANTITY_OUT_OF_RANGE'; readonly index: number; readonly quantity: number }
  | { readonly kind: 'TOO_MANY_LINES' }
  | { readonly kind: 'LINE_NOT_FOUND'; readonly index: number }
  | { readonly kind: 'VARIANT_NOT_FOUND'; readonly index: number; readonly sku: string }
  | { readonly kind: 'VARIANT_UNAVAILABLE'; readonly index: number; readonly sku: string }
  | {
      readonly kind: 'INSUFFICIENT_STOCK';
      readonly sku: string;
      readonly requested: number;
      readonly available: number;
    }
  | { readonly kind: 'PRICE_UNAVAILABLE'; readonly sku: string }
  /** Unknown, over, used up or not for this cart: never said which. */
  | { readonly kind: 'COUPON_NOT_APPLICABLE' }
  | { readonly kind: 'TOO_MANY_COUPONS' }
  | { readonly kind: 'COUPON_NOT_FOUND' }
  | { readonly kind: 'REGION_IMMUTABLE'; readonly region: string }
  | { readonly kind: 'CART_BUSY' }
  | { readonly kind: 'IDEMPOTENCY_IN_PROGRESS' }
  | { readonly kind: 'IDEMPOTENCY_KEY_REUSED' };
