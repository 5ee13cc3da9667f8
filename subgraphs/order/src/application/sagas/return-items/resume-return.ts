import { newId } from '@agora/platform/ids';
import { notePayment } from '../../../domain/settlement';
import type { Saga } from '../../../domain/saga';
import type { OrderStore, Payments } from '../../ports';
import type { SettleOrder } from '../../settle-order';
import type { Attempted, SagaRun } from '../saga-run';

export interface ResumeReturnDeps {
  readonly orders: Pick<OrderStore, 'find' | 'findReturn'>;
  readonly payments: Pick<Payments, 'refund'>;
  readonly settle: SettleOrder;
}

/** Carries the saga of a return on that its worker has the lease of. */
export type ResumeReturn = (run: SagaRun, saga: Saga) => Promise<void>;

/**
 * Gives the money of a return back, once however often it is tried: the return's id is the party's key. Refused, for
 * people to see, when the shop knows of no payment to give it back from.
 *
 * @throws AppError of the payment party (retriable).
 */
export function resumeReturn(deps: ResumeReturnDeps): ResumeReturn {
  return async (run, saga) => {
    await run.attempt('refund-payment', 'DO', () => refund(deps, saga));
    await run.end('COMPLETED', null);
  };
}

async function refund(deps: ResumeReturnDeps, { id, orderId }: Saga): Promise<Attempted> {
  const [returned, current] = [await deps.orders.findReturn(id), await deps.orders.find(orderId)];
  if (returned === undefined || current === undefined) throw new Error(`return ${id} is not there`);
  const { intentId } = current.payment;
  const amountMinor = returned.refundMinor;
  if (amountMinor === 0n) return { outcome: 'DONE' };
  if (intentId === null) return { outcome: 'REFUSED', error: 'NO_PAYMENT_INTENT' };
  const verdict = await deps.payments.refund({ intentId, key: `return:${id}`, amountMinor });
  await deps.settle({
    orderId,
    decide: ({ order, payment }, stamp) => notePayment(order, payment, verdict, stamp),
    origin: { correlationId: newId(), traceparent: undefined, actor: 'service:order' },
  });
  return { outcome: 'DONE' };
}
