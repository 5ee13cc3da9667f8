import { badInput } from '@agora/platform/errors';
import type { EventHeaders } from '@agora/platform/outbox';
import type { Reservation } from '../domain/reservation';
import type { StockRequestLine } from '../domain/stock-request';
import { MAX_REASON_LENGTH } from '../domain/text-rules';
import { checkIds, checkLines, checkText } from './check-request';
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

/** Ends a part of an order's allocation instead of the whole; undefined for the whole. */
type Part = readonly StockRequestLine[] | undefined;

/**
 * Takes back one operation of a cart, or the allocation of an order, or with `lines` some units of an order's. Goods of
 * a part are free for everybody; the whole goes back to the cart while that wants it. Idempotent; a release of the
 * whole that comes before its reserve or allocate makes that one fail.
 * @throws AppError `BAD_USER_INPUT` for ids that are no UUIDs, an operation of another cart, an empty reason, lines of
 *   a cart's operation, or lines that cannot be.
 */
export async function releaseReservation(
  { reservations, reservationReader }: EndDeps,
  command: ReleaseCommand & { readonly lines?: Part },
  headers: EventHeaders,
): Promise<EndOutcome> {
  const { operationId, ownerId, reason } = command;
  checkIds({ operationId, ownerId });
  checkText('input.reason', reason, MAX_REASON_LENGTH);
  const lines = checkPart(command.lines);
  const status =
    lines === undefined
      ? await reservations.release(command, headers)
      : await reservations.releasePart({ operationId, orderId: ownerId, lines }, reason, headers);
  const reservation = await reservationReader.findByOwner(ownerId);
  switch (status) {
    case 'CONFIRMED':
      return { kind: 'operationCommitted', reservation };
    case 'COMMITTED':
      return { kind: 'alreadyCommitted', reservation };
    case undefined:
      return { kind: 'notAllocated', reservation };
    default:
      return { kind: 'ended', reservation };
  }
}

/**
 * Lets the goods of an order leave, or with `lines` some units of them before the rest. Idempotent.
 * @throws AppError `BAD_USER_INPUT` for ids that are no UUIDs, or lines that cannot be.
 */
export async function commitReservation(
  { reservations, reservationReader }: EndDeps,
  order: {
    readonly operationId: string;
    readonly orderId: string;
    readonly actor: string;
    readonly lines?: Part;
  },
  headers: EventHeaders,
): Promise<EndOutcome> {
  const { operationId, orderId, actor } = order;
  checkIds({ operationId, ownerId: orderId });
  const lines = checkPart(order.lines);
  const status =
    lines === undefined
      ? await reservations.commit(orderId, actor, headers)
      : await reservations.commitPart({ operationId, orderId, lines }, actor, headers);
  const reservation = await reservationReader.findByOwner(orderId);
  return { kind: status === 'COMMITTED' ? 'ended' : 'notAllocated', reservation };
}

function checkPart(lines: Part): StockRequestLine[] | undefined {
  if (lines === undefined) return undefined;
  const merged = checkLines(lines);
  if (merged.length === 0) throw badInput('input.lines', 'must not be empty');
  return merged;
}
