import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { RateLimiter } from './rate-limiter';

/** What every {@link RateLimiter} keeps. `open` makes one adapter; the suite closes it. */
export function rateLimiterSuite(name: string, open: () => RateLimiter): void {
  describe(name, () => {
    let limiter: RateLimiter;
    const key = (): string => `suite:${randomUUID()}`;

    beforeAll(() => {
      limiter = open();
    });
    afterAll(() => limiter.close());

    test('allows as many as the limit, counts down, then refuses and says for how long', async () => {
      const of = key();
      const limit = { limit: 3, windowMs: 60_000 };
      for (const remaining of [2, 1, 0]) {
        expect(await limiter.take(of, limit)).toEqual({ allowed: true, remaining, retryAfterMs: 0 });
      }
      const refused = await limiter.take(of, limit);
      expect(refused).toMatchObject({ allowed: false, remaining: 0 });
      expect(refused.retryAfterMs).toBeGreaterThan(50_000);
      expect(refused.retryAfterMs).toBeLessThanOrEqual(60_000);
    });

    test('keys are counted apart', async () => {
      const limit = { limit: 1, windowMs: 60_000 };
      expect((await limiter.take(key(), limit)).allowed).toBe(true);
      expect((await limiter.take(key(), limit)).allowed).toBe(true);
    });

    test('of many attempts at once exactly the limit is allowed', async () => {
      const of = key();
      const decisions = await Promise.all(
        Array.from({ length: 50 }, () => limiter.take(of, { limit: 10, windowMs: 60_000 })),
      );
      expect(decisions.filter((decision) => decision.allowed)).toHaveLength(10);
    });

    test('waiting as long as it says is enough, and the window slides instead of starting anew', async () => {
      const of = key();
      const limit = { limit: 2, windowMs: 2_000 };
      await limiter.take(of, limit);
      await wait(400);
      await limiter.take(of, limit);
      const refused = await limiter.take(of, limit);
      expect(refused.allowed).toBe(false);
      expect(refused.retryAfterMs).toBeLessThanOrEqual(1_610);
      await wait(refused.retryAfterMs + 5);
      expect((await limiter.take(of, limit)).allowed).toBe(true);
      // The second attempt still counts: a counter reset at the window's end would allow this one.
      expect((await limiter.take(of, limit)).allowed).toBe(false);
    });

    test('refused attempts do not push the next allowed one away', async () => {
      const of = key();
      const limit = { limit: 1, windowMs: 10_000 };
      await limiter.take(of, limit);
      const first = await limiter.take(of, limit);
      await wait(50);
      const second = await limiter.take(of, limit);
      await wait(50);
      const third = await limiter.take(of, limit);
      expect([first.allowed, second.allowed, third.allowed]).toEqual([false, false, false]);
      // Whatever a slow machine adds to the waits only brings the end nearer.
      expect(second.retryAfterMs).toBeLessThanOrEqual(first.retryAfterMs - 40);
      expect(third.retryAfterMs).toBeLessThanOrEqual(second.retryAfterMs - 40);
    });
  });
}
