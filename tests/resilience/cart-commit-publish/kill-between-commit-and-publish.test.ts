import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { allTopics } from '@agora/contracts/catalog-of-events';
import { createDatabase } from '@agora/platform/database';
import type { Database } from '@agora/platform/database';
import type { Consumer } from '@agora/platform/eventing';
import { newId } from '@agora/platform/ids';
import { createTestDatabase } from '@agora/test-kit/databases';
import { eventually } from '@agora/test-kit/eventually';
import { repositoryRoot } from '@agora/test-kit/repository';
import { openCartAlone } from './cart-alone.suite';
import type { CartAlone } from './cart-alone.suite';

const brokers = process.env['AGORA_TEST_KAFKA_BROKERS'];
const redis = process.env['AGORA_TEST_REDIS_URL'];
// The broker is everybody's: what others wrote to the carts' topics names its schemas by the registry.
const registry = process.env['AGORA_TEST_SCHEMA_REGISTRY_URL'];
const LANES = [
  { lane: 'the log in PostgreSQL and pub/sub in memory', over: {} },
  ...(brokers === undefined || redis === undefined
    ? []
    : [
        {
          lane: 'Kafka and Redis',
          over: { KAFKA_BROKERS: brokers, REDIS_URL: redis, SCHEMA_REGISTRY_URL: registry },
        },
      ]),
];

interface Acknowledged {
  readonly customerId: string;
  readonly cartId: string;
  readonly version: number;
}

/** By cart: its owner and the newest version somebody was told of. */
type Promised = ReadonlyMap<string, { readonly customerId: string; readonly version: number }>;

describe.each(LANES)('kill -9 of cart between commit and publish, on $lane', ({ over }) => {
  let databases: Awaited<ReturnType<typeof createTestDatabase>>[];
  let database: Database;
  let env: NodeJS.ProcessEnv;
  let survivor: CartAlone;
  let watcher: Watcher;
  const children = new Set<ChildProcess>();

  beforeEach(async () => {
    databases = [await createTestDatabase('cart'), await createTestDatabase('empty')];
    const [cartUrl = '', busUrl = ''] = databases.map(({ url }) => url);
    database = createDatabase({ url: cartUrl, name: 'cart-test', maxConnections: 2 });
    env = { CART_DATABASE_URL: cartUrl, BUS_DATABASE_URL: busUrl, ...over };
    survivor = await openCartAlone(env);
    await survivor.ports.provision(allTopics());
    watcher = await watch(survivor);
  });
  afterEach(async () => {
    for (const child of children) child.kill('SIGKILL');
    await watcher.stop();
    await survivor.stop();
    await database.close();
    await Promise.all(databases.map((one) => one.drop()));
  });

  /** Lets another process write until it was told of so many versions, and kills it without a warning. */
  async function writeAndDie(acknowledgements: number, ...args: readonly string[]): Promise<Promised> {
    const program = join(__dirname, 'cart-writer.suite.ts');
    const child = spawn(process.execPath, ['--import', 'tsx', '-C', 'source', program, ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
      cwd: repositoryRoot,
      env: { ...process.env, ...env },
    });
    children.add(child);
    const exit = once(child, 'exit');
    const promised = new Map<string, { customerId: string; version: number }>();
    let left = acknowledgements;
    for await (const line of createInterface({ input: child.stdout })) {
      const { cartId, customerId, version } = JSON.parse(line) as Acknowledged;
      promised.set(cartId, { customerId, version });
      left -= 1;
      if (left === 0) child.kill('SIGKILL');
    }
    await exit;
    children.delete(child);
    expect(child.signalCode).toBe('SIGKILL');
    return promised;
  }

  async function expectEverythingArrives(promised: Promised): Promise<void> {
    await eventually(async () => (await database.query('SELECT 1 FROM outbox LIMIT 1')).length === 0, {
      withinMs: 30_000,
      what: 'an empty outbox',
    });
    for (const [cartId, { customerId, version }] of promised) {
      const committed = await survivor.version(customerId, cartId);
      expect(committed).toBeGreaterThanOrEqual(version);
      await eventually(() => watcher.versionsOf(cartId).size >= committed, {
        withinMs: 30_000,
        what: `${String(committed)} versions of a cart on the event transport`,
      });
      expect([...watcher.versionsOf(cartId)].sort((a, b) => a - b)).toEqual(
        Array.from({ length: committed }, (_, index) => index + 1),
      );
    }
    expect(watcher.outOfOrder).toEqual([]);
  }

  test('a version that nothing was told of reaches its watchers and the event transport after a restart', async () => {
    const promised = await writeAndDie(40);
    const pokes = await followAll(survivor, promised);
    for (const cartId of promised.keys()) expect(watcher.versionsOf(cartId).size).toBe(0);
    await survivor.start();
    await expectEverythingArrives(promised);
    for (const [cartId, { version }] of promised) expect(pokes.get(cartId)).toContain(version);
  });

  test('processes that die while their relay works lose nothing and break no order', async () => {
    const promised = new Map<string, { readonly customerId: string; readonly version: number }>();
    for (const acknowledgements of [25, 60, 110])
      for (const [cartId, one] of await writeAndDie(acknowledgements, 'published')) promised.set(cartId, one);
    await survivor.start();
    await expectEverythingArrives(promised);
  });
});

interface Watcher {
  versionsOf(cartId: string): ReadonlySet<number>;
  /** First deliveries that came after a newer version of the same cart in the same topic. */
  readonly outOfOrder: readonly string[];
  stop(): Promise<void>;
}

/** Reads every event of every cart. */
async function watch({ ports }: CartAlone): Promise<Watcher> {
  const seen = new Map<string, Set<number>>();
  const newest = new Map<string, number>();
  const outOfOrder: string[] = [];
  const consumer: Consumer = await ports.events.consume({
    groupId: `watcher-${newId()}`,
    topics: allTopics()
      .map(({ name }) => name)
      .filter((name) => /^cart\.(item\.added|updated)\.v1$/.test(name)),
    handle: async ({ key, topic, value }) => {
      const { aggregate_version: version } = await ports.codec.decode(value);
      const versions = seen.get(key) ?? new Set();
      const place = `${topic}/${key}`;
      if (!versions.has(version) && version < (newest.get(place) ?? 0))
        outOfOrder.push(`${place}@${String(version)}`);
      newest.set(place, Math.max(version, newest.get(place) ?? 0));
      seen.set(key, versions.add(version));
    },
  });
  return {
    versionsOf: (cartId) => seen.get(cartId) ?? new Set(),
    outOfOrder,
    stop: () => consumer.stop(),
  };
}

/** Watches these carts as their owners would; the versions they are told of, by cart. */
async function followAll({ ports }: CartAlone, carts: Promised): Promise<ReadonlyMap<string, number[]>> {
  const told = new Map([...carts.keys()].map((cartId) => [cartId, [] as number[]]));
  for (const [cartId, versions] of told)
    await ports.pubsub.subscribe(`cart.${cartId}`, (poke) => {
      versions.push((poke as { version: number }).version);
    });
  return told;
}
