import { createDatabase } from '../database/database';
import { jsonCodec } from '../eventing/event-codec';
import { createPgLogTransport } from '../eventing/pg-log/pg-log-transport';
import { createLogger } from '../logging/logger';
import { consumeEvents } from './consume-events';
import { COUNTED, effectHandler } from './consumer-fixture.suite';

// A consumer in a process of its own, for tests that kill it. Arguments: database URL, URL of the log, group.
// Every seventh number fails twice, whichever process tries it; every fiftieth always.
const [databaseUrl = '', busUrl = '', groupId = ''] = process.argv.slice(2);
const logger = createLogger({ name: 'consumer', level: 'silent' });
const database = createDatabase({ url: databaseUrl, name: 'consumer-child' });
const transport = createPgLogTransport({ url: busUrl, logger, pollMs: 20, rebalanceMs: 100 });

async function failSometimes(key: string, n: number): Promise<void> {
  if (n % 50 === 0) throw new Error('always');
  if (n % 7 !== 0) return;
  // Outside of the transaction, so that a failed attempt is remembered.
  await database.query('INSERT INTO try (consumer, key, n) VALUES ($1, $2, $3)', [groupId, key, n]);
  const tries = await database.query('SELECT 1 FROM try WHERE consumer = $1 AND key = $2 AND n = $3', [
    groupId,
    key,
    n,
  ]);
  if (tries.length <= 2) throw new Error('not yet');
}

void consumeEvents({
  transport,
  codec: jsonCodec,
  groupId,
  database,
  handlers: { [COUNTED]: effectHandler(groupId, failSometimes) },
  logger,
  maxAttempts: 4,
  parkMs: 20,
}).then(() => process.stdout.write('ready\n'));
