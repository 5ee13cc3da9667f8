import type { Clock } from '@agora/platform/time';
import type { ResumeSaga } from './resume-saga';
import type { SagaStore } from './saga-ports';

export interface ResumeAtOnceDeps {
  readonly sagas: Pick<SagaStore, 'wake'>;
  readonly resume: ResumeSaga;
  readonly clock: Clock;
}

/**
 * Carries a saga on after its order was changed from outside. A worker that has it at that moment may have looked at the
 * order before: then the saga is due again as soon as that worker lets go, not when its next look would have been.
 *
 * @throws AppError as {@link ResumeSaga}.
 */
export function resumeAtOnce({ sagas, resume, clock }: ResumeAtOnceDeps): ResumeSaga {
  return async (sagaId) => {
    await sagas.wake(sagaId, clock.now());
    await resume(sagaId);
  };
}
