import { admit } from './admission';
import type { Cart, CartBuyer, LineAttribute } from './cart';
import type { CartRejection } from './rejections';

/** What a cart says beside its lines. */
export interface CartDetails {
  readonly note: string | null;
  readonly attributes: readonly LineAttribute[];
  readonly buyer: CartBuyer | null;
  readonly currency: string;
}

/** What is wanted of them; undefined leaves it as it is. */
export interface WantedDetails extends Partial<CartDetails> {
  /** The region the caller takes it to be in. */
  readonly region?: string | undefined;
}

export type DetailsDecision =
  | { readonly kind: 'changed'; readonly details: CartDetails; readonly isOtherCurrency: boolean }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'rejected'; readonly rejection: CartRejection };

/** Decides on note, attributes, buyer and currency. The region of a cart never changes. */
export function decideDetails(
  cart: Cart & CartDetails,
  wanted: WantedDetails,
  expectedVersion: number | null,
): DetailsDecision {
  const obstacle = admit(cart, expectedVersion);
  if (obstacle !== undefined) return { kind: 'rejected', rejection: obstacle };
  if (wanted.region !== undefined && wanted.region !== cart.region)
    return { kind: 'rejected', rejection: { kind: 'REGION_IMMUTABLE', region: cart.region } };
  const {
    note = cart.note,
    attributes = cart.attributes,
    buyer = cart.buyer,
    currency = cart.currency,
  } = wanted;
  const details = { note, attributes, buyer, currency };
  const { note: n, attributes: a, buyer: b, currency: c } = cart;
  return JSON.stringify(plain(details)) ===
    JSON.stringify(plain({ note: n, attributes: a, buyer: b, currency: c }))
    ? { kind: 'unchanged' }
    : { kind: 'changed', details, isOtherCurrency: currency !== cart.currency };
}

function plain({ note, attributes, buyer, currency }: CartDetails): unknown {
  const { email = null, fullName = null, countryCode = null } = buyer ?? {};
  const pairs = attributes.map(({ key, value }) => [key, value]);
  return [note, pairs, buyer === null ? null : [email, fullName, countryCode], currency];
}
