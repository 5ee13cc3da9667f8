import { actorOf, isStaff } from '@agora/platform/auth';
import type { Logger } from '@agora/platform/logging';
import type { OperationContext } from '@agora/platform/server';
import { changeStatus } from '../../domain/order';
import type { SettlementDecision, SettlementStamp } from '../../domain/settlement';
import type { OrderWithPayment } from '../ports';
import type { SettleOrder } from '../settle-order';
import { changeOrderOnce } from './change-order-once';
import type { ChangeOrderDeps } from './change-order-once';
import { checkReason } from './check-order-input';
import { changed, refused } from './order-outcome';
import type { OrderOutcome } from './order-outcome';
import { isOutdated, refusalOf } from './refusal-of';

export interface CancelOrderDeps extends ChangeOrderDeps {
  readonly settle: SettleOrder;
  /** Carries the order's saga on: here, gives back what it took. */
  readonly resume: (sagaId: string) => Promise<void>;
  readonly logger: Logger;
}

export interface CancelOrderCommand {
  readonly orderId: string;
  readonly reasonCode: string | null;
  readonly comment: string | null;
  readonly expectedVersion: number | null;
  readonly idempotencyKey: string | null;
}

export type CancelOrder = (command: CancelOrderCommand, context: OperationContext) => Promise<OrderOutcome>;

/**
 * Cancels an order that is not fulfilled yet, for its owner or staff. What it took is given back at once as far as that
 * goes, else by its saga: the cart is free (unless the order was confirmed), goods are on the shelf, coupons can be used again, and money
 * that was reserved or taken is given back.
 *
 * @throws AppError `NOT_FOUND`, `BAD_USER_INPUT`, or the codes of the database (retriable): nothing was changed.
 */
export function cancelOrder(deps: CancelOrderDeps): CancelOrder {
  return async (command, context) => {
    checkReason(command);
    const { idempotencyKey, ...input } = command;
    const request = { operation: 'orderCancel', orderId: command.orderId, idempotencyKey, input, context };
    return changeOrderOnce(deps, request, async (_current, completion) => {
      const { correlationId, traceparent, viewer } = context;
      const settled = await deps.settle({
        orderId: command.orderId,
        decide: (newest, stamp) => decide(newest, command, { ...stamp, isByStaff: isStaff(viewer) }),
        origin: { correlationId, traceparent, actor: actorOf(viewer) },
        completion,
        ...(isStaff(viewer) ? { auditedAs: 'orderCancel' } : {}),
      });
      if (settled.kind === 'tooLate')
        return refused(command.orderId, refusalOf(settled.current.order, command.expectedVersion));
      await deps.resume(command.orderId).catch((error: unknown) => {
        deps.logger.warn({ err: error, orderId: command.orderId }, 'what the order took is given back later');
      });
      return changed(command.orderId);
    });
  };
}

function decide(
  { order, payment }: OrderWithPayment,
  { expectedVersion, reasonCode, comment }: CancelOrderCommand,
  { isByStaff, ...stamp }: SettlementStamp & { readonly isByStaff: boolean },
): SettlementDecision {
  if (isOutdated(order, expectedVersion)) return { kind: 'tooLate', status: order.status };
  const decision = changeStatus(order, {
    ...stamp,
    to: 'CANCELLED',
    reasonCode: reasonCode ?? (isByStaff ? 'CANCELLED_BY_STAFF' : 'CANCELLED_BY_CUSTOMER'),
    ...(comment === null ? {} : { comment }),
  });
  return decision.kind === 'illegal'
    ? { kind: 'tooLate', status: decision.from }
    : { kind: 'settled', settlement: { order: decision.order, payment, change: decision.change } };
}
