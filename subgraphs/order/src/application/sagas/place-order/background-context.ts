import { newId } from '@agora/platform/ids';
import { activeTraceparent } from '@agora/platform/tracing';
import { SECOND_MS, deadlineAfter } from '@agora/platform/time';
import type { Deadline } from '@agora/platform/time';
import type { CallContext } from '../../ports';
import type { SagaTrace } from '../../../domain/saga';

// No call may last longer by configuration: its own limit holds.
const LONGEST_CALL_MS = 10 * SECOND_MS;

/**
 * For remote calls of this service's own accord that belong to a saga: nobody's identity goes along, its trace does.
 * @param deadline What they shall not last longer than. Default: the limit of the call itself.
 */
export function backgroundContext(
  trace: SagaTrace,
  deadline: Deadline = deadlineAfter(LONGEST_CALL_MS),
): CallContext {
  const correlationId = trace.correlationId ?? newId();
  const traceparent = activeTraceparent() ?? trace.traceparent;
  return {
    deadline,
    forwardHeaders: {
      'x-correlation-id': correlationId,
      ...(traceparent === undefined ? {} : { traceparent }),
    },
    correlationId,
  };
}
