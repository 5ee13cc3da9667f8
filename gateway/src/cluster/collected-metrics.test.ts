import { counter, gauge, ownMetrics } from '@agora/platform/metrics';
import { CollectedMetrics } from './collected-metrics';

const served = counter({ name: 'collected_served_total', help: 'Served' });
const held = gauge({ name: 'collected_held', help: 'Held' });

const NOBODY = new Map<number, (id: number) => void>();

describe('metrics of workers', () => {
  // What this process says itself is what the workers of these tests say too.
  beforeEach(() => {
    served.reset();
    held.reset();
    served.inc(5);
    held.set(1);
  });

  const answering = (collected: CollectedMetrics, worker: number): Map<number, (id: number) => void> =>
    new Map([[worker, (id: number) => void ownMetrics().then((metrics) => collected.answered(id, metrics))]]);

  test('are those of this process and of every worker', async () => {
    const collected = new CollectedMetrics();
    const text = await collected.text(answering(collected, 1));
    expect(text).toContain('collected_served_total 10\n');
    expect(text).toContain('collected_held 2\n');
  });

  test('keep what a worker counted after it has ended, once, and forget what it held', async () => {
    const collected = new CollectedMetrics();
    await collected.text(answering(collected, 1));
    collected.forget(1);
    collected.forget(1);
    await collected.text(answering(collected, 2));
    collected.forget(2);
    const text = await collected.text(NOBODY);
    expect(text).toContain('collected_served_total 15\n');
    expect(text).toContain('collected_held 1\n');
  });

  test('do not wait for a worker that ends while it is asked', async () => {
    const collected = new CollectedMetrics();
    const asked = new Map([
      [
        1,
        () => {
          collected.forget(1);
        },
      ],
    ]);
    expect(await collected.text(asked)).toContain('collected_served_total 5\n');
  });

  test('of a worker that is too busy are what it said before', async () => {
    const collected = new CollectedMetrics();
    await collected.text(answering(collected, 1));
    const silent = new Map([[1, () => undefined]]);
    expect(await collected.text(silent)).toContain('collected_served_total 10\n');
  });
});
