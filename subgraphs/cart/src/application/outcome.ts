import type { ProblemDraft } from '../domain/problems';
import type { CartRejection } from '../domain/rejections';
import type { StoredCart } from './ports';

/** How a mutation of a cart ended. The cart is read again for the answer unless it is told with it. */
export type CartOutcome =
  | {
      readonly kind: 'committed';
      readonly cartId: string;
      readonly version: number;
      readonly replayed: boolean;
      /** As this change left it, when that is known without a read. */
      readonly cart?: StoredCart;
      /** What was wanted beside it and could not be had. */
      readonly rejections?: readonly CartRejection[];
      /** What is wrong with the cart since this change. Without amounts in a replay. */
      readonly warnings?: readonly ProblemDraft[];
    }
  /** The cart was already as wanted. */
  | { readonly kind: 'unchanged'; readonly cartId: string; readonly version: number }
  /** Nothing was changed. The answer shows the cart when there is one the viewer may see. */
  | {
      readonly kind: 'refused';
      readonly cartId: string | null;
      readonly rejections: readonly CartRejection[];
    };

export function refused(
  cart: Pick<StoredCart, 'id'> | null,
  ...rejections: readonly CartRejection[]
): CartOutcome {
  return { kind: 'refused', cartId: cart?.id ?? null, rejections };
}
