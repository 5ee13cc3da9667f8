/** Why a checkout does not go on: values for the shopper, never thrown. */
export type CheckoutRefusal =
  | { readonly kind: 'cartEmpty' }
  /** Checked out, saved, merged, expired or gone. */
  | { readonly kind: 'cartClosed' }
  | { readonly kind: 'cartLocked' }
  | { readonly kind: 'versionConflict'; readonly expected: number; readonly current: number }
  /** A price rose and the shopper has not accepted it in the cart. */
  | { readonly kind: 'priceNotAccepted' }
  /** Problems of the cart, other than prices and stock, that block its checkout. */
  | { readonly kind: 'cartHasProblems'; readonly messages: readonly string[] }
  /** The price of a unit rose since the session was opened, though the total did not. */
  | { readonly kind: 'unitPriceRose' }
  /** A promotion of the session is over, or a limit of it is reached. */
  | { readonly kind: 'promotionUnavailable' }
  /** Pricing has no price for something in the cart. */
  | { readonly kind: 'notPriced' }
  | { readonly kind: 'sessionBusy' }
  | { readonly kind: 'sessionClosed'; readonly status: 'COMPLETED' | 'EXPIRED' | 'CANCELLED' }
  | {
      readonly kind: 'priceChanged';
      readonly acceptedMinor: bigint;
      readonly currentMinor: bigint;
      readonly currency: string;
    }
  | { readonly kind: 'outOfStock'; readonly sku: string; readonly availableQuantity: number }
  | { readonly kind: 'paymentDeclined'; readonly reason: string }
  /** Not offered to this address, or not for these goods. */
  | { readonly kind: 'shippingOptionUnavailable'; readonly offered: readonly string[] }
  | { readonly kind: 'keyInProgress' }
  | { readonly kind: 'keyReused' };
