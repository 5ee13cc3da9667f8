import { quantitiesBySku } from '../../../domain/order-line';
import { noteBackorders } from '../../../domain/backorders';
import type { BackorderedSku } from '../../../domain/backorders';
import type { CallContext, Inventory, OrderStore } from '../../ports';
import type { SettleOrder } from '../../settle-order';
import { backgroundContext } from './background-context';
import { draftOf, placed } from './saga-step';
import type { OrderFacts, PlacedFacts, SagaStep } from './saga-step';

export interface AllocateStockDeps {
  readonly inventory: Inventory;
  readonly orders: Pick<OrderStore, 'linesOf'>;
  readonly settle: SettleOrder;
  /** How long inventory keeps the stock of an order it hears nothing more about. */
  readonly holdSeconds: number;
}

/**
 * Takes the stock of the order, all lines or none: what the cart holds and, for the rest, what is free. Undone, the
 * stock goes back to the cart while that wants it; that of an order without a cart is free.
 */
export function allocateStock(deps: AllocateStockDeps): SagaStep {
  const { inventory, holdSeconds } = deps;
  return {
    name: 'allocate-stock',
    onFault: 'INVENTORY_UNAVAILABLE',
    run: async (facts) => {
      const { id, cartId, cartVersion, region, storeId } = placed(facts).current.order;
      const lines = quantitiesBySku(draftOf(facts).lines);
      const from = { cartId, cartVersion, region, storeId };
      const request = { operationId: id, orderId: id, ...from, holdSeconds, lines };
      const result = await inventory.allocate(request, contextOf(facts));
      if (result.kind === 'allocated')
        return { outcome: 'DONE', facts: await noted(deps, placed(facts), result.backordered) };
      const refusals = result.lines.map(
        ({ sku, available }) => ({ kind: 'outOfStock', sku, availableQuantity: available }) as const,
      );
      return { outcome: 'REFUSED', facts, error: 'OUT_OF_STOCK', refusals };
    },
    undo: async ({ orderId, origin }, { reason, deadline }) => {
      await inventory.release({ orderId, reason }, backgroundContext(origin, deadline));
      return { outcome: 'DONE' };
    },
  };
}

/** What is promised but not on hand is noted at the order, for its buyer to see. */
async function noted(
  { orders, settle }: AllocateStockDeps,
  facts: PlacedFacts,
  owed: readonly BackorderedSku[],
): Promise<PlacedFacts> {
  if (owed.length === 0) return facts;
  const lines = await orders.linesOf(facts.orderId);
  const settled = await settle({
    orderId: facts.orderId,
    decide: (newest, stamp) => noteBackorders({ ...newest, lines }, owed, stamp),
    known: facts.current,
    origin: facts.origin,
  });
  const current = settled.kind === 'settled' ? { ...facts.current, ...settled.settlement } : settled.current;
  return { ...facts, current };
}

function contextOf({ request, origin }: OrderFacts): CallContext {
  return request?.context ?? backgroundContext(origin);
}
