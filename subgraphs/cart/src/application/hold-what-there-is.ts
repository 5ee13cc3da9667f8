import type { CartRejection } from '../domain/rejections';
import type { CallingContext } from './ports';
import type { ReserveRequest, StockReservations } from './stock-ports';

/** What could be held of what was wanted. */
export interface Held {
  /** By sku, only what was granted. */
  readonly granted: ReadonlyMap<string, number>;
  /** Null when nothing was granted. */
  readonly reservedUntil: Date | null;
  /** One for each sku of which there was not enough. */
  readonly rejections: readonly CartRejection[];
}

/** What is held when nobody was asked, or there was nothing. */
export const NOTHING_HELD: Held = {
  granted: new Map(),
  reservedUntil: null,
  rejections: [],
};

/**
 * Holds as much as there is of each sku. Asks nobody when nothing is wanted.
 * @returns 'released' when the operation was given back before: it needs a new name.
 * @throws AppError `DOWNSTREAM_UNAVAILABLE`, `DEADLINE_EXCEEDED` (retriable).
 */
export async function holdWhatThereIs(
  reservations: StockReservations,
  { operationId, cart, wanted }: Omit<ReserveRequest, 'increases'> & { wanted: ReadonlyMap<string, number> },
  context: CallingContext,
): Promise<Held | 'released'> {
  if (wanted.size === 0) return NOTHING_HELD;
  const request = { operationId, cart, increases: wanted, allowPartial: true };
  const answer = await reservations.reserve(request, context);
  if (answer.kind === 'released') return 'released';
  if (answer.kind === 'insufficient')
    return {
      ...NOTHING_HELD,
      rejections: answer.lines.map((line) => ({ kind: 'INSUFFICIENT_STOCK', ...line })),
    };
  const rejections = [...wanted]
    .map(([sku, requested]) => ({ sku, requested, available: answer.granted.get(sku) ?? 0 }))
    .filter(({ requested, available }) => available < requested)
    .map((line) => ({ kind: 'INSUFFICIENT_STOCK' as const, ...line }));
  return { granted: answer.granted, reservedUntil: answer.reservedUntil, rejections };
}
