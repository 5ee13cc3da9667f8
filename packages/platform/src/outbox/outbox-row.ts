import { schemaVersionOf } from '../eventing/envelope';
import type { EventEnvelope } from '../eventing/envelope';
import type { EventCodec } from '../eventing/event-codec';
import { eventMessage } from '../eventing/event-message';
import type { OutgoingMessage } from '../eventing/event-transport';
import type { EventHeaders } from './outbox-event';

/** One row of the outbox, as the relay reads it. */
export interface OutboxRow {
  readonly shard: number;
  /** Unique in the outbox; grows with the version of each aggregate. */
  readonly seq: bigint;
  readonly event_id: string;
  readonly type: string;
  readonly aggregate_id: string;
  readonly aggregate_version: number;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly headers: EventHeaders;
  /** Failed attempts to send this row alone. */
  readonly attempts: number;
  readonly created_at: Date;
}

/**
 * The message of a row: topic = type, key = aggregate id, value = the envelope as `codec` writes it.
 * @throws what the codec throws.
 */
export function messageOf(row: OutboxRow, producer: string, codec: EventCodec): Promise<OutgoingMessage> {
  return eventMessage(envelopeOf(row, producer), codec, row.headers.traceparent);
}

function envelopeOf(row: OutboxRow, producer: string): EventEnvelope {
  const { tenant_region, store_id, correlation_id, causation_id, saga_id, actor } = row.headers;
  return {
    event_id: row.event_id,
    type: row.type,
    occurred_at: row.created_at.toISOString(),
    producer,
    aggregate_id: row.aggregate_id,
    aggregate_version: row.aggregate_version,
    tenant_region: tenant_region ?? null,
    store_id: store_id ?? null,
    correlation_id: correlation_id ?? null,
    causation_id: causation_id ?? null,
    saga_id: saga_id ?? null,
    actor: actor ?? null,
    schema_version: schemaVersionOf(row.type),
    payload: row.payload,
  };
}
