import { SpanKind, SpanStatusCode, context, propagation, trace } from '@opentelemetry/api';
import type { Attributes, Span } from '@opentelemetry/api';
import type { IncomingMessage } from '../eventing/event-transport';
import { traced } from './traced';

const TRACER = 'agora.messaging';

/**
 * Runs `work` in a span of a consumer whose parent is the span named in the message's headers: what `work` writes and
 * sends continues that trace. Without a trace in the headers the span begins one. OpenTelemetry's conventions for messaging.
 * @throws what `work` throws, after noting the kind of the fault on the span.
 */
export function inConsumerSpan<T>(
  message: IncomingMessage,
  groupId: string,
  work: () => Promise<T>,
): Promise<T> {
  const parent = propagation.extract(context.active(), message.headers);
  const { topic, partition, offset, headers } = message;
  const attributes: Attributes = {
    ...ofTopic(topic),
    'messaging.operation.name': 'process',
    'messaging.operation.type': 'process',
    'messaging.consumer.group.name': groupId,
    'messaging.destination.partition.id': String(partition),
    'agora.message.offset': String(offset),
    'agora.message.key': message.key,
    ...ofMessage(headers),
  };
  const span = trace
    .getTracer(TRACER)
    .startSpan(`process ${topic}`, { kind: SpanKind.CONSUMER, attributes }, parent);
  return traced(span, parent, work);
}

/** A message that is about to be sent, with its span. */
export interface ProducerSpan {
  /** The headers to send it with: its `traceparent` names the span. Unchanged with tracing off. */
  readonly headers: Readonly<Record<string, string>>;
  /** Ends the span; as failed when the transport did not acknowledge the message. */
  end(isSent: boolean): void;
}

/** Begins the span of a producer for a message of `topic` whose headers name the trace that led to it. */
export function startProducerSpan(topic: string, headers: Readonly<Record<string, string>>): ProducerSpan {
  // A message that no trace led to (made by a job, or before tracing) begins none of its own.
  if (headers['traceparent'] === undefined) return { headers, end: () => undefined };
  const parent = propagation.extract(context.active(), headers);
  const attributes: Attributes = {
    ...ofTopic(topic),
    'messaging.operation.name': 'send',
    'messaging.operation.type': 'send',
    ...ofMessage(headers),
  };
  const span = trace
    .getTracer(TRACER)
    .startSpan(`send ${topic}`, { kind: SpanKind.PRODUCER, attributes }, parent);
  const carrier: Record<string, string> = {};
  propagation.inject(trace.setSpan(parent, span), carrier);
  return { headers: { ...headers, ...carrier }, end: (isSent) => endSpan(span, isSent) };
}

function endSpan(span: Span, isSent: boolean): void {
  if (!isSent) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}

function ofTopic(topic: string): Attributes {
  // Not the name of an adapter: whoever sends and consumes does not know which one carries the message.
  return { 'messaging.system': 'agora', 'messaging.destination.name': topic };
}

function ofMessage(headers: Readonly<Record<string, string>>): Attributes {
  return {
    ...(headers['event_id'] === undefined ? {} : { 'messaging.message.id': headers['event_id'] }),
    ...(headers['correlation_id'] === undefined
      ? {}
      : { 'messaging.message.conversation_id': headers['correlation_id'] }),
  };
}
