import { AvailabilityStatus, basicUserError } from '@agora/platform/schema';
import type { AllocateAnswer } from '../application/ports';
import type { EndOutcome } from '../application/end-reservation';
import type { ReserveOutcome } from '../application/reserve-stock';
import type { StockOutcome } from '../application/write-stock';
import { availabilityOf } from '../domain/availability';
import type { Reservation } from '../domain/reservation';
import type { StockLevel } from '../domain/stock-level';
import type { Availability } from './types/availability.type';
import type { ReservationPayload, StockPayload } from './types/payloads.type';
import type { Reservation as ReservationType } from './types/reservation.type';

/** What a shopper sees of a sku's rows in a region; null for a sku inventory has never seen. */
export function presentAvailability(
  levels: readonly StockLevel[],
  region: string,
  asOf: Date,
): Availability | null {
  if (levels.length === 0) return null;
  const { state, quantityAvailable, backorderable, version } = availabilityOf(
    levels.filter((level) => level.region === region),
  );
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
        error: ['RESERVATION_ENDED', 'The order has nothing to commit.', 'ownerId'],
      });
  }
}

/** @param level The row as it is now. */
export function presentStock(outcome: StockOutcome, level: StockLevel | undefined): StockPayload {
  const refused = (code: string, message: string, field: string): StockPayload => ({
    level: level ?? null,
    userErrors: [basicUserError(code, message, ['input', field])],
  });
  switch (outcome.kind) {
    case 'written':
      return { level: level ?? null, userErrors: [] };
    case 'changed':
      return refused(
        'QUANTITY_CHANGED',
        `The count is ${String(outcome.level?.onHand ?? 0)} now.`,
        'expectedQuantity',
      );
    case 'belowReserved':
      return refused(
        'QUANTITY_BELOW_RESERVED',
        `${String(outcome.reserved)} are held for carts and allocated to orders.`,
        'quantity',
      );
    case 'unknownLocation':
      return refused('LOCATION_UNKNOWN', 'There is no such location.', 'location');
    case 'tooMuch':
      return refused('QUANTITY_TOO_LARGE', 'More than a location can have.', 'delta');
    case 'inProgress':
      return refused(
        'IDEMPOTENCY_IN_PROGRESS',
        'A request with this key is being carried out; try again.',
        'idempotencyKey',
      );
    case 'reused':
      return refused('IDEMPOTENCY_KEY_REUSED', 'This key was used for another request.', 'idempotencyKey');
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
