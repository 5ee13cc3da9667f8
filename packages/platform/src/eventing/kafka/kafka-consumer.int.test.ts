import { eventually } from '@agora/test-kit/eventually';
import type { Consumer as KafkaJsConsumer, Kafka } from 'kafkajs';
import { newId } from '../../ids/uuid-v7';
import { createLogger } from '../../logging/logger';
import type { OutgoingMessage } from '../event-transport';
import { loadKafka } from './kafka-client';
import { startKafkaConsumer } from './kafka-consumer';
import { createKafkaTransport } from './kafka-transport';

const address = process.env['AGORA_TEST_KAFKA_BROKERS'] ?? '';
const brokers = address.split(',');
const logger = createLogger({ name: 'test', level: 'silent' });
const clientId = 'agora-crash-test';
jest.setTimeout(90_000);

/** The real library; its consumers break on their first batches in a way that it takes for a defect, and gives up. */
function breaking(kafka: Kafka, times: number): { readonly kafka: Kafka; readonly consumers: () => number } {
  let left = times;
  let consumers = 0;
  const consumer: Kafka['consumer'] = (config) => {
    consumers += 1;
    const made: KafkaJsConsumer = kafka.consumer(config);
    const run: KafkaJsConsumer['run'] = ({ eachBatch, ...options } = {}) =>
      made.run({
        ...options,
        eachBatch: async (payload) => {
          left -= 1;
          if (left >= 0) throw new TypeError("Cannot read properties of undefined (reading 'has')");
          await eachBatch?.(payload);
        },
      });
    return { ...made, run };
  };
  return { kafka: Object.assign(Object.create(kafka) as Kafka, { consumer }), consumers: () => consumers };
}

(address === '' ? test.skip : test)(
  'a consumer that the library gives up is replaced until one lasts; nothing is lost, and it stops when asked',
  async () => {
    const transport = createKafkaTransport({ brokers, clientId, logger });
    const topic = `test.${newId()}`;
    await transport.createTopics([{ name: topic, partitions: 1 }]);
    const message = (key: string): OutgoingMessage => ({ topic, key, value: Buffer.from('v'), headers: {} });
    await transport.publish([message('1'), message('2')]);
    const seen: string[] = [];
    const { kafka, consumers } = breaking(await loadKafka({ brokers, clientId, logger }), 2);
    const groupId = `test-${newId()}`;
    const consumer = await startKafkaConsumer(kafka, {
      maxConcurrency: 1,
      logger,
      subscription: {
        groupId,
        topics: [topic],
        handle: ({ key }) => {
          seen.push(key);
          return Promise.resolve();
        },
      },
    });
    await eventually(() => seen.length === 2, { withinMs: 60_000 });
    expect(consumers()).toBe(3);
    await transport.publish([message('3')]);
    await eventually(() => seen.length === 3, { withinMs: 60_000 });
    expect(seen).toEqual(['1', '2', '3']);
    await consumer.stop();
    // Nobody of the group is left.
    await transport.forgetGroup(groupId);
    await transport.close();
  },
);
