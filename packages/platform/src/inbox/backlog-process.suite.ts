import { createDatabase } from '../database/database';
import { jsonCodec } from '../eventing/event-codec';
import { createKafkaTransport } from '../eventing/kafka/kafka-transport';
import { createPgLogTransport } from '../eventing/pg-log/pg-log-transport';
import { createLogger } from '../logging/logger';
import { consumeEvents } from './consume-events';

// A consumer that catches up in a process of its own and says how much memory that took.
// Arguments: database URL, URL of the log or `kafka:<brokers>`, group, topic, number of messages.
const [databaseUrl = '', place = '', groupId = '', topic = '', total = '0'] = process.argv.slice(2);
const logger = createLogger({ name: 'backlog', level: 'silent' });
const database = createDatabase({ url: databaseUrl, name: 'backlog' });
const transport = place.startsWith('kafka:')
  ? createKafkaTransport({ brokers: place.slice('kafka:'.length).split(','), clientId: 'backlog', logger })
  : createPgLogTransport({ url: place, logger });

const beforeBytes = process.memoryUsage.rss();
let mostBytes = beforeBytes;
setInterval(() => {
  mostBytes = Math.max(mostBytes, process.memoryUsage.rss());
}, 20).unref();

let handled = 0;
void consumeEvents({
  transport,
  codec: jsonCodec,
  groupId,
  database,
  logger,
  handlers: {
    [topic]: async (event, tx) => {
      await tx.query('INSERT INTO effect (event_id) VALUES ($1)', [event.event_id]);
    },
  },
  onHandled: () => {
    handled += 1;
    if (handled < Number(total)) return;
    const growthMb = (mostBytes - beforeBytes) / 1_048_576;
    process.stdout.write(`${JSON.stringify({ growthMb })}\n`, () => process.exit(0));
  },
});
