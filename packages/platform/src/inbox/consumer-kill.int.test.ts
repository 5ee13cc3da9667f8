import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { eventually } from '@agora/test-kit/eventually';
import { sleep } from '../time/deadline';
import { COUNTED, createConsumerFixture } from './consumer-fixture.suite';
import type { ConsumerFixture } from './consumer-fixture.suite';

const GROUP = 'killed-service-events';
const KEYS = Array.from({ length: 10 }, (_, n) => `key-${String(n)}`);
// `npm run nightly` runs it at full size.
const isFull = process.env['AGORA_TEST_FULL'] === 'true';
const EVENTS = isFull ? 300 : 60;
const KILLS = isFull ? 12 : 3;

let fixture: ConsumerFixture;
const children = new Set<ChildProcess>();
beforeAll(async () => {
  fixture = await createConsumerFixture({ partitions: 3 });
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await fixture.close();
});

async function startChild(): Promise<ChildProcess> {
  const program = join(__dirname, 'consumer-process.suite.ts');
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', '-C', 'source', program, fixture.domain.url, fixture.bus.url, GROUP],
    { stdio: ['ignore', 'pipe', 'inherit'], cwd: join(__dirname, '../../../..') },
  );
  children.add(child);
  child.once('exit', () => children.delete(child));
  await once(child.stdout, 'data');
  return child;
}

test('two processes that are killed while messages fail keep the order of every key and apply each event once', async () => {
  const publishing = (async (): Promise<void> => {
    for (let n = 1; n <= EVENTS; n += 1) {
      await fixture.publish(...KEYS.map((key) => `${key}:${String(n)}`));
      await sleep(40);
    }
  })();
  const stays = startChild();
  for (let round = 0; round < KILLS; round += 1) {
    const child = await startChild();
    await sleep(200 + Math.random() * 400);
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  await Promise.all([publishing, stays]);
  await eventually(async () => (await fixture.transport.lag(GROUP, [COUNTED])) === 0, {
    withinMs: 60_000,
    what: 'no lag',
  });
  await eventually(async () => (await fixture.parked(GROUP)).length === 0, {
    withinMs: 60_000,
    what: 'nothing parked',
  });
  // What always fails was given up, once at least; everything else took effect once, in order.
  const applied = Array.from({ length: EVENTS }, (_, index) => index + 1).filter((n) => n % 50 !== 0);
  for (const key of KEYS) expect(await fixture.effects(GROUP, key)).toEqual(applied);
  const dead = await fixture.deadLetters(GROUP);
  expect(new Set(dead.map((one) => one.headers['event_id'])).size).toBe(
    KEYS.length * Math.floor(EVENTS / 50),
  );
}, 400_000);
