import type { ReserveOutcome, ReserveRequest, StockReservations } from '../application/stock-ports';

/** Stock that is not held: everything is granted and nothing is asked. Orders still allocate from what there is. */
export const UNRESERVED_STOCK: StockReservations = {
  reserve: (request) => Promise.resolve(grantOf(request)),
  reserveAll: (requests) => Promise.resolve(requests.map(grantOf)),
  extend: () => Promise.resolve(null),
  merge: () => Promise.resolve(),
  release: () => Promise.resolve(),
};

function grantOf({ increases }: Pick<ReserveRequest, 'increases'>): ReserveOutcome {
  return { kind: 'granted', reservedUntil: null, granted: increases };
}
