import type { Consumer } from '../eventing/event-transport';
import { createLogger } from '../logging/logger';
import { startPatiently } from './patient-consumer';

const logger = createLogger({ name: 'test', level: 'silent' });

test('a consumer that its group does not let in yet holds nobody up, and is stopped once it is in', async () => {
  let letIn: (consumer: Consumer) => void = () => undefined;
  const stop = jest.fn(() => Promise.resolve());
  const starting = new Promise<Consumer>((resolve) => {
    letIn = resolve;
  });
  const consumer = await startPatiently(() => starting, logger, { startMs: 10, stopMs: 10 });
  await consumer.stop();
  expect(stop).not.toHaveBeenCalled();
  letIn({ stop });
  await starting;
  await new Promise(setImmediate);
  expect(stop).toHaveBeenCalledTimes(1);
});

test('a stop waits for the consumer it stops, and tells of its failure', async () => {
  const consumer = await startPatiently(
    () => Promise.resolve({ stop: () => Promise.reject(new Error('still busy')) }),
    logger,
  );
  await expect(consumer.stop()).rejects.toThrow('still busy');
});
