import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { jsonCodec } from '../eventing/event-codec';
import type { EventTransport } from '../eventing/event-transport';
import { createKafkaTransport } from '../eventing/kafka/kafka-transport';
import { createPgLogTransport } from '../eventing/pg-log/pg-log-transport';
import { newId } from '../ids/uuid-v7';
import { createMessagingDatabase } from '../outbox/messaging-database.suite';
import type { MessagingDatabase } from '../outbox/messaging-database.suite';
import { countedEnvelope, quiet } from './consumer-fixture.suite';

// `npm run nightly` runs it at full size.
const isFull = process.env['AGORA_TEST_FULL'] === 'true';
const MESSAGES = isFull ? 100_000 : 5_000;
const MOST_MB = 300;
const brokers = process.env['AGORA_TEST_KAFKA_BROKERS'] ?? '';

let domain: MessagingDatabase;
let bus: MessagingDatabase;
beforeAll(async () => {
  [domain, bus] = await Promise.all([createMessagingDatabase(), createMessagingDatabase({ isEmpty: true })]);
  await domain.database.query('CREATE TABLE effect (event_id uuid PRIMARY KEY)');
});
afterEach(() => domain.database.query('TRUNCATE effect'));
afterAll(() => Promise.all([domain.drop(), bus.drop()]));

async function fill(transport: EventTransport, topic: string): Promise<void> {
  await transport.createTopics([{ name: topic, partitions: 3 }]);
  const note = 'x'.repeat(600);
  for (let sent = 0; sent < MESSAGES; sent += 500)
    await transport.publish(
      Array.from({ length: 500 }, (_, index) => {
        const key = `key-${String((sent + index) % 200)}`;
        const envelope = { ...countedEnvelope(key, sent + index), type: topic, payload: { note } };
        return { topic, key, value: jsonCodec.encode(envelope), headers: {} };
      }),
    );
}

async function growthOfCatchingUp(place: string, topic: string): Promise<number> {
  const program = join(__dirname, 'backlog-process.suite.ts');
  const args = [domain.url, place, `group-${newId()}`, topic, String(MESSAGES)];
  const child = spawn(process.execPath, ['--import', 'tsx', '-C', 'source', program, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: join(__dirname, '../../../..'),
  });
  const { growthMb } = JSON.parse(await text(child.stdout)) as { growthMb: number };
  return growthMb;
}

async function catchesUp(transport: EventTransport, place: string): Promise<void> {
  const topic = `test.backlog-${newId()}`;
  try {
    await fill(transport, topic);
  } finally {
    await transport.close();
  }
  const growthMb = await growthOfCatchingUp(place, topic);
  if (isFull) process.stderr.write(`${String(MESSAGES)} messages behind: grew by ${String(growthMb)} MB\n`);
  expect(growthMb).toBeLessThan(MOST_MB);
  const [row] = await domain.database.query<{ n: number }>('SELECT count(*)::int AS n FROM effect');
  expect(row?.n).toBe(MESSAGES);
}

test(
  'a consumer that is far behind the log catches up within bounded memory',
  () => catchesUp(createPgLogTransport({ url: bus.url, logger: quiet }), bus.url),
  900_000,
);

(brokers === '' ? test.skip : test)(
  'a consumer that is far behind on Kafka catches up within bounded memory',
  () =>
    catchesUp(
      createKafkaTransport({ brokers: brokers.split(','), clientId: 'backlog-test', logger: quiet }),
      `kafka:${brokers}`,
    ),
  900_000,
);
