import { newId } from '../../ids/uuid-v7';
import { createLogger } from '../../logging/logger';
import { loadKafka } from './kafka-client';
import { createKafkaTransport } from './kafka-transport';

const address = process.env['AGORA_TEST_KAFKA_BROKERS'] ?? '';
const brokers = address.split(',');
const logger = createLogger({ name: 'test', level: 'silent' });
const PARTITIONS = 6;
jest.setTimeout(120_000);

(address === '' ? test.skip : test)(
  'topics made by several at once take messages in each partition at the first try, for each of those that made them',
  async () => {
    const clientId = 'agora-topics-test';
    const topics = Array.from({ length: 30 }, () => `test.${newId()}`);
    const specs = topics.map((name) => ({ name, partitions: PARTITIONS }));
    const transports = [0, 1, 2].map(() => createKafkaTransport({ brokers, clientId, logger }));
    const kafka = await loadKafka({ brokers, clientId, logger });
    await Promise.all(
      transports.map(async (transport) => {
        await transport.createTopics(specs);
        const producer = kafka.producer({ allowAutoTopicCreation: false, retry: { retries: 0 } });
        await producer.connect();
        try {
          const messages = Array.from({ length: PARTITIONS }, (_, partition) => ({ partition, value: 'v' }));
          await producer.sendBatch({ topicMessages: topics.map((topic) => ({ topic, messages })) });
        } finally {
          await producer.disconnect();
        }
      }),
    );
    const bounds = await transports[0]?.bounds(topics);
    expect(bounds?.map(({ next }) => next)).toEqual(Array.from({ length: 30 * PARTITIONS }, () => 3n));
    await Promise.all(transports.map((transport) => transport.close()));
  },
);
