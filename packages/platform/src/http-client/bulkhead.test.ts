import { Bulkhead } from './bulkhead';
import { guardedBy } from './call-guard';
import { CircuitBreaker } from './circuit-breaker';

interface Job {
  readonly done: Promise<number>;
  readonly finish: () => void;
}

function jobs(bulkhead: Bulkhead, count: number, signal?: AbortSignal): { list: Job[]; started: number[] } {
  const started: number[] = [];
  const list = Array.from({ length: count }, (_, index): Job => {
    let finish = (): void => undefined;
    const finished = new Promise<void>((resolve) => (finish = resolve));
    const done = bulkhead.run(async () => {
      started.push(index);
      await finished;
      return index;
    }, signal);
    done.catch(() => undefined);
    return { done, finish: () => finish() };
  });
  return { list, started };
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('runs as many as allowed, queues the next in order and refuses the rest at once', async () => {
  const { list, started } = jobs(new Bulkhead({ name: 'test', maxConcurrent: 2, maxQueued: 2 }), 5);
  await settle();
  expect(started).toEqual([0, 1]);
  await expect(list[4]?.done).rejects.toMatchObject({ code: 'DOWNSTREAM_UNAVAILABLE', retriable: true });
  list[1]?.finish();
  await settle();
  expect(started).toEqual([0, 1, 2]);
  for (const job of list) job.finish();
  await expect(list[3]?.done).resolves.toBe(3);
});

test('a call that fails gives its place on', async () => {
  const bulkhead = new Bulkhead({ name: 'test', maxConcurrent: 1, maxQueued: 1 });
  const failing = bulkhead.run(() => Promise.reject(new Error('failed')));
  const next = bulkhead.run(async () => 'next');
  await expect(failing).rejects.toThrow('failed');
  await expect(next).resolves.toBe('next');
  await expect(bulkhead.run(async () => 'again')).resolves.toBe('again');
});

test('a caller whose time is up leaves the queue without ever being called', async () => {
  const bulkhead = new Bulkhead({ name: 'test', maxConcurrent: 1, maxQueued: 1 });
  const { list } = jobs(bulkhead, 1);
  const leaving = new AbortController();
  const work = jest.fn(async () => 'never');
  const waiting = bulkhead.run(work, leaving.signal);
  leaving.abort();
  await expect(waiting).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
  const other = bulkhead.run(async () => 'other');
  list[0]?.finish();
  await expect(other).resolves.toBe('other');
  expect(work).not.toHaveBeenCalled();
  await expect(bulkhead.run(work, leaving.signal)).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
});

test('never more at once than allowed, whatever the arrival', async () => {
  const bulkhead = new Bulkhead({ name: 'test', maxConcurrent: 3, maxQueued: 1_000 });
  let running = 0;
  let most = 0;
  const work = async (): Promise<void> => {
    running += 1;
    most = Math.max(most, running);
    await settle();
    running -= 1;
  };
  await Promise.all(Array.from({ length: 200 }, () => bulkhead.run(work)));
  expect(most).toBe(3);
});

test('guards combine with the first outermost: a refused turn never reaches the breaker', async () => {
  const bulkhead = new Bulkhead({ name: 'test', maxConcurrent: 1, maxQueued: 0 });
  const breaker = new CircuitBreaker({ name: 'test', minimumCalls: 1 });
  const guard = guardedBy(bulkhead, breaker);
  const { list } = jobs(bulkhead, 1);
  await expect(guard.run(async () => 'x')).rejects.toMatchObject({ code: 'DOWNSTREAM_UNAVAILABLE' });
  expect(breaker.state).toBe('closed');
  list[0]?.finish();
  await settle();
  await expect(guard.run(async () => 'x')).resolves.toBe('x');
});
