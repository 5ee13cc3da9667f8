import { context, propagation, trace } from '@opentelemetry/api';
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import { inConsumerSpan, startProducerSpan } from './message-spans';
import { activeTraceparent } from './traceparent';

const PARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const message = {
  topic: 't.done.v1',
  key: 'k',
  partition: 2,
  offset: 7n,
  value: new Uint8Array(),
  appendedAtMs: 0,
};

test('with tracing off the headers stay as they are and work runs', async () => {
  const headers = { traceparent: PARENT };
  const span = startProducerSpan('t', headers);
  expect(span.headers).toEqual(headers);
  span.end(true);
  expect(await inConsumerSpan({ ...message, headers }, 'g', () => Promise.resolve(1))).toBe(1);
});

describe('with tracing on', () => {
  const exporter = new InMemorySpanExporter();
  const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  beforeAll(() => provider.register());
  beforeEach(() => exporter.reset());
  afterAll(async () => {
    await provider.shutdown();
    trace.disable();
    context.disable();
    propagation.disable();
  });

  test('the headers name the span of the sending, and the work of a consumer is below it', async () => {
    const producer = startProducerSpan('t.done.v1', { traceparent: PARENT, event_id: 'e' });
    producer.end(true);
    let inside: string | undefined;
    await inConsumerSpan({ ...message, headers: producer.headers }, 'g', () => {
      inside = activeTraceparent();
      return Promise.resolve();
    });
    const [sent, processed] = exporter.getFinishedSpans();
    expect(sent?.parentSpanId).toBe('b7ad6b7169203331');
    expect(processed?.parentSpanId).toBe(sent?.spanContext().spanId);
    expect(inside).toContain(processed?.spanContext().spanId);
    expect(processed?.attributes).toMatchObject({
      'messaging.message.id': 'e',
      'messaging.destination.partition.id': '2',
    });
  });

  test('a failure is on the span without its text, and goes on', async () => {
    const failing = inConsumerSpan({ ...message, headers: {} }, 'g', () =>
      Promise.reject(new RangeError('quotes data')),
    );
    await expect(failing).rejects.toThrow('quotes data');
    const [span] = exporter.getFinishedSpans();
    expect(span?.attributes['error.type']).toBe('RangeError');
    expect(JSON.stringify([span?.events, span?.status])).not.toContain('quotes data');
  });

  test('a message that no trace led to begins none', () => {
    expect(startProducerSpan('t', { event_id: 'e' }).headers).toEqual({ event_id: 'e' });
    expect(exporter.getFinishedSpans()).toEqual([]);
  });
});
