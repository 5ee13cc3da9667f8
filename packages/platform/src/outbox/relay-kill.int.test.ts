import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { eventually } from '@agora/test-kit/eventually';
import { jsonCodec } from '../eventing/event-codec';
import { consumeEvents } from '../inbox/consume-events';
import { sleep } from '../time/deadline';
import { enqueue } from './enqueue';
import { TOPIC, counted, createRelayFixture, firsts, silent, upTo } from './relay-fixture.suite';
import type { RelayFixture } from './relay-fixture.suite';

// `npm run nightly` runs it at full size: 10,000 events, 20 kills.
const isFull = process.env['AGORA_TEST_FULL'] === 'true';
const KEYS = Array.from({ length: 50 }, (_, n) => `key-${String(n)}`);
const VERSIONS = isFull ? 200 : 30;
const KILLS = isFull ? 20 : 2;
const RELAYS = 4;
const GROUPS = ['first-service-events', 'second-service-events'];

let fixture: RelayFixture;
const children = new Set<ChildProcess>();
beforeAll(async () => {
  fixture = await createRelayFixture();
  await fixture.messaging.database.query(
    'CREATE TABLE effect (seq bigint GENERATED ALWAYS AS IDENTITY, consumer text NOT NULL, key text NOT NULL, version int NOT NULL)',
  );
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await fixture.close();
});

async function startRelay(): Promise<ChildProcess> {
  const program = join(__dirname, 'relay-process.suite.ts');
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', '-C', 'source', program, fixture.messaging.url, fixture.bus.url],
    { stdio: ['ignore', 'pipe', 'inherit'], cwd: join(__dirname, '../../../..') },
  );
  children.add(child);
  child.once('exit', () => children.delete(child));
  await once(child.stdout, 'data');
  return child;
}

async function killSome(): Promise<void> {
  for (let kill = 0; kill < KILLS; kill += 1) {
    await sleep(100 + Math.random() * 400);
    const victims = [...children];
    const victim = victims[Math.floor(Math.random() * victims.length)];
    if (victim === undefined) continue;
    victim.kill('SIGKILL');
    await once(victim, 'exit');
    await startRelay();
  }
}

function consume(groupId: string) {
  return consumeEvents({
    transport: fixture.transport,
    codec: jsonCodec,
    groupId,
    database: fixture.messaging.database,
    logger: silent,
    handlers: {
      [TOPIC]: async ({ aggregate_id: key, aggregate_version: version }, tx) => {
        await tx.query('INSERT INTO effect (consumer, key, version) VALUES ($1, $2, $3)', [
          groupId,
          key,
          version,
        ]);
      },
    },
  });
}

async function effectsOf(groupId: string): Promise<Map<string, number[]>> {
  const rows = await fixture.messaging.database.query<{ key: string; versions: number[] }>(
    'SELECT key, array_agg(version ORDER BY seq) AS versions FROM effect WHERE consumer = $1 GROUP BY key',
    [groupId],
  );
  return new Map(rows.map(({ key, versions }) => [key, versions]));
}

test('of four relays some are killed while they send: nothing is lost, the order holds, each effect happens once', async () => {
  const { messaging } = fixture;
  await Promise.all(Array.from({ length: RELAYS }, () => startRelay()));
  const consumers = await Promise.all(GROUPS.map(consume));
  const kills = killSome();
  for (const version of upTo(VERSIONS)) {
    await enqueue(
      messaging.database,
      KEYS.map((key) => counted(key, version)),
    );
    await sleep(20);
  }
  await kills;
  await eventually(
    async () => (await messaging.database.query('SELECT 1 FROM outbox LIMIT 1')).length === 0,
    { withinMs: 120_000, what: 'an empty outbox' },
  );
  for (const groupId of GROUPS)
    await eventually(async () => (await fixture.transport.lag(groupId, [TOPIC])) === 0, {
      withinMs: 120_000,
      what: 'no lag',
    });
  await Promise.all(consumers.map((consumer) => consumer.stop()));
  const delivered = await fixture.delivered();
  // A killed relay's batch is sent again, so a version may come twice; a new one never before an older new one.
  for (const key of KEYS) expect(firsts(delivered.get(key))).toEqual(upTo(VERSIONS));
  for (const groupId of GROUPS) {
    const effects = await effectsOf(groupId);
    for (const key of KEYS) expect(effects.get(key)).toEqual(upTo(VERSIONS));
  }
}, 400_000);
