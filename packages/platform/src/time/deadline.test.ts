import { getEventListeners } from 'node:events';
import { Canceller } from './cancellation';
import type { Cancellation } from './cancellation';
import { backoffMs, deadlineAfter, sleep } from './deadline';

/** The reason for which a signal aborts. */
function endOf(signal: Cancellation): Promise<unknown> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(signal.reason);
    else signal.addEventListener('abort', () => resolve(signal.reason), { once: true });
  });
}

describe('a deadline', () => {
  test('counts down, is over and then fails the check', async () => {
    const deadline = deadlineAfter(30);
    expect(deadline.remainingMs()).toBeGreaterThan(0);
    expect(deadline.remainingMs()).toBeLessThanOrEqual(30);
    expect(() => deadline.check()).not.toThrow();
    expect(deadline.isOver).toBe(false);
    await sleep(45);
    expect(deadline.isOver).toBe(true);
    expect(deadline.remainingMs()).toBe(0);
    expect(faultOf(() => deadline.check())).toMatchObject({ code: 'DEADLINE_EXCEEDED', retriable: true });
  });

  test('of a part is never later than the whole', () => {
    const whole = deadlineAfter(1_000);
    expect(whole.within(50).remainingMs()).toBeLessThanOrEqual(50);
    expect(whole.within(60_000).remainingMs()).toBeLessThanOrEqual(1_000);
  });

  test('ends, with its parts, when the parent aborts', async () => {
    const client = new AbortController();
    const deadline = deadlineAfter(10_000, client.signal);
    const part = deadline.within(5_000);
    const reasons = Promise.all([deadline, part].map((one) => one.during(endOf)));
    client.abort('left');
    expect(await reasons).toEqual(['left', 'left']);
    expect([deadline.isOver, part.isOver]).toEqual([true, true]);
    expect(faultOf(() => part.check())).toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    expect(await deadline.during(endOf)).toBe('left');
    expect(getEventListeners(client.signal, 'abort')).toHaveLength(0);
  });

  test('aborts what runs during it when the time is up, also when that begins late', async () => {
    const deadline = deadlineAfter(20, new Canceller());
    expect(await deadline.during(endOf)).toMatchObject({ name: 'TimeoutError' });
    while (!deadline.isOver) await sleep(1);
    expect(await deadline.during(({ aborted, reason }) => Promise.resolve([aborted, reason]))).toEqual([
      true,
      expect.objectContaining({ name: 'TimeoutError' }),
    ]);
  });

  test('answers and throws what runs during it', async () => {
    const deadline = deadlineAfter(10_000);
    expect(await deadline.during(() => Promise.resolve('answer'))).toBe('answer');
    await expect(deadline.during(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  });

  test('that is over at once does not wait', () => {
    expect(() => deadlineAfter(0).check()).toThrow();
    expect(() => deadlineAfter(-5).check()).toThrow();
  });
});

describe('sleeping', () => {
  test('ends early with the reason when the signal aborts, and leaves no listener behind', async () => {
    const waking = new AbortController();
    const startMs = performance.now();
    const sleeping = sleep(10_000, waking.signal);
    waking.abort(new Error('woken'));
    await expect(sleeping).rejects.toThrow('woken');
    await expect(sleep(10_000, waking.signal)).rejects.toThrow('woken');
    expect(performance.now() - startMs).toBeLessThan(1_000);
    const calm = new AbortController();
    await sleep(1, calm.signal);
    expect(getEventListeners(calm.signal, 'abort')).toHaveLength(0);
  });
});

describe('sleeping under several signals', () => {
  test('ends with the first that aborts', async () => {
    const [stopping, nap] = [new AbortController(), new Canceller()];
    const sleeping = sleep(10_000, stopping.signal, nap);
    nap.abort(new Error('woken'));
    await expect(sleeping).rejects.toThrow('woken');
    stopping.abort(new Error('stopped'));
    await expect(sleep(10_000, new Canceller(), stopping.signal)).rejects.toThrow('stopped');
  });

  test('leaves nothing at a signal that lives long', async () => {
    const stopping = new AbortController();
    // Node keeps what depends on a signal in a set at it.
    const held = (): unknown[] =>
      Object.getOwnPropertySymbols(stopping.signal).map(
        (symbol) =>
          (stopping.signal as unknown as Record<symbol, { size?: number } | undefined>)[symbol]?.size,
      );
    await sleep(1, stopping.signal, new AbortController().signal);
    const before = held();
    for (let times = 0; times < 20; times += 1) await sleep(1, stopping.signal, new AbortController().signal);
    expect(held()).toEqual(before);
    expect(getEventListeners(stopping.signal, 'abort')).toHaveLength(0);
  });
});

describe('backing off', () => {
  test('doubles up to the cap, with jitter between half and all of it', () => {
    for (let attempt = 0; attempt < 60; attempt += 1) {
      const ceiling = Math.min(5_000, 100 * 2 ** attempt);
      const waitMs = backoffMs(attempt, 100, 5_000);
      expect(waitMs).toBeGreaterThanOrEqual(ceiling / 2);
      expect(waitMs).toBeLessThanOrEqual(ceiling);
    }
  });
});

/** What `work` threw; undefined when it did not. */
function faultOf(work: () => unknown): unknown {
  try {
    work();
    return undefined;
  } catch (error) {
    return error;
  }
}
