import { createDatabase } from '../../database/database';
import type { Database } from '../../database/database';
import { SlotOwnership } from '../../database/slot-ownership';
import type { Slot } from '../../database/slot-ownership';
import { AppError } from '../../errors/app-error';
import { createJob } from '../../jobs/job';
import type { Job } from '../../jobs/job';
import type { Logger } from '../../logging/logger';
import { DAY_MS, MINUTE_MS } from '../../time/clock';
import type {
  Consumer,
  EventTransport,
  IncomingMessage,
  OutgoingMessage,
  PartitionBounds,
  Subscription,
  TopicSpec,
} from '../event-transport';
import { isTransient } from '../is-transient';
import { Limiter } from '../limiter';
import { partitionOf } from '../murmur2';
import { createLogSchema } from './log-schema';
import {
  APPEND,
  CREATE_TOPIC,
  FORGET_GROUP,
  PURGE,
  READ_BOUNDS,
  READ_LAG,
  READ_PARTITIONS,
} from './log-statements';
import type { LogPartition } from './message-row';
import { readPartition } from './partition-reader';
import { readPartitions } from './read-partitions';
import { RecentMessages } from './recent-messages';
import { Tails } from './tails';
import type { Tail } from './tails';

export interface PgLogOptions {
  /** The database of the log. Its role must be allowed to create a schema at the first use. */
  readonly url: string;
  readonly logger: Logger;
  /** How often appends of other processes are looked for while readers wait. Default 200 ms. */
  readonly pollMs?: number;
  /** Most messages one subscription handles at once, over its partitions. Default 8. */
  readonly maxConcurrency?: number;
  /** How often partitions are shared out anew between consumers. Default 1,000 ms. */
  readonly rebalanceMs?: number;
  /** How often messages past their retention are deleted. Default 10 min. */
  readonly purgeEveryMs?: number;
}

/**
 * {@link EventTransport} as a durable log in PostgreSQL: topics, partitions, offsets and consumer groups as Kafka
 * has them, for running without Kafka. Makes its own tables at the first use.
 */
export function createPgLogTransport(options: PgLogOptions): EventTransport {
  return new PgLogTransport(options);
}

const PURGE_BATCH = 1_000;

interface PartitionSlot extends Slot {
  readonly partition: LogPartition;
}

class PgLogTransport implements EventTransport {
  private readonly database: Database;
  private readonly logger: Logger;
  private readonly tails: Tails;
  private readonly recent = new RecentMessages();
  private readonly purge: Job;
  private readonly consumers = new Set<Consumer>();
  private readonly partitions = new Map<string, readonly LogPartition[]>();
  private setUp: Promise<void> | undefined;

  constructor(private readonly options: PgLogOptions) {
    this.logger = options.logger.child({ component: 'event-log' });
    this.database = createDatabase({ url: options.url, name: 'event-log', maxConnections: 12 });
    this.tails = new Tails(this.database, this.logger, options.pollMs ?? 200);
    this.purge = createJob({
      name: 'event-log-retention',
      database: this.database,
      logger: this.logger,
      everyMs: options.purgeEveryMs ?? 10 * MINUTE_MS,
      run: async () => ({
        isMoreDue: (await this.database.query(PURGE, [PURGE_BATCH])).length >= PURGE_BATCH,
      }),
    });
  }

  async createTopics(topics: readonly TopicSpec[]): Promise<void> {
    await this.ready();
    for (const topic of topics) {
      await this.database.query(CREATE_TOPIC, [
        topic.name,
        topic.partitions ?? 3,
        topic.retentionMs ?? 7 * DAY_MS,
      ]);
    }
  }

  async publish(messages: readonly OutgoingMessage[]): Promise<void> {
    if (messages.length === 0) return;
    await this.ready();
    const known = await this.partitionsOf(messages.map((message) => message.topic));
    const partitions = messages.map(({ topic, key }) => partitionFor(key, known.get(topic) ?? []));
    try {
      const tails = await this.database.query<Tail>(APPEND, [
        messages.map((message) => message.topic),
        partitions.map(({ number }) => number),
        messages.map((message) => message.key),
        messages.map((message) => Buffer.from(message.value)),
        messages.map((message) => JSON.stringify(message.headers)),
      ]);
      this.recent.keep(messages, partitions, tails);
      this.tails.advance(tails);
    } catch (error) {
      throw isTransient(error)
        ? unavailable(error)
        : new AppError('INTERNAL', 'The event log refused messages', { cause: error });
    }
  }

