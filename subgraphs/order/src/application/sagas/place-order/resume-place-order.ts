import type { Clock } from '@agora/platform/time';
import type { Saga, SagaStepName } from '../../../domain/saga';
import type { CheckoutSessionStore, OrderStore } from '../../ports';
import { sagaOrigin } from '../saga-origin';
import type { SagaRun } from '../saga-run';
import type { RunPlaceOrder } from './run-place-order';
import type { OrderFacts } from './saga-step';
import type { UndoPlaceOrder } from './undo-place-order';

export interface ResumeDeps {
  readonly stores: {
    readonly orders: Pick<OrderStore, 'find'>;
    readonly sessions: Pick<CheckoutSessionStore, 'find'>;
  };
  readonly run: RunPlaceOrder;
  readonly undo: UndoPlaceOrder;
  readonly clock: Clock;
}

/** Carries one saga on that its worker has the lease of. */
export type ResumePlaceOrder = (run: SagaRun, saga: Saga) => Promise<void>;

/**
 * Takes a saga up where it stands, in any process: after a crash, when its time has come, or when there is news about
 * its payment. What the order is decides, the log only says what was begun:
 *
 * - no order: the attempt may still place one until its time is over; then cart and session are given back. Without a
 *   session its time is that of its lease: it is over;
 * - PENDING, PENDING_REVIEW: the payment's outcome is awaited; without a request for one the order is cancelled, as the
 *   shopper's token is not stored;
 * - CONFIRMED and later: the money is taken;
 * - CANCELLED: all that was taken is given back.
 *
 * @throws AppError of the part that failed (retriable).
 */
export function resumePlaceOrder(deps: ResumeDeps): ResumePlaceOrder {
  return (run, saga) => carryOn(deps, run, saga);
}

async function carryOn(deps: ResumeDeps, run: SagaRun, saga: Saga): Promise<void> {
  const { sessions, orders } = deps.stores;
  const current = await orders.find(saga.id);
  const session = saga.checkoutSessionId === null ? undefined : await sessions.find(saga.checkoutSessionId);
  const facts: OrderFacts = { orderId: saga.id, session, current, origin: sagaOrigin(saga) };
  switch (current?.order.status) {
    case undefined:
      return abandon(deps, run, facts);
    case 'CANCELLED':
      await deps.undo(run, facts, saga.reason ?? current.reasonCode ?? 'ORDER_CANCELLED');
      return;
    case 'PENDING':
    case 'PENDING_REVIEW':
      if (run.hasBegun('create-intent')) await forward(deps, run, facts, 'await-outcome');
      else await deps.undo(run, facts, 'PAYMENT_UNAVAILABLE');
      return;
    default:
      await forward(deps, run, facts, 'capture-payment');
  }
}

async function forward(deps: ResumeDeps, run: SagaRun, facts: OrderFacts, from: SagaStepName): Promise<void> {
  const result = await deps.run(run, facts, from);
  if (result.kind === 'failed') throw result.error;
}

async function abandon(deps: ResumeDeps, run: SagaRun, facts: OrderFacts): Promise<void> {
  const { session, orderId } = facts;
  const isIts = session?.status === 'COMPLETING' && session.orderId === orderId;
  const until = isIts ? session.completingUntil : null;
  if (until !== null && until > deps.clock.now()) return run.park(until);
  // From here on an order without a session is not placed any more; it may have been a moment ago.
  await run.turnBack('CHECKOUT_ABANDONED');
  const current = await deps.stores.orders.find(orderId);
  await deps.undo(run, { ...facts, current }, 'CHECKOUT_ABANDONED');
}
