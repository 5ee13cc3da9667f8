import { actorOf } from '@agora/platform/auth';
import type { EventHeaders } from '@agora/platform/outbox';
import type { OperationContext } from '@agora/platform/server';

/** What a request knows about itself that its events should tell. */
export interface Origin {
  readonly operationId?: string;
  readonly region?: string;
  readonly storeId?: string;
  readonly sagaId?: string | null;
}

/** Headers for the events of one request. */
export function headersOf(context: OperationContext, origin: Origin): EventHeaders {
  return {
    correlation_id: context.correlationId,
    actor: actorOf(context.viewer),
    ...(context.traceparent === undefined ? {} : { traceparent: context.traceparent }),
    ...(origin.operationId === undefined ? {} : { causation_id: origin.operationId }),
    ...(origin.region === undefined ? {} : { tenant_region: origin.region }),
    ...(origin.storeId === undefined ? {} : { store_id: origin.storeId }),
    ...(origin.sagaId == null ? {} : { saga_id: origin.sagaId }),
  };
}
