import { getEventListeners } from 'node:events';
import { Canceller } from './cancellation';
import { backoffMs, deadlineAfter, sleep } from './deadline';

describe('a deadline', () => {
  test('counts down, aborts its signal and then fails the check', async () => {
    const deadline = deadlineAfter(30);
    expect(deadline.remainingMs()).toBeGreaterThan(0);
    expect(deadline.remainingMs()).toBeLessThanOrEqual(30);
    expect(() => deadline.check()).not.toThrow();
    await sleep(45);
    expect(deadline.signal.aborted).toBe(true);
    expect(deadline.remainingMs()).toBe(0);
    expect(faultOf(() => deadline.check())).toMatchObject({ code: 'DEADLINE_EXCEEDED', retriable: true });
  });

  test('of a part is never later than the whole', () => {
    const whole = deadlineAfter(1_000);
    expect(whole.within(50).remainingMs()).toBeLessThanOrEqual(50);
    expect(whole.within(60_000).remainingMs()).toBeLessThanOrEqual(1_000);
  });

  test('ends, with its parts, when the parent aborts', () => {
    const client = new AbortController();
    const deadline = deadlineAfter(10_000, client.signal);
    const part = deadline.within(5_000);
    client.abort();
    expect([deadline.signal.aborted, part.signal.aborted]).toEqual([true, true]);
    expect(faultOf(() => part.check())).toMatchObject({ code: 'DEADLINE_EXCEEDED' });
  });

  test('ends with a parent that is no AbortSignal, also when that ended before', () => {
    const client = new Canceller();
    const deadline = deadlineAfter(10_000, client);
    const { signal } = deadline;
    client.abort('left');
    expect([signal.aborted, signal.reason]).toEqual([true, 'left']);
    expect(deadlineAfter(10_000, client).signal).toMatchObject({ aborted: true, reason: 'left' });
    expect(faultOf(() => deadline.check())).toMatchObject({ code: 'DEADLINE_EXCEEDED' });
  });

  test('makes its signal when it is asked for, already aborted when it is late', async () => {
    const client = new AbortController();
    const deadline = deadlineAfter(20, client.signal);
    const part = deadline.within(10);
    await sleep(30);
    expect([part.signal.aborted, deadline.signal.aborted]).toEqual([true, true]);
    expect(deadline.signal).toBe(deadline.signal);
    expect(part.signal.reason).toMatchObject({ name: 'TimeoutError' });
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
