import type { Admin, Kafka, Producer, TopicMessages } from 'kafkajs';
import { AppError } from '../../errors/app-error';
import type { Logger } from '../../logging/logger';
import type {
  Consumer,
  EventTransport,
  IncomingMessage,
  OutgoingMessage,
  PartitionBounds,
  Subscription,
  TopicSpec,
} from '../event-transport';
import { partitionOf } from '../murmur2';
import { KAFKA_RETRY, loadKafka } from './kafka-client';
import { startKafkaConsumer } from './kafka-consumer';
import { kafkaFault } from './kafka-fault';
import { readKafkaTopic } from './kafka-reader';
import { createMissingTopics, forgetGroup, groupLag, topicBounds } from './kafka-topics';

export interface KafkaTransportOptions {
  /** `host:port`, at least one. */
  readonly brokers: readonly string[];
  readonly clientId: string;
  readonly logger: Logger;
  /** Partitions one subscription handles at the same time. Default 8. */
  readonly maxConcurrency?: number;
}

/**
 * {@link EventTransport} on Kafka. Connects at the first use and again after a failure; the producer is idempotent
 * with one request in flight, so its own repeats neither double nor reorder messages.
 */
export function createKafkaTransport(options: KafkaTransportOptions): EventTransport {
  return new KafkaTransport(options);
}

class KafkaTransport implements EventTransport {
  private readonly logger: Logger;
  private readonly consumers = new Set<Consumer>();
  private kafka: Promise<Kafka> | undefined;
  private producer: Promise<Producer> | undefined;
  private admin: Promise<Admin> | undefined;

  constructor(private readonly options: KafkaTransportOptions) {
    this.logger = options.logger.child({ component: 'kafka' });
  }

  createTopics(topics: readonly TopicSpec[]): Promise<void> {
    return this.withAdmin((admin) => createMissingTopics(admin, topics));
  }

  async publish(messages: readonly OutgoingMessage[]): Promise<void> {
    if (messages.length === 0) return;
    this.producer ??= this.connectProducer();
    const connecting = this.producer;
    try {
      const producer = await connecting;
      await producer.sendBatch({ acks: -1, timeout: 10_000, topicMessages: byTopic(messages) });
    } catch (error) {
      const fault = kafkaFault(error);
      // A producer whose sequence of numbers broke never works again; a new one gets a new producer id.
      if (fault.code !== 'INTERNAL') this.dropProducer(connecting);
      throw fault;
    }
  }

  async consume(subscription: Subscription): Promise<Consumer> {
    const { logger } = this;
    const member = await startKafkaConsumer(await this.client(), {
      subscription,
      logger,
      maxConcurrency: this.options.maxConcurrency ?? 8,
    }).catch((error: unknown) => {
      throw kafkaFault(error);
    });
    let stopping: Promise<void> | undefined;
    const consumer: Consumer = {
      stop: () => {
        this.consumers.delete(consumer);
        stopping ??= member.stop();
        return stopping;
      },
    };
    this.consumers.add(consumer);
    return consumer;
  }

  async read(topic: string, handle: (message: IncomingMessage) => Promise<void>): Promise<void> {
    const kafka = await this.client();
    // A fault of the handler is the caller's own and must not be taken for one of Kafka.
    let fault: { readonly error: unknown } | undefined;
    const guarded = (message: IncomingMessage): Promise<void> =>
      handle(message).catch((error: unknown) => {
        fault = { error };
        throw error;
      });
    await this.withAdmin((admin) => readKafkaTopic({ kafka, admin, topic, handle: guarded })).catch(
      (error: unknown) => {
        throw fault === undefined ? error : fault.error;
      },
    );
  }

  lag(groupId: string, topics: readonly string[]): Promise<number> {
    return this.withAdmin((admin) => groupLag(admin, groupId, topics));
  }

  bounds(topics: readonly string[]): Promise<readonly PartitionBounds[]> {
    return this.withAdmin((admin) => topicBounds(admin, topics));
  }

  forgetGroup(groupId: string): Promise<void> {
    return this.withAdmin((admin) => forgetGroup(admin, groupId));
  }

  async ping(): Promise<void> {
    await this.withAdmin((admin) => admin.describeCluster());
  }

  async close(): Promise<void> {
    await Promise.allSettled([...this.consumers].map((consumer) => consumer.stop()));
    const clients = [this.producer, this.admin];
    this.producer = this.admin = undefined;
    await Promise.allSettled(clients.map(async (client) => (await client)?.disconnect()));
  }

  private client(): Promise<Kafka> {
    this.kafka ??= loadKafka({
      brokers: this.options.brokers,
      clientId: this.options.clientId,
      logger: this.logger,
    });
    return this.kafka;
  }

  private async connectProducer(): Promise<Producer> {
    const producer = (await this.client()).producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      retry: KAFKA_RETRY,
      createPartitioner: () => choosePartition,
    });
    await producer.connect();
    return producer;
  }

  private dropProducer(connecting: Promise<Producer>): void {
    if (this.producer === connecting) this.producer = undefined;
    void connecting.then((producer) => producer.disconnect()).catch(() => undefined);
  }

  private async withAdmin<T>(work: (admin: Admin) => Promise<T>): Promise<T> {
    this.admin ??= this.connectAdmin();
    const connecting = this.admin;
    try {
      return await work(await connecting);
    } catch (error) {
      if (this.admin === connecting) this.admin = undefined;
      void connecting.then((admin) => admin.disconnect()).catch(() => undefined);
      throw kafkaFault(error);
    }
  }

  private async connectAdmin(): Promise<Admin> {
    const admin = (await this.client()).admin({ retry: KAFKA_RETRY });
    await admin.connect();
    return admin;
  }
}

function choosePartition({
  message,
  partitionMetadata,
}: {
  message: { key?: Buffer | string | null };
  partitionMetadata: readonly unknown[];
}): number {
  if (message.key === null || message.key === undefined)
    throw new AppError('INTERNAL', 'A message needs a key');
  return partitionOf(String(message.key), partitionMetadata.length);
}

function byTopic(messages: readonly OutgoingMessage[]): TopicMessages[] {
  const topics = new Map<string, TopicMessages>();
  for (const { topic, key, value, headers } of messages) {
    const batch = topics.get(topic) ?? { topic, messages: [] };
    topics.set(topic, batch);
    batch.messages.push({ key, value: Buffer.from(value), headers: { ...headers } });
  }
  return [...topics.values()];
}
