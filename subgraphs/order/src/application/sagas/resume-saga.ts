import type { Clock } from '@agora/platform/time';
import type { ResumeFollow } from './follow-payment/resume-follow';
import type { ResumePlaceOrder } from './place-order/resume-place-order';
import type { ResumeReturn } from './return-items/resume-return';
import type { SagaStore } from './saga-ports';
import { SAGA_LEASE_MS, SagaRun } from './saga-run';

export interface ResumeSagaDeps {
  readonly sagas: SagaStore;
  readonly placeOrder: ResumePlaceOrder;
  readonly returnItems: ResumeReturn;
  readonly followPayment: ResumeFollow;
  readonly clock: Clock;
}

export type ResumeSaga = (sagaId: string) => Promise<void>;

/**
 * Carries a saga on from where it stands. Does nothing while another worker has it, or when it has ended.
 *
 * @throws AppError of the part that failed (retriable); the saga is due again after a pause that grows.
 */
export function resumeSaga({ sagas, clock, ...resume }: ResumeSagaDeps): ResumeSaga {
  const resumeKind = {
    PLACE_ORDER: resume.placeOrder,
    RETURN_ITEMS: resume.returnItems,
    FOLLOW_PAYMENT: resume.followPayment,
  };
  return async (sagaId) => {
    const now = clock.now();
    const saga = await sagas.lease(sagaId, now, new Date(now.getTime() + SAGA_LEASE_MS));
    if (saga === undefined) return;
    const run = new SagaRun({ sagas, clock }, saga);
    try {
      await resumeKind[saga.kind](run, saga);
    } catch (error) {
      // Should this fail as well, the lease ends by itself.
      await run.park().catch(() => undefined);
      throw error;
    }
  };
}
