import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { SnapshotCache } from './snapshot-cache';

/** What every {@link SnapshotCache} keeps. `open` makes one adapter; the suite closes it. */
export function snapshotCacheSuite(name: string, open: () => SnapshotCache): void {
  describe(name, () => {
    let cache: SnapshotCache;
    const prefix = `agora:suite:${randomUUID()}:`;

    beforeAll(() => {
      cache = open();
    });
    afterAll(async () => {
      await cache.clear(prefix);
      await cache.close();
    });

    test('a stored snapshot is read back as it was, any text', async () => {
      const text = JSON.stringify({ title: 'Tasse "Grün" 🫖', empty: '' });
      await cache.set(`${prefix}a:v1`, text, 60);
      expect(await cache.get(`${prefix}a:v1`)).toBe(text);
      await cache.set(`${prefix}empty:v1`, '', 60);
      expect(await cache.get(`${prefix}empty:v1`)).toBe('');
    });

    test('what was never stored is a miss', async () => {
      expect(await cache.get(`${prefix}nothing:v1`)).toBeUndefined();
    });

    test('versions of one entity are entries of their own', async () => {
      await cache.set(`${prefix}b:v1`, 'one', 60);
      await cache.set(`${prefix}b:v2`, 'two', 60);
      expect([await cache.get(`${prefix}b:v1`), await cache.get(`${prefix}b:v2`)]).toEqual(['one', 'two']);
    });

    test('a snapshot is gone after its time to live', async () => {
      await cache.set(`${prefix}c:v1`, 'short', 1);
      expect(await cache.get(`${prefix}c:v1`)).toBe('short');
      await wait(1_100);
      expect(await cache.get(`${prefix}c:v1`)).toBeUndefined();
    });

    test('clearing drops everything under the prefix and nothing else, and says how many', async () => {
      const many = Array.from({ length: 1_200 }, (_, index) => `${prefix}clear[*]:${String(index)}`);
      await Promise.all(many.map((key) => cache.set(key, 'x', 60)));
      await cache.set(`${prefix}clearx:kept`, 'kept', 60);
      expect(await cache.clear(`${prefix}clear[*]:`)).toBe(many.length);
      expect(await cache.get(many[0] ?? '')).toBeUndefined();
      expect(await cache.get(`${prefix}clearx:kept`)).toBe('kept');
      expect(await cache.clear(`${prefix}clear[*]:`)).toBe(0);
    });

    test('it answers a ping', async () => {
      await expect(cache.ping()).resolves.toBeUndefined();
    });
  });
}
