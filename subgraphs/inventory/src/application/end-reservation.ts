import type { EventHeaders } from '@agora/platform/outbox';
import type { Reservation } from '../domain/reservation';
import { MAX_REASON_LENGTH } from '../domain/text-rules';
import { checkIds, checkText } from './check-request';
import type { ReleaseCommand, ReservationReader, Reservations } from './ports';

export interface EndDeps {
  readonly reservations: Reservations;
  readonly reservationReader: ReservationReader;
}

export type EndOutcome =
  | { readonly kind: 'ended'; readonly reservation: Reservation | undefined }
  /** The cart committed the operation: lower the cart's quantity instead. */
  | { readonly kind: 'operationCommitted'; readonly reservation: Reservation | undefined }
  /** The goods have left. */
  | { readonly kind: 'alreadyCommitted'; readonly reservation: Reservation | undefined }
  /** The order has no goods to commit: it was refused or released. */
  | { readonly kind: 'notAllocated'; readonly reservation: Reservation | undefined };

/**
 * Takes back one operation of a cart, or the allocation of an order. Idempotent; a release that comes before its
 * reserve or allocate makes that one fail.
 * @throws AppError `BAD_USER_INPUT` for ids that are no UUIDs, an operation of another cart, or an empty reason.
 */
export async function releaseReservation(
  { reservations, reservationReader }: EndDeps,
  command: ReleaseCommand,
  headers: EventHeaders,
): Promise<EndOutcome> {
  checkIds({ operationId: command.operationId, ownerId: command.ownerId });
  checkText('input.reason', command.reason, MAX_REASON_LENGTH);
  const status = await reservations.release(command, headers);
  const reservation = await reservationReader.findByOwner(command.ownerId);
  if (status === 'CONFIRMED') return { kind: 'operationCommitted', reservation };
  return { kind: status === 'COMMITTED' ? 'alreadyCommitted' : 'ended', reservation };
}

/**
 * Lets the goods of an order leave. Idempotent.
 * @throws AppError `BAD_USER_INPUT` when the order id is no UUID.
 */
export async function commitReservation(
  { reservations, reservationReader }: EndDeps,
  order: { readonly orderId: string; readonly actor: string },
  headers: EventHeaders,
): Promise<EndOutcome> {
  checkIds({ ownerId: order.orderId });
  const status = await reservations.commit(order.orderId, order.actor, headers);
  const reservation = await reservationReader.findByOwner(order.orderId);
  return { kind: status === 'COMMITTED' ? 'ended' : 'notAllocated', reservation };
}
