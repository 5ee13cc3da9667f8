import { sleep } from '../time/deadline';
import { Limiter } from './limiter';

describe('a limiter', () => {
  test('runs at most as many tasks as it may, in the order they came, and goes on after a failure', async () => {
    const limiter = new Limiter(2);
    let running = 0;
    let most = 0;
    const started: number[] = [];
    const task = (n: number) => async (): Promise<void> => {
      started.push(n);
      running += 1;
      most = Math.max(most, running);
      await sleep(5);
      running -= 1;
      if (n === 1) throw new Error('one fails');
    };
    const results = await Promise.allSettled([0, 1, 2, 3, 4].map((n) => limiter.run(task(n))));
    expect(most).toBe(2);
    expect(started).toEqual([0, 1, 2, 3, 4]);
    expect(results.map((result) => result.status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
      'fulfilled',
    ]);
  });
});
