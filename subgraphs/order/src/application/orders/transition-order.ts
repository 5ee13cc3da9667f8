import { actorOf } from '@agora/platform/auth';
import { badInput } from '@agora/platform/errors';
import type { OperationContext } from '@agora/platform/server';
import { changeStatus } from '../../domain/order';
import type { OrderRefusal } from '../../domain/order-refusals';
import { canBecome } from '../../domain/order-status';
import type { OrderStatus } from '../../domain/order-status';
import { isPaid, withVerdict } from '../../domain/payment';
import type { PaymentVerdict } from '../../domain/payment';
import type { SettlementDecision, SettlementStamp } from '../../domain/settlement';
import type { Completion, OrderWithPayment, Payments } from '../ports';
import type { CancelOrder, CancelOrderDeps } from './cancel-order';
import { changeOrderOnce } from './change-order-once';
import { checkReason } from './check-order-input';
import { changed, refused } from './order-outcome';
import type { OrderOutcome } from './order-outcome';
import { isOutdated, refusalOf } from './refusal-of';

export interface TransitionOrderDeps extends CancelOrderDeps {
  readonly payments: Pick<Payments, 'find' | 'approve'>;
  readonly cancel: CancelOrder;
}

export interface TransitionOrderCommand {
  readonly orderId: string;
  readonly to: OrderStatus;
  readonly reasonCode: string | null;
  readonly comment: string | null;
  readonly expectedVersion: number | null;
  readonly idempotencyKey: string | null;
}

export type TransitionOrder = (
  command: TransitionOrderCommand,
  context: OperationContext,
) => Promise<OrderOutcome>;

/**
 * Moves an order to another status by hand; for staff. To CONFIRMED only with its money: a payment under review is
 * approved at the party first. RETURNED is what `orderReturn` makes of an order of which everything came back.
 *
 * @throws AppError `NOT_FOUND`, `BAD_USER_INPUT`; the codes of the payment party and the database (retriable).
 */
export function transitionOrder(deps: TransitionOrderDeps): TransitionOrder {
  return async (command, context) => {
    checkReason(command);
    if (command.to === 'RETURNED') throw badInput('input.to', 'is made by orderReturn');
    if (command.to === 'CANCELLED') return deps.cancel(command, context);
    const { idempotencyKey, ...input } = command;
    const request = {
      operation: 'orderTransition',
      orderId: command.orderId,
      idempotencyKey,
      input,
      context,
    };
    return changeOrderOnce(deps, request, (current, completion) =>
      transition(deps, { command, context, completion }, current),
    );
  };
}

interface Asked {
  readonly command: TransitionOrderCommand;
  readonly context: OperationContext;
  readonly completion: Completion | undefined;
}

async function transition(
  deps: TransitionOrderDeps,
  { command, context, completion }: Asked,
  current: OrderWithPayment,
): Promise<OrderOutcome> {
  const { orderId, to } = command;
  const early = earlyRefusal(current, command);
  if (early !== undefined) return refused(orderId, early);
  const verdict = to === 'CONFIRMED' ? await approved(deps, current) : undefined;
  if (to === 'CONFIRMED' && !isPaid(verdict)) return refused(orderId, { kind: 'paymentNotAuthorized' });
  const { correlationId, traceparent, viewer } = context;
  const settled = await deps.settle({
    orderId,
    decide: (newest, stamp) => decide(newest, { command, verdict }, stamp),
    origin: { correlationId, traceparent, actor: actorOf(viewer) },
    completion,
    auditedAs: 'orderTransition',
  });
  if (settled.kind === 'tooLate')
    return refused(orderId, refusalOf(settled.current.order, command.expectedVersion));
  await deps.resume(orderId).catch((error: unknown) => {
    deps.logger.warn({ err: error, orderId }, 'the saga of the order goes on later');
  });
  return changed(orderId);
}

/** Before anything is asked of the payment party. */
function earlyRefusal(
  { order }: OrderWithPayment,
  { to, expectedVersion }: TransitionOrderCommand,
): OrderRefusal | undefined {
  return isOutdated(order, expectedVersion) || !canBecome(order.status, to)
    ? refusalOf(order, expectedVersion)
    : undefined;
}

/** The party's word, after a payment under review was approved. */
async function approved(
  { payments }: TransitionOrderDeps,
  { order }: OrderWithPayment,
): Promise<PaymentVerdict | undefined> {
  const verdict = await payments.find(order.id);
  return verdict?.kind === 'review' ? payments.approve(verdict.intentId) : verdict;
}

interface Wish {
  readonly command: TransitionOrderCommand;
  readonly verdict: PaymentVerdict | undefined;
}

function decide(
  { order, payment }: OrderWithPayment,
  { command: { to, reasonCode, comment, expectedVersion }, verdict }: Wish,
  stamp: SettlementStamp,
): SettlementDecision {
  if (isOutdated(order, expectedVersion)) return { kind: 'tooLate', status: order.status };
  const said = comment === null ? {} : { comment };
  const decision = changeStatus(order, { ...stamp, to, reasonCode, ...said });
  if (decision.kind === 'illegal') return { kind: 'tooLate', status: decision.from };
  const paid = verdict === undefined ? payment : withVerdict(payment, verdict);
  const fulfillmentStatus = to === 'FULFILLED' ? 'FULFILLED' : order.fulfillmentStatus;
  const next = { ...decision.order, paymentStatus: paid.status, fulfillmentStatus };
  return { kind: 'settled', settlement: { order: next, payment: paid, change: decision.change } };
}
