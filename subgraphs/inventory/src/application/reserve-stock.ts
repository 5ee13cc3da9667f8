import type { EventHeaders } from '@agora/platform/outbox';
import { grantedLines, shortOf } from '../domain/reservation';
import type { Reservation, ReservationLine } from '../domain/reservation';
import { isSameRequest } from '../domain/stock-request';
import type { Shortage } from '../domain/stock-request';
import { MAX_CODE_LENGTH, MAX_STORE_LENGTH } from '../domain/text-rules';
import { badInput } from '@agora/platform/errors';
import { checkIds, checkLines, checkText } from './check-request';
import type { ReserveAllCommand, ReserveAnswer, ReserveCommand, Reservations } from './ports';

export type ReserveOutcome =
  /** Everything asked is held; with partial grants, what there was. */
  | {
      readonly kind: 'reserved';
      readonly reservation: Reservation;
      readonly granted: readonly ReservationLine[];
    }
  /** The operation was granted before, for other quantities: only what was granted then is held. */
  | {
      readonly kind: 'grantedOtherwise';
      readonly reservation: Reservation;
      readonly granted: readonly ReservationLine[];
      readonly shortages: readonly Shortage[];
    }
  | {
      readonly kind: 'insufficient';
      readonly reservation: Reservation;
      readonly shortages: readonly Shortage[];
    }
  /** The operation was released before: ask under a new one. */
  | { readonly kind: 'released'; readonly reservation: Reservation }
  /** Nothing to extend: the hold has ended. */
  | { readonly kind: 'notHeld'; readonly reservation: Reservation };

/**
 * Holds increases of quantities for a cart until its commit names the operation. Idempotent by operation id: a
 * repeat gets the first answer, also when it asks for something else by now. Without lines it prolongs the hold.
 *
 * One statement. Parallel reserves of one cart run one after another; those of different carts share only the
 * stock rows they ask for, always locked in the same order.
 *
 * @throws AppError `BAD_USER_INPUT` (not retriable) for ids that are no UUIDs, an operation of another cart, an
 *   empty sku, region or store, a quantity outside 1..25,000, or more than 250 lines. `DOWNSTREAM_UNAVAILABLE` (retriable): whether it
 *   was reserved is not known; the same operation id finds out.
 */
export async function reserveStock(
  reservations: Reservations,
  command: ReserveCommand,
  headers: EventHeaders,
): Promise<ReserveOutcome> {
  checkIds({ operationId: command.operationId });
  checkPlace(command);
  const lines = checkLines(command.lines);
  return outcomeOf(await reservations.reserve({ ...command, lines }, headers), lines);
}

/** Most operations that are reserved together. */
export const MAX_TOGETHER = 50;

/**
 * Several increases of one cart, each under its own operation id and all or nothing: {@link reserveStock} of each, in this
 * order, in one statement. One that is short leaves the others as they are.
 *
 * @throws AppError as {@link reserveStock}, also for more than {@link MAX_TOGETHER} operations and for one without lines; then
 *   nothing is reserved.
 */
export async function reserveAllStock(
  reservations: Reservations,
  command: ReserveAllCommand,
): Promise<ReserveOutcome[]> {
  checkPlace(command);
  if (command.operations.length > MAX_TOGETHER)
    throw badInput('input.operations', `must be at most ${String(MAX_TOGETHER)}`);
  const operations = command.operations.map((operation) => {
    checkIds({ operationId: operation.operationId });
    if (operation.lines.length === 0) throw badInput('input.operations', 'has one without lines');
    return { ...operation, lines: checkLines(operation.lines) };
  });
  if (operations.length === 0) return [];
  const answers = await reservations.reserveAll({ ...command, operations });
  return answers.map((answer, index) => outcomeOf(answer, operations[index]?.lines ?? []));
}

function checkPlace(command: Pick<ReserveCommand, 'cartId' | 'region' | 'storeId'>): void {
  checkIds({ cartId: command.cartId });
  checkText('input.region', command.region, MAX_CODE_LENGTH);
  checkText('input.storeId', command.storeId, MAX_STORE_LENGTH);
}

function outcomeOf(answer: ReserveAnswer, lines: ReserveCommand['lines']): ReserveOutcome {
  switch (answer.kind) {
    case 'granted': {
      const { reservation, grants } = answer;
      const asked = grants.map(({ sku, asked: quantity }) => ({ sku, quantity }));
      if (isSameRequest(asked, lines))
        return { kind: 'reserved', reservation, granted: grantedLines(grants) };
      return {
        kind: 'grantedOtherwise',
        reservation,
        granted: grantedLines(grants),
        shortages: shortOf(lines, grants),
      };
    }
    case 'extended':
      return { kind: 'reserved', reservation: answer.reservation, granted: [] };
    case 'insufficient':
    case 'released':
    case 'notHeld':
      return answer;
  }
}
