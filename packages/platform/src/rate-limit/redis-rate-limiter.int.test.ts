import { randomUUID } from 'node:crypto';
import { createLogger } from '../logging/logger';
import { closeRedis, createRedis } from '../redis/create-redis';
import { rateLimiterSuite } from './rate-limiter.suite';
import { RATE_KEY_PREFIX, RedisRateLimiter } from './redis-rate-limiter';

const url = process.env['AGORA_TEST_REDIS_URL'];
const logger = createLogger({ name: 'test' });

if (url !== undefined) {
  // A busy machine may keep Redis from answering as soon as a shopper should wait for; then attempts are allowed uncounted.
  const patient = (): RedisRateLimiter => new RedisRateLimiter({ url, logger, timeoutMs: 10_000 });
  rateLimiterSuite('rate limits on Redis', patient);

  test('two processes share one count, and the key goes with its window', async () => {
    const [one, two] = [patient(), patient()];
    const key = `suite:${randomUUID()}`;
    const decisions = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        (index % 2 === 0 ? one : two).take(key, { limit: 7, windowMs: 30_000 }),
      ),
    );
    expect(decisions.filter((decision) => decision.allowed)).toHaveLength(7);
    const redis = createRedis(url, { logger, name: 'test', use: 'commands' });
    const ttlMs = await redis.pttl(RATE_KEY_PREFIX + key);
    expect(ttlMs).toBeGreaterThan(25_000);
    expect(ttlMs).toBeLessThanOrEqual(30_000);
    await redis.del(RATE_KEY_PREFIX + key);
    await Promise.all([one.close(), two.close(), closeRedis(redis)]);
  });
}

test('without a server every attempt is allowed', async () => {
  const limiter = new RedisRateLimiter({ url: 'redis://127.0.0.1:1', logger, timeoutMs: 100 });
  const limit = { limit: 1, windowMs: 1_000 };
  for (let attempt = 0; attempt < 3; attempt += 1)
    expect((await limiter.take('any', limit)).allowed).toBe(true);
  await limiter.close();
});
