import type { StockReservations } from '../application/ports';

/** Stock that is not held: everything is granted and nothing is asked. Orders still allocate from what there is. */
export const UNRESERVED_STOCK: StockReservations = {
  reserve: ({ increases }) => Promise.resolve({ kind: 'granted', reservedUntil: null, granted: increases }),
  extend: () => Promise.resolve(null),
  merge: () => Promise.resolve(),
  release: () => Promise.resolve(),
};
