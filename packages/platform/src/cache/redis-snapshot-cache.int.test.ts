import { createLogger } from '../logging/logger';
import { RedisSnapshotCache } from './redis-snapshot-cache';
import { snapshotCacheSuite } from './snapshot-cache.suite';

const url = process.env['AGORA_TEST_REDIS_URL'];
const logger = createLogger({ name: 'test' });

if (url !== undefined)
  snapshotCacheSuite('snapshots on Redis', () => new RedisSnapshotCache({ url, logger }));

test('without a server every read is a miss, a write is dropped, and only a ping and clearing fail', async () => {
  const cache = new RedisSnapshotCache({ url: 'redis://127.0.0.1:1', logger, timeoutMs: 100 });
  expect(await cache.get('agora:cart:{x}:v1')).toBeUndefined();
  await expect(cache.set('agora:cart:{x}:v1', 'text', 60)).resolves.toBeUndefined();
  await expect(cache.ping()).rejects.toMatchObject({ code: 'DOWNSTREAM_UNAVAILABLE' });
  await expect(cache.clear('agora:')).rejects.toMatchObject({ code: 'DOWNSTREAM_UNAVAILABLE' });
  await cache.close();
});
