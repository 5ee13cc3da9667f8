import { notePayment } from '../../../domain/settlement';
import type { Saga } from '../../../domain/saga';
import type { OrderStore, Payments } from '../../ports';
import type { SettleOrder } from '../../settle-order';
import { sagaOrigin } from '../saga-origin';
import type { Attempted, SagaRun } from '../saga-run';

export interface ResumeReturnDeps {
  readonly orders: Pick<OrderStore, 'find' | 'findReturn'>;
  readonly payments: Pick<Payments, 'find' | 'refund'>;
  readonly settle: SettleOrder;
}

/** Carries the saga of a return on that its worker has the lease of. */
export type ResumeReturn = (run: SagaRun, saga: Saga) => Promise<void>;

/**
 * Gives the money of a return back, once however often it is tried: the return's id is the party's key. Never more than
 * the order has left: what the party has given back at its own desk is not given twice. Refused, for people to see, when
 * there is no payment to give it back from.
 *
 * @throws AppError of the payment party (retriable).
 */
export function resumeReturn(deps: ResumeReturnDeps): ResumeReturn {
  return async (run, saga) => {
    await run.attempt('refund-payment', 'DO', () => refund(deps, saga));
    await run.end('COMPLETED', null);
  };
}

async function refund(deps: ResumeReturnDeps, saga: Saga): Promise<Attempted> {
  const { id, orderId } = saga;
  const [returned, current] = [await deps.orders.findReturn(id), await deps.orders.find(orderId)];
  if (returned === undefined || current === undefined) throw new Error(`return ${id} is not there`);
  const { refundMinor } = returned;
  if (refundMinor === 0n) return { outcome: 'DONE' };
  const known = await deps.payments.find(orderId);
  if (known === undefined) return { outcome: 'REFUSED', error: 'NO_PAYMENT_INTENT' };
  const { intentId } = known;
  const leftMinor = current.payment.amountMinor - (known.kind === 'refunded' ? known.refundedMinor : 0n);
  const amountMinor = refundMinor < leftMinor ? refundMinor : leftMinor;
  const verdict =
    amountMinor === 0n ? known : await deps.payments.refund({ intentId, key: `return:${id}`, amountMinor });
  await deps.settle({
    orderId,
    decide: ({ order, payment }, stamp) => notePayment(order, payment, verdict, stamp),
    origin: sagaOrigin(saga),
  });
  return { outcome: 'DONE' };
}
