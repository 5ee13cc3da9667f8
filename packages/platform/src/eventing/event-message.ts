import type { EventEnvelope } from './envelope';
import type { EventCodec } from './event-codec';
import type { OutgoingMessage } from './event-transport';

/**
 * The message of an event: topic = type, key = aggregate id, value = the envelope as `codec` writes it, and the headers
 * that can be read without it.
 * @throws what the codec throws.
 */
export async function eventMessage(
  envelope: EventEnvelope,
  codec: EventCodec,
  traceparent?: string,
): Promise<OutgoingMessage> {
  const { tenant_region, correlation_id } = envelope;
  return {
    topic: envelope.type,
    key: envelope.aggregate_id,
    value: await codec.encode(envelope),
    headers: {
      content_type: codec.contentType,
      event_id: envelope.event_id,
      type: envelope.type,
      aggregate_version: String(envelope.aggregate_version),
      ...(tenant_region === null ? {} : { tenant_region }),
      ...(correlation_id === null ? {} : { correlation_id }),
      ...(traceparent === undefined ? {} : { traceparent }),
    },
  };
}
