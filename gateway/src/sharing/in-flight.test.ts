import { getEventListeners } from 'node:events';
import type { Cancellation } from '@agora/platform/time';
import { InFlight } from './in-flight';
import type { Asker } from './in-flight';

/** Work that ends when the test says so. */
class Job {
  starts = 0;
  readonly signals: Cancellation[] = [];
  private readonly ends: ((answer: string) => void)[] = [];
  private readonly fails: ((error: Error) => void)[] = [];

  readonly start = (gone: Cancellation): Promise<string> => {
    this.starts += 1;
    this.signals.push(gone);
    return new Promise((resolve, reject) => {
      this.ends.push(resolve);
      this.fails.push(reject);
    });
  };

  end(answer: string): void {
    this.ends.shift()?.(answer);
  }

  fail(error: Error): void {
    this.fails.shift()?.(error);
  }
}

const asker = (over: Partial<Asker> = {}): Asker => ({ gone: undefined, endsMs: 10_000, ...over });

test('equal work that is under way is done once, and begun anew once it has ended', async () => {
  const [job, inFlight] = [new Job(), new InFlight<string>('fetch')];
  const shares = [1, 2, 3].map(() => inFlight.share('a', asker(), job.start));
  inFlight.share('b', asker(), job.start);
  expect(shares.map(({ isJoined }) => isJoined)).toEqual([false, true, true]);
  expect(job.starts).toBe(2);
  job.end('first');
  expect(await Promise.all(shares.map(({ result }) => result))).toEqual(['first', 'first', 'first']);
  expect(inFlight.share('a', asker(), job.start).isJoined).toBe(false);
});

test('a fault is told to all of them, and is over with them', async () => {
  const [job, inFlight] = [new Job(), new InFlight<string>('fetch')];
  const shares = [1, 2].map(() => inFlight.share('a', asker(), job.start));
  job.fail(new Error('away'));
  const results = await Promise.allSettled(shares.map(({ result }) => result));
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(inFlight.share('a', asker(), job.start).isJoined).toBe(false);
});

test('who asks after something was changed does not join what was begun before, whose askers get it all the same', async () => {
  const [job, inFlight] = [new Job(), new InFlight<string>('fetch')];
  const before = inFlight.share('a', asker(), job.start);
  inFlight.forget();
  const after = inFlight.share('a', asker(), job.start);
  expect(after.isJoined).toBe(false);
  job.end('old');
  expect(await before.result).toBe('old');
  // The end of the old one must not hide the new one.
  expect(inFlight.share('a', asker(), job.start).isJoined).toBe(true);
  job.end('new');
  expect(await after.result).toBe('new');
});

test('who would wait longer than the work may take does not join it', () => {
  const [job, inFlight] = [new Job(), new InFlight<string>('fetch')];
  inFlight.share('a', asker({ endsMs: 1_000 }), job.start);
  expect(inFlight.share('a', asker({ endsMs: 1_400 }), job.start).isJoined).toBe(true);
  expect(inFlight.share('a', asker({ endsMs: 9_000 }), job.start).isJoined).toBe(false);
});

describe('askers who leave', () => {
  const leaving = (): AbortController => new AbortController();

  test('end the work only when they were all, and nobody joins what has been given up', () => {
    const [job, inFlight] = [new Job(), new InFlight<string>('fetch')];
    const [one, other] = [leaving(), leaving()];
    inFlight.share('a', asker({ gone: one.signal }), job.start);
    inFlight.share('a', asker({ gone: other.signal }), job.start);
    one.abort();
    expect(job.signals[0]?.aborted).toBe(false);
    other.abort();
    expect(job.signals[0]?.aborted).toBe(true);
    expect(inFlight.share('a', asker(), job.start).isJoined).toBe(false);
  });

  test('do not end it while somebody always waits', () => {
    const [job, inFlight] = [new Job(), new InFlight<string>('fetch')];
    const one = leaving();
    inFlight.share('a', asker({ gone: one.signal }), job.start);
    inFlight.share('a', asker(), job.start);
    one.abort();
    expect(job.signals[0]?.aborted).toBe(false);
  });

  test('before the work began end it at once', () => {
    const [job, inFlight] = [new Job(), new InFlight<string>('fetch')];
    inFlight.share('a', asker({ gone: AbortSignal.abort() }), job.start);
    expect(job.signals[0]?.aborted).toBe(true);
  });

  test('leave no listener behind once the work has ended', async () => {
    const [job, inFlight] = [new Job(), new InFlight<string>('fetch')];
    const one = leaving();
    const { result } = inFlight.share('a', asker({ gone: one.signal }), job.start);
    job.end('done');
    await result;
    await new Promise(setImmediate);
    expect(getEventListeners(one.signal, 'abort')).toHaveLength(0);
  });
});
