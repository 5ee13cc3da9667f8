import { AvailabilityStatus, basicUserError } from '@agora/platform/schema';
import type { AllocateAnswer } from '../application/ports';
import type { EndOutcome } from '../application/end-reservation';
import type { ReserveOutcome } from '../application/reserve-stock';
import { availabilityOf, sellsIn } from '../domain/availability';
import type { Availability as Seen, Market } from '../domain/availability';
import type { Reservation } from '../domain/reservation';
import type { StockLevel } from '../domain/stock-level';
import type { Availability } from './types/availability.type';
import type { ReservationPayload } from './types/payloads.type';
import type { Reservation as ReservationType } from './types/reservation.type';

/** What a shopper sees of a sku's rows in a market; null for a sku inventory has never seen. */
export function presentAvailability(
  levels: readonly StockLevel[],
  market: Market,
  asOf: Date,
): Availability | null {
  if (levels.length === 0) return null;
  return presentSeen(availabilityOf(levels.filter((level) => sellsIn(level, market))), asOf);
}

export function presentSeen(
  { state, quantityAvailable, backorderable, version }: Seen,
  asOf: Date,
): Availability {
  return {
    status: AvailabilityStatus[state],
    quantityAvailable: quantityAvailable ?? null,
    backorderable,
    version,
    asOf,
  };
}

export function presentReservation(reservation: Reservation): ReservationType {
  return {
    ...reservation,
    expiresAt: reservation.expiresAt ?? null,
    hardCapAt: reservation.hardCapAt ?? null,
  };
}

/** The hold of a cart after a merge. */
export function presentMerge(reservation: Reservation | undefined): ReservationPayload {
  return payload(reservation, {});
}

export function presentReserve(outcome: ReserveOutcome): ReservationPayload {
  const { reservation } = outcome;
  switch (outcome.kind) {
    case 'reserved':
      return payload(reservation, { granted: outcome.granted });
    case 'grantedOtherwise':
      return payload(reservation, {
        granted: outcome.granted,
        insufficient: outcome.shortages,
        error: [
          'OPERATION_GRANTED_OTHERWISE',
          'This operation was granted other quantities before.',
          'lines',
        ],
      });
    case 'insufficient':
      return payload(reservation, { insufficient: outcome.shortages, error: NOT_ENOUGH });
    case 'released':
      return payload(reservation, {
        error: ['OPERATION_RELEASED', 'This operation was released; ask under a new one.', 'operationId'],
      });
    case 'notHeld':
      return payload(reservation, { error: ['RESERVATION_ENDED', 'There is no hold to prolong.', 'cartId'] });
  }
}

export function presentAllocate(answer: AllocateAnswer): ReservationPayload {
  const { reservation } = answer;
  switch (answer.kind) {
    case 'allocated':
      return payload(reservation, {});
    case 'insufficient':
      return payload(reservation, { insufficient: answer.shortages, error: NOT_ENOUGH });
    case 'ended':
      return payload(reservation, {
        error: [
          'RESERVATION_ENDED',
          'The reservation of this order was refused or released before.',
          'orderId',
        ],
      });
  }
}

export function presentEnd({ kind, reservation }: EndOutcome): ReservationPayload {
  switch (kind) {
    case 'ended':
      return payload(reservation, {});
    case 'operationCommitted':
      return payload(reservation, {
        error: ['OPERATION_COMMITTED', 'The cart has committed this operation.', 'operationId'],
      });
    case 'alreadyCommitted':
      return payload(reservation, { error: ['RESERVATION_COMMITTED', 'The goods have left.', 'ownerId'] });
    case 'notAllocated':
      return payload(reservation, {
        error: ['RESERVATION_ENDED', 'The order has no allocation.', 'ownerId'],
      });
  }
}

/** Code, message and field of the input. */
type Refusal = readonly [code: string, message: string, field: string];
const NOT_ENOUGH: Refusal = ['INSUFFICIENT_STOCK', 'There is not enough stock.', 'lines'];

interface Answer {
  readonly granted?: ReservationPayload['granted'];
  readonly insufficient?: ReservationPayload['insufficient'];
  readonly error?: Refusal;
}

function payload(
  reservation: Reservation | undefined,
  { granted = [], insufficient = [], error }: Answer,
): ReservationPayload {
  return {
    reservation: reservation === undefined ? null : presentReservation(reservation),
    granted,
    insufficient,
    userErrors: error === undefined ? [] : [basicUserError(error[0], error[1], ['input', error[2]])],
  };
}
