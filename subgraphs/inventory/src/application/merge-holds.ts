import { badInput } from '@agora/platform/errors';
import type { EventHeaders } from '@agora/platform/outbox';
import type { Reservation } from '../domain/reservation';
import type { StockRequestLine } from '../domain/stock-request';
import { checkIds, checkLines } from './check-request';
import type { ReservationReader, Reservations } from './ports';

export interface MergeHoldsDeps {
  readonly reservations: Pick<Reservations, 'merge'>;
  readonly reservationReader: Pick<ReservationReader, 'findByOwner'>;
}

export interface MergeHoldsCommand {
  readonly source: { readonly id: string; readonly version: number };
  readonly cartId: string;
  readonly cartVersion: number;
  readonly region: string;
  /** Quantity of each sku that was taken over, in the whole cart after the merge. */
  readonly lines: readonly StockRequestLine[];
}

/**
 * Moves what one cart holds to the cart it was merged into, as the event of the merge does: whichever comes first moves it,
 * the other one finds nothing to do. What the merge took out of the cart is left to the event.
 *
 * @returns the hold of the cart; undefined when it has none.
 * @throws AppError `BAD_USER_INPUT` for ids that are no UUIDs, a version below 1, no lines or a quantity outside 1..25,000.
 */
export async function mergeHolds(
  { reservations, reservationReader }: MergeHoldsDeps,
  { source, cartId, cartVersion, region, lines }: MergeHoldsCommand,
  headers: EventHeaders,
): Promise<Reservation | undefined> {
  checkIds({ sourceCartId: source.id, cartId });
  if (source.version < 1) throw badInput('input.sourceVersion', 'must be at least 1');
  if (cartVersion < 1) throw badInput('input.cartVersion', 'must be at least 1');
  const merged = checkLines(lines);
  if (merged.length === 0) throw badInput('input.lines', 'must not be empty');
  const quantities = new Map(merged.map(({ sku, quantity }) => [sku, quantity]));
  const target = { cartId, version: cartVersion, operationId: undefined, quantities };
  await reservations.merge({ source, target, region }, headers);
  return reservationReader.findByOwner(cartId);
}
