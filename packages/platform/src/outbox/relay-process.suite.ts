import { createDatabase } from '../database/database';
import { jsonCodec } from '../eventing/event-codec';
import { createPgLogTransport } from '../eventing/pg-log/pg-log-transport';
import { createLogger } from '../logging/logger';
import { createRelay } from './relay';

// A relay in a process of its own, for tests that kill it. Arguments: database URL, URL of the log.
const [databaseUrl = '', busUrl = ''] = process.argv.slice(2);
const logger = createLogger({ name: 'relay', level: 'silent' });
const database = createDatabase({ url: databaseUrl, name: 'relay-child' });
const transport = createPgLogTransport({ url: busUrl, logger });
void createRelay({
  name: 'test',
  database,
  transport,
  codec: jsonCodec,
  logger,
  batchSize: 40,
  pollMs: 20,
  rebalanceMs: 100,
})
  .start()
  .then(() => process.stdout.write('ready\n'));
