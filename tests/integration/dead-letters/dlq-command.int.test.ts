import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { allTopics } from '@agora/contracts/catalog-of-events';
import { catalogProductUpdatedV1 } from '@agora/contracts/catalog/product-updated';
import { eventSchemas } from '@agora/contracts/published-schemas';
import { createAvroCodec, createPgLogTransport } from '@agora/platform/eventing';
import type { EventTransport } from '@agora/platform/eventing';
import { newId } from '@agora/platform/ids';
import { createLogger } from '@agora/platform/logging';
import { createTestDatabase } from '@agora/test-kit/databases';
import type { TestDatabase } from '@agora/test-kit/databases';
import { repositoryRoot } from '@agora/test-kit/repository';
import { runDlq } from '../../../scripts/dlq/run-dlq';

const TOPIC = catalogProductUpdatedV1.topic;
const run = promisify(execFile);

let bus: TestDatabase;
let transport: EventTransport;
beforeAll(async () => {
  bus = await createTestDatabase('empty');
  transport = createPgLogTransport({ url: bus.url, logger: createLogger({ name: 'test', level: 'silent' }) });
  await transport.createTopics(allTopics());
});
afterAll(async () => {
  await transport.close();
  await bus.drop();
});

const environment = (): NodeJS.ProcessEnv => ({
  ...process.env,
  BUS_DATABASE_URL: bus.url,
  KAFKA_BROKERS: '',
  SCHEMA_REGISTRY_URL: undefined,
});

/** As a process of its own, as `npm run dlq` does it. */
async function dlqProcess(...args: readonly string[]): Promise<{ code: number; output: string }> {
  const command = ['--import', 'tsx', '--conditions', 'source', 'scripts/dlq/main.ts', ...args];
  try {
    const { stdout, stderr } = await run(process.execPath, command, {
      cwd: repositoryRoot,
      env: environment(),
    });
    return { code: 0, output: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, output: stdout + stderr };
  }
}

async function dlq(...args: readonly string[]): Promise<string> {
  const lines: string[] = [];
  await runDlq(args, environment(), (line) => lines.push(line));
  return lines.join('\n');
}

async function bury(offset: number, value: Uint8Array): Promise<void> {
  const headers = {
    event_id: newId(),
    dead_group: 'cart-service-events',
    dead_reason: 'RangeError',
    dead_offset: String(offset),
    dead_partition: '2',
  };
  await transport.publish([{ topic: `${TOPIC}.dlq`, key: 'k', value, headers }]);
}

test('an operator lists, reads, replays and drops dead letters', async () => {
  const codec = createAvroCodec({ schemas: eventSchemas() });
  await bury(7, await codec.encode(sampleEnvelope()));
  await bury(8, Buffer.from('not avro'));
  await bury(9, Buffer.from('not avro either'));

  const listed = await dlqProcess('list');
  expect(listed.code).toBe(0);
  expect(listed.output).toMatch(
    /product\.updated\.v1\s+0\/0 .* cart-service-events\s+RangeError\s+from 2\/7/,
  );
  expect(listed.output).toContain('3 dead letters');

  expect(await dlq('show', TOPIC, '0')).toContain('"type": "catalog.product.updated.v1"');
  expect(await dlq('show', `${TOPIC}.dlq`, '0/1')).toContain(Buffer.from('not avro').toString('base64'));

  await dlq('replay', TOPIC, '0');
  const sent: Record<string, string>[] = [];
  await transport.read(TOPIC, (message) => Promise.resolve(void sent.push(message.headers)));
  expect(sent).toEqual([{ event_id: expect.any(String) as string, replay_for_group: 'cart-service-events' }]);

  await dlq('drop', TOPIC, '1');
  expect(await dlq('list', TOPIC)).toContain('1 dead letters');
  await dlq('drop', TOPIC, '--all');
  expect(await dlq('list', TOPIC)).toContain('No dead letters');
}, 60_000);

test.each([
  [[], 'Say what to do'],
  [['burn'], 'There is no burn'],
  [['list', 'no.such.v1'], 'There is no topic no.such.v1'],
  [['replay', TOPIC], 'an id or --all'],
  [['show', TOPIC, 'seven'], 'seven is no id'],
  [['drop', TOPIC, '0/99'], 'has no dead letter 0/99'],
])('%j is refused with words that help', async (args, words) => {
  await expect(dlq(...args)).rejects.toThrow(words);
});

test('a refusal ends the process with its words alone', async () => {
  const { code, output } = await dlqProcess();
  expect(code).toBe(1);
  expect(output).toMatch(/^Say what to do\./);
}, 60_000);

function sampleEnvelope() {
  const { sample } = catalogProductUpdatedV1;
  return {
    event_id: newId(),
    type: TOPIC,
    occurred_at: new Date().toISOString(),
    producer: 'catalog',
    aggregate_id: sample.product_id,
    aggregate_version: sample.version,
    tenant_region: null,
    store_id: null,
    correlation_id: null,
    causation_id: null,
    saga_id: null,
    actor: null,
    schema_version: 1,
    payload: sample,
  };
}
