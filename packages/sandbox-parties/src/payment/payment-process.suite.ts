import { eventSchemas } from '@agora/contracts/published-schemas';
import { createAvroCodec, createPgLogTransport } from '@agora/platform/eventing';
import type { EventTransport } from '@agora/platform/eventing';
import { createLogger } from '@agora/platform/logging';
import { openPaymentParty } from './open-payment-party';

// A payment party in a process of its own, for tests that kill it. Arguments: URL of the log, file of the journal, and
// `stuck` for one that never gets as far as publishing.
const [busUrl = '', storeFile = '', mode = ''] = process.argv.slice(2);
const logger = createLogger({ name: 'payment', level: 'silent' });
const log = createPgLogTransport({ url: busUrl, logger, pollMs: 20 });
const transport: EventTransport = {
  createTopics: (topics) => log.createTopics(topics),
  publish: (messages) => (mode === 'stuck' ? new Promise(() => undefined) : log.publish(messages)),
  consume: (subscription) => log.consume(subscription),
  read: (topic, handle) => log.read(topic, handle),
  bounds: (topics) => log.bounds(topics),
  forgetGroup: (group) => log.forgetGroup(group),
  lag: (groupId, topics) => log.lag(groupId, topics),
  ping: () => log.ping(),
  close: () => log.close(),
};

async function main(): Promise<void> {
  const party = await openPaymentParty({
    port: 0,
    host: '127.0.0.1',
    storeFile,
    logger,
    events: { transport, codec: createAvroCodec({ schemas: eventSchemas(), registry: undefined }) },
    webhook: undefined,
  });
  process.stdout.write(`${await party.start()}\n`);
}

void main();
