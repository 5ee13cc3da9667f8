import { newId } from '@agora/platform/ids';
import type { Deadline } from '@agora/platform/time';
import type { CallContext } from '../../ports';

/** For remote calls of this service's own accord that shall not last longer than `deadline`. */
export function backgroundContext(deadline: Deadline): CallContext {
  return { deadline, forwardHeaders: {}, correlationId: newId() };
}
