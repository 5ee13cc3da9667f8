import type { Consumer as KafkaJsConsumer, Kafka } from 'kafkajs';
import { backoffMs, sleep } from '../../time/deadline';
import type { Consumer } from '../event-transport';
import { GroupMember, HEARTBEAT_MS } from './group-member';
import type { GroupMemberOptions } from './group-member';
import { KAFKA_RETRY } from './kafka-client';

export interface KafkaConsumerOptions extends GroupMemberOptions {
  /** Partitions handled at the same time. */
  readonly maxConcurrency: number;
}

/** Who joins while topics are being made is given what is there: so soon does it find the rest. The library's default is five minutes. */
const METADATA_MS = 10_000;

/**
 * Starts a member of the subscription's group. Whatever ends it later but its own stop, it begins again.
 * @throws the library's error when the broker is not reachable or a topic does not exist.
 */
export async function startKafkaConsumer(kafka: Kafka, options: KafkaConsumerOptions): Promise<Consumer> {
  const consumer = new LastingConsumer(kafka, options);
  await consumer.start();
  return consumer;
}

/** The library restarts a consumer after the faults it knows and leaves it dead after all others: those are replaced. */
class LastingConsumer implements Consumer {
  private current: { readonly consumer: KafkaJsConsumer; readonly member: GroupMember } | undefined;
  private isDown = false;
  private replacing: Promise<void> | undefined;
  private crashes = 0;
  private readonly stopping = new AbortController();

  constructor(
    private readonly kafka: Kafka,
    private readonly options: KafkaConsumerOptions,
  ) {}

  async start(): Promise<void> {
    const { subscription, maxConcurrency } = this.options;
    const consumer = this.kafka.consumer({
      groupId: subscription.groupId,
      sessionTimeout: 15_000,
      rebalanceTimeout: 20_000,
      heartbeatInterval: HEARTBEAT_MS,
      maxWaitTimeInMs: 250,
      metadataMaxAge: METADATA_MS,
      // Whatever made it crash: this process goes on trying, it has nothing else to do for the group.
      retry: { ...KAFKA_RETRY, restartOnFailure: () => Promise.resolve(true) },
    });
    const member = new GroupMember(consumer, this.options);
    this.current = { consumer, member };
    consumer.on(consumer.events.CRASH, ({ payload: { error, restart } }) => {
      if (!restart) this.replace(error);
    });
    consumer.on(consumer.events.END_BATCH_PROCESS, () => {
      this.crashes = 0;
    });
    try {
      await consumer.connect();
      await consumer.subscribe({ topics: [...subscription.topics], fromBeginning: true });
      await consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        partitionsConsumedConcurrently: maxConcurrency,
        eachBatch: (payload) => member.handleBatch(payload),
      });
    } catch (error) {
      await consumer.disconnect().catch(() => undefined);
      throw error;
    }
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.replacing;
    await this.leave();
  }

  private replace(reason: unknown): void {
    const { logger, subscription } = this.options;
    logger.error(
      { err: reason, group: subscription.groupId },
      'consumer crashed, another one takes its place',
    );
    this.isDown = true;
    this.replacing ??= this.keepReplacing();
  }

  /** Until one lasts; it may crash while it is being started. */
  private async keepReplacing(): Promise<void> {
    const { signal } = this.stopping;
    while (this.isDown) {
      await sleep(backoffMs(this.crashes, 200, 5_000), signal).catch(() => undefined);
      if (signal.aborted) return;
      this.crashes += 1;
      await this.leave().catch(() => undefined);
      this.isDown = false;
      await this.start().catch(() => {
        this.isDown = true;
      });
    }
    this.replacing = undefined;
  }

  private async leave(): Promise<void> {
    const { current } = this;
    this.current = undefined;
    current?.member.stop();
    await current?.consumer.stop();
    await current?.consumer.disconnect();
  }
}
