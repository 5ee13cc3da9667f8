import { randomUUID } from 'node:crypto';
import { RedisPubSub } from '@agora/platform/pubsub';
import { createLiveFixture, logger } from './testing/live-fixture';
import type { LiveFixture } from './testing/live-fixture';

const url = process.env['AGORA_TEST_REDIS_URL'];

if (url !== undefined) {
  describe('two instances over Redis', () => {
    const id = randomUUID();
    const watch = `subscription { cartChanged(cartId: "${id}") { version changes { version } snapshot } }`;
    let instances: readonly LiveFixture[];
    beforeEach(() => {
      instances = [1, 2].map(() => createLiveFixture({}, new RedisPubSub({ url, logger })));
      for (const { shop } of instances) shop.create(id, 'ann');
    });
    afterEach(() => Promise.all(instances.map((instance) => instance.stop())));

    it('both deliver what one of them was told', async () => {
      const sinks = instances.map((instance) => instance.watch(watch));
      await Promise.all(sinks.map((sink) => sink.frame(0)));
      for (let version = 2; version <= 5; version += 1) {
        for (const { shop } of instances) shop.commit(id);
        await instances[0]?.poke(id, { id, version });
        for (const sink of sinks) expect(await sink.reaches(version)).toMatchObject({ snapshot: false });
      }
      expect(
        sinks.map((sink) => sink.envelopes.flatMap(({ changes }) => changes.map(({ version }) => version))),
      ).toEqual([
        [2, 3, 4, 5],
        [2, 3, 4, 5],
      ]);
    });

    it('a commit between joining the channel and the first read is not lost', async () => {
      const [instance] = instances;
      if (instance === undefined) throw new Error('no instance');
      const sinks = Array.from({ length: 20 }, () => instance.watch(watch));
      const versions = await Promise.all(Array.from({ length: 20 }, () => instance.commit(id)));
      const last = Math.max(...versions);
      await Promise.all(sinks.map((sink) => sink.reaches(last)));
    });
  });
} else {
  test('Redis may only be missing outside CI', () => {
    expect(process.env['CI']).not.toBe('true');
  });
}
