import type { ReceivedEvent } from '@agora/platform/inbox';
import type { EventHeaders } from '@agora/platform/outbox';

/** Headers for the events that `event` leads to: the same story and trace, with the event as its cause. */
export function headersAfter(event: Omit<ReceivedEvent, 'payload' | 'logger'>): EventHeaders {
  return {
    causation_id: event.event_id,
    ...(event.tenant_region === null ? {} : { tenant_region: event.tenant_region }),
    ...(event.store_id === null ? {} : { store_id: event.store_id }),
    ...(event.correlation_id === null ? {} : { correlation_id: event.correlation_id }),
    ...(event.saga_id === null ? {} : { saga_id: event.saga_id }),
    ...(event.actor === null ? {} : { actor: event.actor }),
    ...(event.traceparent === undefined ? {} : { traceparent: event.traceparent }),
  };
}
