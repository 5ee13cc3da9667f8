import { Canceller } from './cancellation';
import type { Cancellation } from './cancellation';
import { sleep, withinTime } from './deadline';

describe.each([
  ['a canceller', () => new Canceller()],
  [
    'an AbortController',
    () => {
      const controller = new AbortController();
      return Object.assign(controller.signal, { abort: (reason?: unknown) => controller.abort(reason) });
    },
  ],
])('%s', (_name, make) => {
  test('tells each listener once, with the first reason', () => {
    const over = make();
    const [told, late] = [jest.fn(), jest.fn()];
    over.addEventListener('abort', told, { once: true });
    over.addEventListener('abort', told, { once: true });
    expect(over.aborted).toBe(false);
    const first = new Error('first');
    over.abort(first);
    over.abort(new Error('second'));
    over.addEventListener('abort', late, { once: true });
    expect([told.mock.calls.length, late.mock.calls.length]).toEqual([1, 0]);
    expect([over.aborted, over.reason]).toEqual([true, first]);
  });

  test('does not tell who was taken off by one that was told before', () => {
    const over = make();
    const told = jest.fn();
    over.addEventListener('abort', () => over.removeEventListener('abort', told), { once: true });
    over.addEventListener('abort', told, { once: true });
    over.abort();
    expect(told).not.toHaveBeenCalled();
  });

  test('forgets who does not listen any more', () => {
    const over = make();
    const told = jest.fn();
    over.addEventListener('abort', told, { once: true });
    over.removeEventListener('abort', told);
    over.abort();
    expect(told).not.toHaveBeenCalled();
  });
});

describe('work within a time', () => {
  const listening = (of: Cancellation): jest.SpyInstance[] => [
    jest.spyOn(of, 'addEventListener'),
    jest.spyOn(of, 'removeEventListener'),
  ];

  test('learns that its time is up', async () => {
    const over = await withinTime(5, undefined, async (signal) => {
      await sleep(20);
      return signal;
    });
    expect(over).toMatchObject({ aborted: true, reason: { name: 'TimeoutError' } });
  });

  test('learns that nobody waits any more, also when that was so before', async () => {
    const gone = new Canceller();
    const reasons = withinTime(1_000, gone, async (signal) => {
      gone.abort('left');
      return [signal.aborted, signal.reason];
    });
    expect(await reasons).toEqual([true, 'left']);
    expect(await withinTime(1_000, gone, async ({ aborted }) => aborted)).toBe(true);
  });

  test('leaves no listener behind, whether it succeeds or fails', async () => {
    const gone = new Canceller();
    const [added, removed] = listening(gone);
    await withinTime(1_000, gone, async () => 'done');
    await expect(withinTime(1_000, gone, () => Promise.reject(new Error('failed')))).rejects.toThrow(
      'failed',
    );
    expect(added?.mock.calls.length).toBe(2);
    expect(removed?.mock.calls.map(([, listener]) => listener as unknown)).toEqual(
      added?.mock.calls.map(([, listener]) => listener as unknown),
    );
  });
});
