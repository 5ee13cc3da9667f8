import { systemClock } from '../time/clock';
import { MemoryRateLimiter } from './memory-rate-limiter';
import { rateLimiterSuite } from './rate-limiter.suite';

rateLimiterSuite('rate limits in memory', () => new MemoryRateLimiter({ clock: systemClock }));

test('a flood of keys does not grow the memory: the longest unused are forgotten', async () => {
  const limiter = new MemoryRateLimiter({ clock: systemClock, maxKeys: 10 });
  const limit = { limit: 1, windowMs: 60_000 };
  for (let index = 0; index < 11; index += 1) await limiter.take(String(index), limit);
  expect((await limiter.take('10', limit)).allowed).toBe(false);
  expect((await limiter.take('0', limit)).allowed).toBe(true);
});
