import { quantitiesBySku } from '../../../domain/order-line';
import type { CallContext, Inventory } from '../../ports';
import { backgroundContext } from './background-context';
import { placed, sessionOf } from './saga-step';
import type { OrderFacts, SagaStep } from './saga-step';

export interface AllocateStockDeps {
  readonly inventory: Inventory;
  /** How long inventory keeps the stock of an order it hears nothing more about. */
  readonly holdSeconds: number;
}

/**
 * Takes the stock of the order, all lines or none: what the cart holds and, for the rest, what is free. Undone, the
 * stock goes back to the cart while that wants it.
 */
export function allocateStock({ inventory, holdSeconds }: AllocateStockDeps): SagaStep {
  return {
    name: 'allocate-stock',
    onFault: 'INVENTORY_UNAVAILABLE',
    run: async (facts) => {
      const { id, cartId, cartVersion, region } = placed(facts).current.order;
      if (cartId === null || cartVersion === null) throw new Error(`order ${id} has no cart`);
      const lines = quantitiesBySku(sessionOf(facts).lines);
      const request = { operationId: id, orderId: id, cartId, cartVersion, region, holdSeconds, lines };
      const result = await inventory.allocate(request, contextOf(facts));
      if (result.kind === 'allocated') return { outcome: 'DONE', facts };
      const refusals = result.lines.map(
        ({ sku, available }) => ({ kind: 'outOfStock', sku, availableQuantity: available }) as const,
      );
      return { outcome: 'REFUSED', facts, error: 'OUT_OF_STOCK', refusals };
    },
    undo: async ({ orderId }, { reason, deadline }) => {
      await inventory.release({ orderId, reason }, backgroundContext(deadline));
      return { outcome: 'DONE' };
    },
  };
}

function contextOf({ request }: OrderFacts): CallContext {
  return request?.context ?? null;
}
