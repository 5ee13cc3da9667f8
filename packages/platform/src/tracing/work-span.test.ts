import { context, propagation, trace } from '@opentelemetry/api';
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import { activeTraceparent } from './traceparent';
import { inWorkSpan } from './work-span';

const PARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const work = { name: 'saga lock-cart', attributes: { 'agora.saga.step': 'lock-cart' }, traceparent: PARENT };

test('with tracing off work runs', async () => {
  expect(await inWorkSpan(work, () => Promise.resolve(activeTraceparent() ?? 'none'))).toBe('none');
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

  test('work is below the trace it is given, whatever is active, and says how it ended', async () => {
    const other = PARENT.replace('0af7', '1af7');
    let inside: string | undefined;
    await inWorkSpan({ ...work, name: 'another', traceparent: other }, () =>
      inWorkSpan(work, (note) => {
        inside = activeTraceparent();
        note({ 'agora.saga.outcome': 'DONE' });
        return Promise.resolve();
      }),
    );
    const [span] = exporter.getFinishedSpans();
    expect([span?.name, span?.parentSpanId]).toEqual(['saga lock-cart', 'b7ad6b7169203331']);
    expect(span?.attributes).toEqual({ 'agora.saga.step': 'lock-cart', 'agora.saga.outcome': 'DONE' });
    expect(inside).toBe(`00-0af7651916cd43dd8448eb211c80319c-${span?.spanContext().spanId ?? ''}-01`);
  });

  test('without a trace it continues what is active, or begins one', async () => {
    await inWorkSpan({ ...work, traceparent: undefined }, () =>
      inWorkSpan({ ...work, name: 'below', traceparent: undefined }, () => Promise.resolve()),
    );
    const [below, begun] = exporter.getFinishedSpans();
    expect(below?.parentSpanId).toBe(begun?.spanContext().spanId);
    expect(begun?.parentSpanId).toBeUndefined();
  });

  test('a failure is on the span without its text, and goes on', async () => {
    const failing = inWorkSpan(work, () => Promise.reject(new RangeError('quotes data')));
    await expect(failing).rejects.toThrow('quotes data');
    const [span] = exporter.getFinishedSpans();
    expect(span?.attributes['error.type']).toBe('RangeError');
    expect(JSON.stringify([span?.events, span?.status])).not.toContain('quotes data');
  });
});