  async consume(subscription: Subscription): Promise<Consumer> {
    await this.ready();
    const partitions = await this.partitionsOf(subscription.topics);
    const limiter = new Limiter(this.options.maxConcurrency ?? 8);
    const { database, tails, recent, logger } = this;
    const ownership = new SlotOwnership<PartitionSlot>({
      url: this.options.url,
      group: `consumers/${subscription.groupId}`,
      slots: [...partitions.values()]
        .flat()
        .map((partition) => ({ pool: partition.topic, name: String(partition.number), partition })),
      hold: ({ partition }, signal) =>
        readPartition({ database, tails, recent, subscription, partition, limiter, logger }, signal),
      logger,
      ...(this.options.rebalanceMs === undefined ? {} : { tickMs: this.options.rebalanceMs }),
    });
    await ownership.start();
    const consumer: Consumer = {
      stop: async () => {
        await ownership.stop();
        this.consumers.delete(consumer);
      },
    };
    this.consumers.add(consumer);
    return consumer;
  }

  async read(topic: string, handle: (message: IncomingMessage) => Promise<void>): Promise<void> {
    await this.ready();
    const partitions = (await this.partitionsOf([topic])).get(topic) ?? [];
    await readPartitions(this.database, partitions, handle);
  }

  async lag(groupId: string, topics: readonly string[]): Promise<number> {
    await this.ready();
    const [row] = await this.database.query<{ lag: number }>(READ_LAG, [groupId, topics]);
    return row?.lag ?? 0;
  }

  async bounds(topics: readonly string[]): Promise<readonly PartitionBounds[]> {
    await this.ready();
    await this.partitionsOf(topics);
    return this.database.query<PartitionBounds>(READ_BOUNDS, [topics]);
  }

  async forgetGroup(groupId: string): Promise<void> {
    await this.ready();
    await this.database.query(FORGET_GROUP, [groupId]);
  }

  ping(): Promise<void> {
    return this.database.ping();
  }

  async close(): Promise<void> {
    await Promise.all([this.purge.stop(), ...[...this.consumers].map((consumer) => consumer.stop())]);
    await this.tails.close();
    await this.database.close();
  }

  private ready(): Promise<void> {
    this.setUp ??= createLogSchema(this.database).then(
      () => this.purge.start(),
      (error: unknown) => {
        this.setUp = undefined;
        throw isTransient(error) ? unavailable(error) : error;
      },
    );
    return this.setUp;
  }

  private async partitionsOf(
    topics: readonly string[],
  ): Promise<ReadonlyMap<string, readonly LogPartition[]>> {
    const names = [...new Set(topics)];
    const unknown = names.filter((topic) => !this.partitions.has(topic));
    if (unknown.length > 0) {
      const rows = await this.database.query<LogPartition>(READ_PARTITIONS, [unknown]);
      for (const row of rows)
        this.partitions.set(
          row.topic,
          rows.filter(({ topic }) => topic === row.topic),
        );
    }
    return new Map(names.map((topic) => [topic, this.known(topic)]));
  }

  private known(topic: string): readonly LogPartition[] {
    const partitions = this.partitions.get(topic);
    if (partitions === undefined) throw new AppError('INTERNAL', `The topic ${topic} does not exist`);
    return partitions;
  }
}

/** @throws AppError when there is none, as for a topic that was never made. */
function partitionFor(key: string, partitions: readonly LogPartition[]): LogPartition {
  const partition = partitions[partitionOf(key, partitions.length)];
  if (partition === undefined) throw new AppError('INTERNAL', 'The topic has no partitions');
  return partition;
}

function unavailable(cause: unknown): AppError {
  return cause instanceof AppError
    ? cause
    : new AppError('DOWNSTREAM_UNAVAILABLE', 'The event log is not reachable', { cause });
}
