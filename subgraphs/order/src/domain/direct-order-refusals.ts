/** Why a direct order is not made, before anything is taken for it. `line` is its place in the request, from 0. */
export type DirectOrderRefusal =
  | { readonly kind: 'quantityOutOfRange'; readonly line: number }
  | { readonly kind: 'variantNotFound'; readonly line: number }
  /** It is not sold: a draft, or archived. */
  | { readonly kind: 'variantUnavailable'; readonly line: number }
  | { readonly kind: 'linePriceUnavailable'; readonly line: number }
  /** A unit costs more than the customer was told. Amounts are minor units of `currency`. */
  | {
      readonly kind: 'unitPriceAboveTold';
      readonly line: number;
      readonly unitPriceMinor: bigint;
      readonly totalMinor: bigint;
      readonly currency: string;
    }
  /** It costs something, and there is nothing to pay with. */
  | { readonly kind: 'paymentTokenMissing' };
