import { counter, gauge, histogram } from './metrics';
import { addedMetrics, countedMetrics, metricsText, ownMetrics } from './several-processes';

const requests = counter({ name: 'several_requests_total', help: 'Counted', labelNames: ['outcome'] });
const running = gauge({ name: 'several_running', help: 'Added' });
const state = gauge({ name: 'several_state', help: 'The worst', together: 'max' });
const took = histogram({ name: 'several_seconds', help: 'Durations', buckets: [1, 2] });

describe('metrics of several processes', () => {
  beforeEach(() => {
    for (const metric of [requests, running, state, took]) metric.reset();
    requests.inc({ outcome: 'ok' }, 3);
    running.set(2);
    state.set(1);
    took.observe(1.5);
  });

  test('are added, but for gauges that are told by their worst', async () => {
    const one = await ownMetrics();
    state.set(2);
    requests.inc({ outcome: 'failed' });
    const text = await metricsText([one, await ownMetrics()]);
    expect(text).toContain('several_requests_total{outcome="ok"} 6\n');
    expect(text).toContain('several_requests_total{outcome="failed"} 1\n');
    expect(text).toContain('several_running 4\n');
    expect(text).toContain('several_state 2\n');
    expect(text).toContain('several_seconds_bucket{le="2"} 2\n');
    expect(text).toContain('several_seconds_count 2\n');
  });

  test('of one that has ended are what it counted, and can be added again', async () => {
    const ended = await addedMetrics([
      countedMetrics(await ownMetrics()),
      countedMetrics(await ownMetrics()),
    ]);
    const text = await metricsText([ended, await ownMetrics()]);
    expect(text).toContain('several_requests_total{outcome="ok"} 9\n');
    expect(text).toContain('several_seconds_sum 4.5\n');
    expect(text).toContain('several_running 2\n');
  });
});
