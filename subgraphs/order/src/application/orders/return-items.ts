import { actorOf } from '@agora/platform/auth';
import { AppError, badInput } from '@agora/platform/errors';
import { newId } from '@agora/platform/ids';
import type { Logger } from '@agora/platform/logging';
import type { OperationContext } from '@agora/platform/server';
import { returnItems as decideReturn } from '../../domain/items-return';
import type { ReturnRequestLine } from '../../domain/returned-goods';
import type { OrderRefusal } from '../../domain/order-refusals';
import type { Completion, OrderStore } from '../ports';
import type { SettleOrder } from '../settle-order';
import { changeOrderOnce } from './change-order-once';
import type { ChangeOrderDeps } from './change-order-once';
import { checkReasonCode } from './check-order-input';
import { changed, refused } from './order-outcome';
import type { OrderOutcome } from './order-outcome';

export interface ReturnItemsDeps extends ChangeOrderDeps {
  readonly orders: Pick<OrderStore, 'find' | 'linesOf'>;
  readonly settle: SettleOrder;
  /** Carries a saga on: here, gives the money back. */
  readonly resume: (sagaId: string) => Promise<void>;
  readonly logger: Logger;
}

export interface ReturnItemsCommand {
  readonly orderId: string;
  readonly lines: readonly ReturnRequestLine[];
  readonly restock: boolean;
  readonly idempotencyKey: string;
}

export type ReturnItems = (command: ReturnItemsCommand, context: OperationContext) => Promise<OrderOutcome>;

/**
 * Takes goods of a fulfilled order back, for staff. The record, the order's version and the events that put the goods on the
 * shelf are one commit; the money is given back at once if the party answers, else by a saga, once.
 *
 * @throws AppError `NOT_FOUND`; `BAD_USER_INPUT` for no lines, a line named twice, or quantities below 1.
 */
export function returnItems(deps: ReturnItemsDeps): ReturnItems {
  return async (command, context) => {
    checkLines(command.lines);
    const { idempotencyKey, orderId, ...input } = command;
    const request = {
      operation: 'orderReturn',
      orderId,
      idempotencyKey,
      input: { ...input, orderId },
      context,
    };
    return changeOrderOnce(deps, request, (_current, completion) =>
      takeBack(deps, { command, context, completion }),
    );
  };
}

interface Asked {
  readonly command: ReturnItemsCommand;
  readonly context: OperationContext;
  readonly completion: Completion | undefined;
}

const ROUNDS = 5;

async function takeBack(deps: ReturnItemsDeps, asked: Asked): Promise<OrderOutcome> {
  const { orderId } = asked.command;
  const returnId = newId();
  for (let round = 0; round < ROUNDS; round += 1) {
    const outcome = await tryOnce(deps, asked, returnId);
    if (outcome === 'moved') continue;
    if (outcome !== undefined) return refused(orderId, outcome);
    await deps.resume(returnId).catch((error: unknown) => {
      deps.logger.warn({ err: error, orderId, returnId }, 'the money is given back later');
    });
    return changed(orderId);
  }
  throw new AppError('DOWNSTREAM_UNAVAILABLE', 'The order is being changed by others');
}

/** Undefined when it is done. `moved`: another version came between the order and its lines. */
async function tryOnce(
  deps: ReturnItemsDeps,
  { command: { orderId, restock, lines: wanted }, context, completion }: Asked,
  returnId: string,
): Promise<OrderRefusal | 'moved' | undefined> {
  const read = await deps.orders.find(orderId);
  const lines = await deps.orders.linesOf(orderId);
  let refusal: OrderRefusal | 'moved' = 'moved';
  const { correlationId, traceparent, viewer } = context;
  const settled = await deps.settle({
    orderId,
    decide: (newest, stamp) => {
      const tooLate = { kind: 'tooLate', status: newest.order.status } as const;
      if (newest.order.version !== read?.order.version) return tooLate;
      const command = { returnId, restock, wanted, comment: undefined };
      const decision = decideReturn({ ...newest, lines }, command, stamp);
      if (decision.kind === 'settled') return decision;
      ({ refusal } = decision);
      return tooLate;
    },
    origin: { correlationId, traceparent, actor: actorOf(viewer) },
    completion,
    auditedAs: 'orderReturn',
  });
  return settled.kind === 'settled' ? undefined : refusal;
}

function checkLines(lines: readonly ReturnRequestLine[]): void {
  if (lines.length < 1 || lines.length > 250) throw badInput('input.lines', 'must have 1 to 250 lines');
  for (const [index, { lineId, quantity, reasonCode }] of lines.entries()) {
    const path = `input.lines.${String(index)}`;
    if (!Number.isInteger(quantity) || quantity < 1) throw badInput(`${path}.quantity`, 'must be 1 or more');
    if (lines.findIndex((line) => line.lineId === lineId) !== index)
      throw badInput(`${path}.lineId`, 'is named twice');
    checkReasonCode(`${path}.reasonCode`, reasonCode);
  }
}
