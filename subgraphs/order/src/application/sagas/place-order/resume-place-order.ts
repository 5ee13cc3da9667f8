import { newId } from '@agora/platform/ids';
import type { Clock } from '@agora/platform/time';
import type { CheckoutSession } from '../../../domain/checkout-session';
import type { Saga, SagaStepName } from '../../../domain/saga';
import type { CheckoutSessionStore, OrderStore } from '../../ports';
import { SAGA_LEASE_MS, SagaRun } from '../saga-run';
import type { SagaStore } from '../saga-ports';
import type { RunPlaceOrder } from './run-place-order';
import type { OrderFacts } from './saga-step';
import type { UndoPlaceOrder } from './undo-place-order';

export interface ResumeDeps {
  readonly stores: {
    readonly sagas: SagaStore;
    readonly orders: Pick<OrderStore, 'find'>;
    readonly sessions: Pick<CheckoutSessionStore, 'find'>;
  };
  readonly run: RunPlaceOrder;
  readonly undo: UndoPlaceOrder;
  readonly clock: Clock;
}

export type ResumePlaceOrder = (sagaId: string) => Promise<void>;

/**
 * Takes a saga up where it stands, in any process: after a crash, when its time has come, or when there is news about
 * its payment. What the order is decides, the log only says what was begun:
 *
 * - no order: the attempt may still place one until its time is over; then cart and session are given back;
 * - PENDING, PENDING_REVIEW: the payment's outcome is awaited; without a request for one the order is cancelled, as the
 *   shopper's token is not stored;
 * - CONFIRMED and later: the money is taken;
 * - CANCELLED: all that was taken is given back.
 *
 * Does nothing while another worker has the saga, or when it has ended.
 *
 * @throws AppError of the part that failed (retriable); the saga is due again after a pause that grows.
 */
export function resumePlaceOrder(deps: ResumeDeps): ResumePlaceOrder {
  return async (sagaId) => {
    const now = deps.clock.now();
    const saga = await deps.stores.sagas.lease(sagaId, now, new Date(now.getTime() + SAGA_LEASE_MS));
    if (saga === undefined) return;
    const run = new SagaRun({ sagas: deps.stores.sagas, clock: deps.clock }, saga);
    try {
      await carryOn(deps, run, saga);
    } catch (error) {
      // Should this fail as well, the lease ends by itself.
      await run.park().catch(() => undefined);
      throw error;
    }
  };
}

async function carryOn(deps: ResumeDeps, run: SagaRun, saga: Saga): Promise<void> {
  const { sessions, orders } = deps.stores;
  const current = await orders.find(saga.id);
  const session = saga.checkoutSessionId === null ? undefined : await sessions.find(saga.checkoutSessionId);
  if (session === undefined) throw new Error(`saga ${saga.id} has no checkout session`);
  const origin = { correlationId: newId(), traceparent: undefined, actor: 'service:order' };
  const facts: OrderFacts = { orderId: saga.id, session, current, origin };
  switch (current?.order.status) {
    case undefined:
      return abandon(deps, run, facts, session);
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

async function abandon(
  deps: ResumeDeps,
  run: SagaRun,
  facts: OrderFacts,
  { status, orderId, completingUntil }: CheckoutSession,
): Promise<void> {
  const isAlive = status === 'COMPLETING' && orderId === facts.orderId && completingUntil !== null;
  if (isAlive && completingUntil > deps.clock.now()) await run.park(completingUntil);
  else await deps.undo(run, facts, 'CHECKOUT_ABANDONED');
}
