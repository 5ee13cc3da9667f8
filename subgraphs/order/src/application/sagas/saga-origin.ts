import { newId } from '@agora/platform/ids';
import type { Saga } from '../../domain/saga';
import type { EventOrigin } from '../../events/published';

/** Where what a saga does in the background comes from: the click it began with, by this service. */
export function sagaOrigin({ trace }: Pick<Saga, 'trace'>): EventOrigin {
  return {
    correlationId: trace.correlationId ?? newId(),
    traceparent: trace.traceparent,
    actor: 'service:order',
  };
}
