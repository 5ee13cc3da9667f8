import { followPayment } from '../../../domain/settlement';
import type { Saga } from '../../../domain/saga';
import type { Payments } from '../../ports';
import type { SettleOrder } from '../../settle-order';
import { sagaOrigin } from '../saga-origin';
import type { Attempted, SagaRun } from '../saga-run';

export interface ResumeFollowDeps {
  readonly payments: Pick<Payments, 'find'>;
  readonly settle: SettleOrder;
}

/** Carries the saga on that follows a payment and that its worker has the lease of. */
export type ResumeFollow = (run: SagaRun, saga: Saga) => Promise<void>;

/**
 * Notes at the order what the party says of its money by now, as a version with its event; nothing when that is known
 * already or older than what is known. A confirmed order that has no money left goes
 * to PENDING_REVIEW. Refused, for people to see, when the party knows of no payment.
 *
 * @throws AppError of the payment party (retriable).
 */
export function resumeFollow(deps: ResumeFollowDeps): ResumeFollow {
  return async (run, saga) => {
    await run.attempt('note-payment', 'DO', () => note(deps, saga));
    await run.end('COMPLETED', null);
  };
}

async function note({ payments, settle }: ResumeFollowDeps, saga: Saga): Promise<Attempted> {
  const { orderId } = saga;
  const verdict = await payments.find(orderId);
  if (verdict === undefined) return { outcome: 'REFUSED', error: 'NO_PAYMENT_INTENT' };
  await settle({
    orderId,
    decide: ({ order, payment }, stamp) => followPayment(order, payment, verdict, stamp),
    origin: sagaOrigin(saga),
  });
  return { outcome: 'DONE' };
}
