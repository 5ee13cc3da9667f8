import { badInput } from '@agora/platform/errors';
import type { EventHeaders } from '@agora/platform/outbox';
import { checkIds, checkLines } from './check-request';
import type { AllocateAnswer, AllocateCommand, Reservations } from './ports';

const MAX_HOLD_SECONDS = 30 * 24 * 3_600;

/**
 * Turns a cart's hold into an order's allocation, which never expires by itself. What the hold lost is reserved
 * again in the same transaction, else the answer is `insufficient` and nothing changes. An order without a cart is
 * given free goods. Idempotent by order.
 *
 * @throws AppError `BAD_USER_INPUT` for ids that are no UUIDs, an empty order, a quantity outside 1..25,000, a
 *   negative cart version or one without its cart, or a time outside 1 second to 30 days.
 */
export async function allocateStock(
  reservations: Reservations,
  command: AllocateCommand,
  headers: EventHeaders,
): Promise<AllocateAnswer> {
  const { cartId, cartVersion } = command;
  checkIds({ ...(cartId === null ? {} : { cartId }), orderId: command.orderId });
  const lines = checkLines(command.lines);
  if (lines.length === 0) throw badInput('input.lines', 'must not be empty');
  if ((cartId === null) !== (cartVersion === null))
    throw badInput('input.cartVersion', 'belongs to a cart, and a cart to it');
  if (cartVersion !== null && cartVersion < 0) throw badInput('input.cartVersion', 'must not be negative');
  if (command.holdSeconds < 1 || command.holdSeconds > MAX_HOLD_SECONDS) {
    throw badInput('input.holdSeconds', `must be from 1 to ${String(MAX_HOLD_SECONDS)}`);
  }
  return reservations.allocate({ ...command, lines }, headers);
}
