import { eventTransportSuite } from '../event-transport.suite';
import { createKafkaTransport } from './kafka-transport';

const brokers = process.env['AGORA_TEST_KAFKA_BROKERS'];

if (brokers === undefined || brokers === '') {
  test('Kafka may only be missing outside CI', () => {
    expect(process.env['CI']).not.toBe('true');
  });
} else {
  jest.setTimeout(90_000);
  describe('Kafka as event transport', () => {
    eventTransportSuite(
      (logger) => createKafkaTransport({ brokers: brokers.split(','), clientId: 'agora-test', logger }),
      { rebalanceMs: 40_000 },
    );
  });
}
