import { RedisSnapshotCache } from '@agora/platform/cache';
import { createLogger } from '@agora/platform/logging';
import { startTestGateway } from '../testing/test-gateway';
import type { TestGateway } from '../testing/test-gateway';
import { sha256 } from './sha256';

const redisUrl = process.env['AGORA_TEST_REDIS_URL'];
const logger = createLogger({ name: 'test', level: 'silent' });
const DATA = { data: { best: { id: '2' } } };
const gateways: TestGateway[] = [];
const caches: RedisSnapshotCache[] = [];

/** A gateway with connections of its own to the Redis at `url`. */
async function start(url: string): Promise<TestGateway> {
  const snapshots = new RedisSnapshotCache({ url, logger });
  caches.push(snapshots);
  const gateway = await startTestGateway({ env: { PLAN_WARM_UP_MS: '0' }, deps: { snapshots } });
  gateways.push(gateway);
  return gateway;
}

afterEach(async () => {
  for (const gateway of gateways.splice(0)) await gateway.stop();
  for (const cache of caches.splice(0)) await cache.close();
});

/** One that no run before has left in Redis. */
const uniqueQuery = (): string => `{ best { id } } # ${String(process.hrtime.bigint())}`;
const register = (test: TestGateway, query: string) =>
  test.post({ query, extensions: { persistedQuery: { version: 1, sha256Hash: sha256(query) } } });
const ask = (test: TestGateway, query: string) => test.post({ documentId: `sha256:${sha256(query)}` });

(redisUrl === undefined ? describe.skip : describe)('documents registered at one gateway', () => {
  const url = redisUrl ?? '';

  it('are known to another at once, and after a restart', async () => {
    const query = uniqueQuery();
    const [one, other] = [await start(url), await start(url)];
    expect((await register(one, query)).json).toEqual(DATA);
    expect((await ask(other, query)).json).toEqual(DATA);
    const restarted = await start(url);
    expect((await ask(restarted, query)).json).toEqual(DATA);
  });

  it('are not known to another when somebody has written something else under their hash', async () => {
    const query = uniqueQuery();
    const test = await start(url);
    const [cache] = caches;
    await cache?.set(`agora:document:${sha256(query)}`, '{ broken { id } }', 60);
    expect((await ask(test, query)).json.errors?.[0]?.message).toBe('PersistedQueryNotFound');
  });
});

it('without Redis documents are known to the gateway they were registered at', async () => {
  const query = uniqueQuery();
  const test = await start('redis://127.0.0.1:1');
  expect((await register(test, query)).json).toEqual(DATA);
  expect((await ask(test, query)).json).toEqual(DATA);
  expect((await ask(test, uniqueQuery())).json.errors?.[0]?.message).toBe('PersistedQueryNotFound');
});
