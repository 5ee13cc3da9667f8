import { MemorySnapshotCache } from './memory-snapshot-cache';
import { snapshotCacheSuite } from './snapshot-cache.suite';

snapshotCacheSuite('snapshots in memory', () => new MemorySnapshotCache());

test('snapshots in memory never take more than their space: the least recently used go first', async () => {
  const cache = new MemorySnapshotCache({ maxBytes: 10_000 });
  const value = 'x'.repeat(1_000);
  for (let index = 0; index < 4; index += 1) await cache.set(String(index), value, 60);
  await cache.get('0');
  await cache.set('4', value, 60);
  expect(await cache.get('0')).toBe(value);
  expect(await cache.get('1')).toBeUndefined();
  await cache.set('larger than all', 'x'.repeat(10_000), 60);
  expect(await cache.get('larger than all')).toBeUndefined();
});
