/**
 * The road between services. Two adapters keep the same promises, proved by `event-transport.suite.ts`:
 * a durable log in PostgreSQL (embedded) and Kafka.
 *
 * - A message whose `publish` resolved is never lost.
 * - Messages with one key keep their order: the partition is murmur2(key) mod partitions, as Kafka's default.
 * - Delivery is at least once, in offset order per partition; a consumer's effect must be made exactly once by
 *   the inbox.
 */
export interface EventTransport {
  /**
   * Creates missing topics. An operator's command: nothing is created automatically by publishing or consuming.
   * Safe to repeat; never changes an existing topic.
   */
  createTopics(topics: readonly TopicSpec[]): Promise<void>;
  /**
   * Appends messages, in the given order per key. Resolves when all are durable.
   * @throws AppError `DOWNSTREAM_UNAVAILABLE` (retriable): some may have been written, so a caller that tries
   *   again may write them twice.
   */
  publish(messages: readonly OutgoingMessage[]): Promise<void>;
  /**
   * Runs `handle` for every message of `topics`, one at a time per partition, starting at the group's committed
   * offset (a new group starts at the beginning). The offset is committed after `handle` resolved. A `handle`
   * that rejects is called again with the same message after a back-off (100 ms to 5 s, jitter); the messages
   * behind it in its partition wait.
   */
  consume(subscription: Subscription): Promise<Consumer>;
  /**
   * Hands every message that the topic has now to `handle`, one at a time, per partition in offset order from the oldest
   * that is kept. Belongs to no group and commits nothing. A `handle` that rejects ends it.
   * @throws what `handle` throws; AppError `DOWNSTREAM_UNAVAILABLE` (retriable) when the transport does not answer.
   */
  read(topic: string, handle: (message: IncomingMessage) => Promise<void>): Promise<void>;
  /** Messages not yet committed by `groupId`, summed over its topics' partitions. */
  lag(groupId: string, topics: readonly string[]): Promise<number>;
  /**
   * Where the partitions of these topics begin and end now. What was published before the call is below `next`.
   * @throws AppError when one of the topics does not exist.
   */
  bounds(topics: readonly string[]): Promise<readonly PartitionBounds[]>;
  /** Removes what a group has committed, for groups that are read with once. It must have no consumer any more; repeatable. */
  forgetGroup(groupId: string): Promise<void>;
  /** Resolves when the broker or log answers. */
  ping(): Promise<void>;
  /** Stops all consumers, waits for running handlers, closes connections. */
  close(): Promise<void>;
}

export interface TopicSpec {
  readonly name: string;
  /** Default 3. */
  readonly partitions?: number;
  /** Default 7 days. */
  readonly retentionMs?: number;
}

export interface PartitionBounds {
  readonly topic: string;
  readonly partition: number;
  /** Offset of the oldest message that is kept; `next` when there is none. */
  readonly first: bigint;
  /** Offset the next message will get. */
  readonly next: bigint;
}

export interface OutgoingMessage {
  readonly topic: string;
  /** Aggregate id: messages with one key keep their order. */
  readonly key: string;
  readonly value: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

export interface IncomingMessage extends OutgoingMessage {
  readonly partition: number;
  readonly offset: bigint;
  /** When it was appended, milliseconds since the epoch. */
  readonly appendedAtMs: number;
}

export interface Subscription {
  /** Consumers with one group id share the partitions. `<domain>-service-events` by convention. */
  readonly groupId: string;
  readonly topics: readonly string[];
  handle(message: IncomingMessage): Promise<void>;
}

export interface Consumer {
  /** Resolves when the running handlers ended and their offsets are committed. */
  stop(): Promise<void>;
}
