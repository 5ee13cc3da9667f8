import { actorOf } from '@agora/platform/auth';
import { badInput } from '@agora/platform/errors';
import type { OperationContext } from '@agora/platform/server';
import { changeStatus, isFree, noteChange } from '../../domain/order';
import type { OrderRefusal } from '../../domain/order-refusals';
import { canBecome } from '../../domain/order-status';
import type { OrderStatus } from '../../domain/order-status';
import { isPaid, withVerdict } from '../../domain/payment';
import type { PaymentVerdict } from '../../domain/payment';
import { nothingPaid } from '../../domain/settlement';
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
 * approved at the party first. PENDING_REVIEW holds it: whatever the party says of its money, staff decides.
 * RETURNED is what `orderReturn` makes of an order of which everything came back.
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
  const isToBePaid = to === 'CONFIRMED' && !isFree(current.order);
  const approval = isToBePaid ? await approve(deps, current) : undefined;
  if (isToBePaid && !isPaid(approval?.verdict)) return refused(orderId, { kind: 'paymentNotAuthorized' });
  const { correlationId, traceparent, viewer } = context;
  const settled = await deps.settle({
    orderId,
    decide: (newest, stamp) => decide(newest, { command, approval }, stamp),
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

interface Approval {
  /** The party's word after it. */
  readonly verdict: PaymentVerdict | undefined;
  /** Whether it is this mutation that the party heeded. */
  readonly isOurs: boolean;
}

/** Approves a payment under review; every other is as the party says. */
async function approve({ payments }: TransitionOrderDeps, { order }: OrderWithPayment): Promise<Approval> {
  const verdict = await payments.find(order.id);
  if (verdict?.kind !== 'review') return { verdict, isOurs: false };
  return { verdict: await payments.approve(verdict.intentId), isOurs: true };
}

interface Wish {
  readonly command: TransitionOrderCommand;
  readonly approval: Approval | undefined;
}

function decide(
  { order, payment }: OrderWithPayment,
  { command: { to, reasonCode, comment, expectedVersion }, approval }: Wish,
  stamp: SettlementStamp,
): SettlementDecision {
  const said = comment === null ? {} : { comment };
  if (order.status === 'CONFIRMED' && approval?.isOurs === true) {
    // The party's news of our approval was faster than we are: what is left is to say who approved, and why.
    const noted = noteChange(order, { ...stamp, reasonCode, ...said });
    return { kind: 'settled', settlement: { ...noted, payment } };
  }
  if (isOutdated(order, expectedVersion)) return { kind: 'tooLate', status: order.status };
  const decision = changeStatus(order, { ...stamp, to, reasonCode, ...said });
  if (decision.kind === 'illegal') return { kind: 'tooLate', status: decision.from };
  const unasked = to === 'CONFIRMED' && isFree(order) ? nothingPaid(payment) : payment;
  const paid = approval?.verdict === undefined ? unasked : withVerdict(payment, approval.verdict);
  const fulfillmentStatus = to === 'FULFILLED' ? 'FULFILLED' : order.fulfillmentStatus;
  const isHeld = to === 'PENDING_REVIEW';
  const next = { ...decision.order, paymentStatus: paid.status, fulfillmentStatus, isHeld };
  return { kind: 'settled', settlement: { order: next, payment: paid, change: decision.change } };
}
