import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { eventually } from '@agora/test-kit/eventually';
import { sleep } from '../time/deadline';
import { jsonCodec } from '../eventing/event-codec';
import { enqueue } from './enqueue';
import { createRelay } from './relay';
import { counted, createRelayFixture, firsts, silent, upTo } from './relay-fixture.suite';
import type { RelayFixture } from './relay-fixture.suite';

let fixture: RelayFixture;
const children = new Set<ChildProcess>();
beforeAll(async () => {
  fixture = await createRelayFixture();
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await fixture.close();
});

async function startChild(): Promise<ChildProcess> {
  const program = join(__dirname, 'relay-process.suite.ts');
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', '-C', 'source', program, fixture.messaging.url, fixture.bus.url],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      cwd: join(__dirname, '../../../..'),
    },
  );
  children.add(child);
  child.once('exit', () => children.delete(child));
  await once(child.stdout, 'data');
  return child;
}

test('relays that are killed while they send lose nothing, keep the order, and another takes over', async () => {
  const { messaging } = fixture;
  const keys = Array.from({ length: 50 }, (_, n) => `key-${n}`);
  const kills = (async (): Promise<void> => {
    for (let round = 0; round < 3; round += 1) {
      const child = await startChild();
      await sleep(150);
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  })();
  for (const version of upTo(60)) {
    await enqueue(
      messaging.database,
      keys.map((key) => counted(key, version)),
    );
    await sleep(30);
  }
  await kills;
  const survivor = createRelay({
    name: 'test',
    database: messaging.database,
    transport: fixture.transport,
    codec: jsonCodec,
    logger: silent,
    pollMs: 20,
    rebalanceMs: 100,
  });
  await survivor.start();
  await eventually(
    async () => (await messaging.database.query('SELECT 1 FROM outbox LIMIT 1')).length === 0,
    { withinMs: 30_000 },
  );
  await survivor.stop();
  const delivered = await fixture.delivered();
  for (const key of keys) expect(firsts(delivered.get(key))).toEqual(upTo(60));
}, 90_000);
