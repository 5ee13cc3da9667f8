import type { Admin, Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import { newId } from '../../ids/uuid-v7';
import type { IncomingMessage } from '../event-transport';
import { incoming } from './incoming-message';
import { KAFKA_RETRY } from './kafka-client';

export interface KafkaReadOptions {
  readonly kafka: Kafka;
  readonly admin: Admin;
  readonly topic: string;
  readonly handle: (message: IncomingMessage) => Promise<void>;
}

/**
 * Hands over what a topic has now. The protocol reads by groups only: this one is made for it, commits nothing and is
 * removed afterwards. @throws what `handle` or the client library throws.
 */
export async function readKafkaTopic({ kafka, admin, topic, handle }: KafkaReadOptions): Promise<void> {
  const ends = new Map<number, bigint>();
  for (const { partition, high, low } of await admin.fetchTopicOffsets(topic))
    if (BigInt(high) > BigInt(low)) ends.set(partition, BigInt(high));
  if (ends.size === 0) return;
  const groupId = `agora-read-${newId()}`;
  const consumer = kafka.consumer({
    groupId,
    maxWaitTimeInMs: 100,
    retry: { ...KAFKA_RETRY, restartOnFailure: () => Promise.resolve(false) },
  });
  try {
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    await untilRead(consumer, ends, handle);
  } finally {
    await consumer.disconnect().catch(() => undefined);
    await admin.deleteGroups([groupId]).catch(() => undefined);
  }
}

/** One batch at a time, until every partition was read up to its end. */
async function untilRead(
  consumer: Consumer,
  ends: Map<number, bigint>,
  handle: (message: IncomingMessage) => Promise<void>,
): Promise<void> {
  let settle: { resolve(): void; reject(error: unknown): void } | undefined;
  const done = new Promise<void>((resolve, reject) => {
    settle = { resolve, reject };
  });
  let isOver = false;
  consumer.on(consumer.events.CRASH, ({ payload }) => settle?.reject(payload.error));
  const read = async (payload: EachBatchPayload): Promise<void> => {
    const { batch } = payload;
    const end = ends.get(batch.partition);
    for (const message of batch.messages) {
      if (isOver || end === undefined || BigInt(message.offset) >= end) break;
      await handle(incoming(batch.topic, batch.partition, message));
      payload.resolveOffset(message.offset);
      await payload.heartbeat();
    }
    if (end !== undefined && BigInt(batch.lastOffset()) >= end - 1n) ends.delete(batch.partition);
    if (ends.size === 0) settle?.resolve();
  };
  await consumer.run({
    autoCommit: false,
    eachBatchAutoResolve: true,
    eachBatch: async (payload) => {
      if (isOver) return;
      try {
        await read(payload);
      } catch (error) {
        isOver = true;
        settle?.reject(error);
      }
    },
  });
  await done;
}
