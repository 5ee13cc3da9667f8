import type { Kafka, LogEntry, RetryOptions } from 'kafkajs';
import type { Logger } from '../../logging/logger';

export interface KafkaClientOptions {
  /** `host:port`, at least one. */
  readonly brokers: readonly string[];
  /** Names the process in the broker's logs and quotas. */
  readonly clientId: string;
  readonly logger: Logger;
}

/** Short pauses: after a broker's restart the library's defaults wait ten seconds longer than the broker needs. */
export const KAFKA_RETRY: RetryOptions = { initialRetryTime: 100, maxRetryTime: 1_000, retries: 8 };

/** The client library, loaded only when Kafka is used: it costs 60 ms of start-up. */
export async function loadKafka(options: KafkaClientOptions): Promise<Kafka> {
  const { Kafka: KafkaClient, logLevel } = await import('kafkajs');
  return new KafkaClient({
    brokers: [...options.brokers],
    clientId: options.clientId,
    connectionTimeout: 3_000,
    requestTimeout: 10_000,
    retry: KAFKA_RETRY,
    logLevel: logLevel.INFO,
    logCreator: () => (entry) => write(options.logger, entry),
  });
}

const ERROR = 1;
const WARN = 2;

// The library reports as errors what it is about to repeat (a coordinator that is loading); what it cannot repeat
// it throws. Hence one level lower than it says.
function write(logger: Logger, { level, namespace, log }: LogEntry): void {
  const { message, ...context } = log;
  const line = { kafka: { namespace, ...withoutNoise(context) } };
  if (level === ERROR) logger.warn(line, message);
  else if (level === WARN) logger.info(line, message);
  else logger.debug(line, message);
}

function withoutNoise(context: Record<string, unknown>): Record<string, unknown> {
  const { timestamp: _time, logger: _library, stack: _stack, ...rest } = context;
  return rest;
}
