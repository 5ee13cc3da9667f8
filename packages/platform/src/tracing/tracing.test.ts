import { startTracing } from './start-tracing';
import { activeTraceparent, newTraceparent, readTraceparent, withTraceparent } from './traceparent';

describe('traceparent', () => {
  it('takes only what W3C calls valid', () => {
    const valid = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    expect(readTraceparent(valid)).toBe(valid);
    for (const wrong of [
      undefined,
      '',
      valid.toUpperCase(),
      `${valid}-x`,
      valid.replace('0af7651916cd43dd8448eb211c80319c', '0'.repeat(32)),
      `ff${valid.slice(2)}`,
    ]) {
      expect(readTraceparent(wrong)).toBeUndefined();
    }
  });

  it('a new one is valid, different each time and not sampled', () => {
    const made = newTraceparent();
    expect(readTraceparent(made)).toBe(made);
    expect(made.endsWith('-00')).toBe(true);
    expect(newTraceparent()).not.toBe(made);
  });
});

describe('tracing', () => {
  it('is off without an endpoint: work runs, nothing is active', async () => {
    const tracing = await startTracing({ serviceName: 'test', env: {} });
    expect(withTraceparent(newTraceparent(), () => activeTraceparent() ?? 'none')).toBe('none');
    await tracing.stop();
  });

  it('with an endpoint a trace from outside goes on inside, and stopping does not wait for a dead collector', async () => {
    const tracing = await startTracing({
      serviceName: 'test',
      env: { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' },
    });
    const outside = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    expect(withTraceparent(outside, () => activeTraceparent())).toBe(outside);
    await tracing.stop();
  });
});
