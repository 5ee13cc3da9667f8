import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allTopics } from '@agora/contracts/catalog-of-events';
import { eventSchemas } from '@agora/contracts/published-schemas';
import { PAYMENT_EVENTS } from '@agora/contracts/payment/webhook-body';
import { createAvroCodec, createPgLogTransport } from '@agora/platform/eventing';
import type { EventEnvelope, EventTransport } from '@agora/platform/eventing';
import { createLogger } from '@agora/platform/logging';
import { createTestDatabase } from '@agora/test-kit/databases';
import type { TestDatabase } from '@agora/test-kit/databases';
import { eventually } from '@agora/test-kit/eventually';
import { intentRequest, post } from './payment-world.suite';

jest.setTimeout(90_000);
const logger = createLogger({ name: 'test', level: 'silent' });
const codec = createAvroCodec({ schemas: eventSchemas(), registry: undefined });
const children = new Set<ChildProcess>();
let bus: TestDatabase;
let log: EventTransport;
let folder: string;
const heard: EventEnvelope[] = [];

beforeAll(async () => {
  bus = await createTestDatabase('empty');
  folder = await mkdtemp(join(tmpdir(), 'agora-payment-'));
  log = createPgLogTransport({ url: bus.url, logger, pollMs: 20, rebalanceMs: 100 });
  await log.createTopics(allTopics().filter(({ name }) => name.startsWith('payment.')));
  await log.consume({
    groupId: 'test',
    topics: PAYMENT_EVENTS.map(({ topic }) => topic),
    handle: async (message) => {
      heard.push(await codec.decode(message.value));
    },
  });
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await log.close();
  await bus.drop();
  await rm(folder, { recursive: true });
});

async function startParty(mode: 'stuck' | 'well'): Promise<{ child: ChildProcess; url: string }> {
  const program = join(__dirname, 'payment-process.suite.ts');
  const args = ['--import', 'tsx', '-C', 'source', program, bus.url, join(folder, 'intents.jsonl'), mode];
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: join(__dirname, '../../../..'),
  });
  children.add(child);
  child.once('exit', () => children.delete(child));
  const [url] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, url: url.toString().trim() };
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

test('a party that is killed between a change and its event tells it after its restart, once for all', async () => {
  const first = await startParty('stuck');
  const intents = [];
  for (let n = 0; n < 5; n += 1) intents.push(await post(`${first.url}/intents`, intentRequest()));
  for (const intent of intents) await post(`${first.url}/intents/${String(intent['id'])}/capture`);
  await kill(first.child);
  expect(heard).toEqual([]);

  const second = await startParty('well');
  await eventually(() => heard.length >= 10, { withinMs: 30_000, what: 'every event' });
  for (const { id } of intents) {
    const own = heard.filter((event) => event.aggregate_id === id);
    const inOrder = own.map((event) => [event.type, event.aggregate_version, event.producer]);
    // Topics keep no order among each other.
    expect(inOrder.sort()).toEqual([
      ['payment.authorized.v1', 1, 'payment'],
      ['payment.captured.v1', 2, 'payment'],
    ]);
  }
  await kill(second.child);

  const third = await startParty('well');
  const last = await post(`${third.url}/intents`, intentRequest());
  await eventually(() => heard.some((event) => event.aggregate_id === last['id']), { withinMs: 30_000 });
  // What was acknowledged before the kill may come again, but only as the same event.
  const versions = new Set(heard.map((event) => `${event.aggregate_id}/${String(event.aggregate_version)}`));
  expect(new Set(heard.map((event) => event.event_id)).size).toBe(versions.size);
  await kill(third.child);
});
