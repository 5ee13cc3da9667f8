import type { Admin } from 'kafkajs';
import { DAY_MS } from '../../time/clock';
import type { TopicSpec } from '../event-transport';

/** Creates the topics that are missing; another process may be creating them, too. Replication is the broker's default. */
export async function createMissingTopics(admin: Admin, topics: readonly TopicSpec[]): Promise<void> {
  const existing = new Set(await admin.listTopics());
  const missing = topics.filter((topic) => !existing.has(topic.name));
  if (missing.length === 0) return;
  // Answers false when somebody was faster, which is as good.
  await admin.createTopics({
    waitForLeaders: true,
    topics: missing.map((topic) => ({
      topic: topic.name,
      numPartitions: topic.partitions ?? 3,
      configEntries: [{ name: 'retention.ms', value: String(topic.retentionMs ?? 7 * DAY_MS) }],
    })),
  });
}

/** Messages between what a group committed and the end of the topics; those that retention took do not count. */
export async function groupLag(admin: Admin, groupId: string, topics: readonly string[]): Promise<number> {
  const committed = await admin.fetchOffsets({ groupId, topics: [...topics] });
  const lags = await Promise.all(
    committed.map(async ({ topic, partitions }) => {
      const done = new Map(partitions.map(({ partition, offset }) => [partition, BigInt(offset)]));
      const ends = await admin.fetchTopicOffsets(topic);
      return ends.map(
        ({ partition, high, low }) => BigInt(high) - larger(done.get(partition) ?? 0n, BigInt(low)),
      );
    }),
  );
  return Number(lags.flat().reduce((sum, lag) => sum + lag, 0n));
}

function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
