import { createKafkaTransport, createPgLogTransport } from '@agora/platform/eventing';
import type { EventTransport } from '@agora/platform/eventing';
import { createLogger } from '@agora/platform/logging';
import { createMessagingDatabase } from '../../packages/platform/src/outbox/messaging-database.suite';
import { findKafka } from '../../packages/test-kit/src/services/kafka';
import { measureBackbone } from '../measure/event-backbone';
import { ratio } from '../table';

const logger = createLogger({ name: 'bench', level: 'error' });

/** Events through outbox, transport and inbox, on the log and, where there is one, on Kafka. */
export async function eventRows(): Promise<string[][]> {
  const rows = [
    [
      'Events, outbox to effect',
      'events/s',
      'bare',
      'ratio',
      'at rest p50 ms',
      'p99 ms',
      'bare p50',
      'ratio',
    ],
  ];
  const bus = await createMessagingDatabase({ isEmpty: true });
  try {
    rows.push(await rowOf('event log in PostgreSQL', createPgLogTransport({ url: bus.url, logger })));
  } finally {
    await bus.drop();
  }
  const kafka = await findKafka({ install: false });
  if (kafka.kind === 'missing') return [...rows, [`  Kafka: ${kafka.reason}`]];
  try {
    const brokers = kafka.address.split(',');
    rows.push(await rowOf('Kafka', createKafkaTransport({ brokers, clientId: 'bench', logger })));
  } finally {
    await kafka.stop();
  }
  return rows;
}

async function rowOf(name: string, transport: EventTransport): Promise<string[]> {
  const messaging = await createMessagingDatabase();
  try {
    const cost = await measureBackbone({ database: messaging.database, transport });
    return [
      `  ${name}`,
      cost.perSecond.toFixed(0),
      cost.barePerSecond.toFixed(0),
      ratio(cost.perSecond, cost.barePerSecond),
      cost.p50Ms.toFixed(1),
      cost.p99Ms.toFixed(1),
      cost.bareP50Ms.toFixed(1),
      ratio(cost.p50Ms, cost.bareP50Ms),
    ];
  } finally {
    await transport.close();
    await messaging.drop();
  }
}
