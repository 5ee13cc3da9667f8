import { counter } from '@agora/platform/metrics';
import type { ReserveOutcome, ReserveRequest, StockReservations } from '../application/stock-ports';

const reservations = counter({
  name: 'cart_inventory_reservation_total',
  help: 'Reserves asked of inventory by their outcome',
  labelNames: ['result'],
});

/** The same reservations, counted. */
export function measuredReservations(inner: StockReservations): StockReservations {
  return {
    reserve: async (request, context) => {
      try {
        const outcome = await inner.reserve(request, context);
        reservations.inc({ result: resultOf(outcome, request) });
        return outcome;
      } catch (error) {
        reservations.inc({ result: 'failed' });
        throw error;
      }
    },
    reserveAll: async (requests, context) => {
      try {
        const outcomes = await inner.reserveAll(requests, context);
        for (const outcome of outcomes) reservations.inc({ result: outcome.kind });
        return outcomes;
      } catch (error) {
        reservations.inc({ result: 'failed' }, requests.length);
        throw error;
      }
    },
    extend: (cart, context) => inner.extend(cart, context),
    merge: (merge, context) => inner.merge(merge, context),
    release: (operationId, cartId, context) => inner.release(operationId, cartId, context),
  };
}

function resultOf(outcome: ReserveOutcome, { increases }: ReserveRequest): string {
  if (outcome.kind !== 'granted') return outcome.kind;
  const isWhole = [...increases].every(([sku, wanted]) => (outcome.granted.get(sku) ?? 0) >= wanted);
  return isWhole ? 'granted' : 'partial';
}
