import { AppError } from '@agora/platform/errors';
import type { SubgraphClient } from '@agora/platform/subgraph-transport';
import type { CartOperations } from '../application/ports';

const COMMITTED = `query InventoryCartOperations($operationIds: [ID!]!) { cartOperationCommitted(operationIds: $operationIds) }`;

/** {@link CartOperations} over the cart subgraph's internal query. */
export function createCartOperations(cart: SubgraphClient): CartOperations {
  return {
    committed: async (operationIds) => {
      const answer = await cart.call<{ cartOperationCommitted: readonly string[] | null }>(
        COMMITTED,
        { operationIds },
        null,
      );
      // No answer must never be taken for "none of them": it would drop goods that a cart has committed.
      if (answer.cartOperationCommitted === null)
        throw new AppError('DOWNSTREAM_UNAVAILABLE', 'cart did not say which operations it committed');
      return new Set(answer.cartOperationCommitted);
    },
  };
}
