import { inWorkSpan } from '@agora/platform/tracing';
import type { AttemptOutcome, Saga, SagaDirection, SagaStepName } from '../../domain/saga';

/** Whose step is tried. */
export type TracedSaga = Pick<Saga, 'id' | 'orderId' | 'kind' | 'trace'>;

/** What the span says of the end of an attempt: a code, never a text. */
export interface AttemptEnd {
  readonly outcome: AttemptOutcome;
  readonly error?: string | undefined;
}

/**
 * Makes one attempt at a step in a span below the click that the saga began with, whichever process makes it: one trace
 * leads from there to the end. Ids and codes only. A fault is on it with its code and thrown on.
 */
export function inStepSpan<T>(
  saga: TracedSaga,
  { step, direction }: { readonly step: SagaStepName; readonly direction: SagaDirection },
  work: (end: (how: AttemptEnd) => void) => Promise<T>,
): Promise<T> {
  const attributes = {
    'agora.order.id': saga.orderId,
    'agora.saga.id': saga.id,
    'agora.saga.kind': saga.kind,
    'agora.saga.step': step,
    'agora.saga.direction': direction,
    ...(saga.trace.correlationId === undefined ? {} : { 'agora.correlation_id': saga.trace.correlationId }),
  };
  const name = direction === 'DO' ? `saga ${step}` : `saga undo ${step}`;
  return inWorkSpan({ name, attributes, traceparent: saga.trace.traceparent }, (note) =>
    work(({ outcome, error }) => {
      note({
        'agora.saga.outcome': outcome,
        ...(error === undefined ? {} : { 'agora.saga.error': error }),
      });
    }),
  );
}
