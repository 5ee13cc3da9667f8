import type { Admin } from 'kafkajs';
import { DAY_MS } from '../../time/clock';
import { sleep } from '../../time/deadline';
import type { PartitionBounds, TopicSpec } from '../event-transport';

/** On a busy broker the partitions of many new topics take seconds to begin. */
const READY_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 100;
/** Mostly enough: the library warns of every look at a partition that has not begun. */
const FIRST_LOOK_MS = 500;

/**
 * Creates the topics that are missing; another process may be creating them, too. Replication is the broker's default.
 * When this resolves every partition of `topics` has a leader that answers, whoever made it.
 * @throws the library's error when that takes longer than a minute, or when Kafka refuses a topic.
 */
export async function createMissingTopics(admin: Admin, topics: readonly TopicSpec[]): Promise<void> {
  const existing = new Set(await admin.listTopics());
  const missing = topics.filter((topic) => !existing.has(topic.name));
  if (missing.length > 0) {
    // The library's own wait looks at metadata only, which tells of a leader before that leader takes messages.
    await admin.createTopics({
      waitForLeaders: false,
      topics: missing.map((topic) => ({
        topic: topic.name,
        numPartitions: topic.partitions ?? 3,
        configEntries: [{ name: 'retention.ms', value: String(topic.retentionMs ?? 7 * DAY_MS) }],
      })),
    });
    await sleep(FIRST_LOOK_MS);
  }
  const deadline = Date.now() + READY_WITHIN_MS;
  await Promise.all(topics.map(({ name }) => untilLed(admin, name, deadline)));
}

/** Asks every partition's leader for its offsets, which it answers only when it leads. */
async function untilLed(admin: Admin, topic: string, deadline: number): Promise<void> {
  for (;;) {
    try {
      await admin.fetchTopicOffsets(topic);
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(LOOK_EVERY_MS);
    }
  }
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

/** Where the partitions of these topics begin and end. */
export async function topicBounds(admin: Admin, topics: readonly string[]): Promise<PartitionBounds[]> {
  const bounds = await Promise.all(
    topics.map(async (topic) => {
      const ends = await admin.fetchTopicOffsets(topic);
      return ends.map(({ partition, low, high }) => ({
        topic,
        partition,
        first: BigInt(low),
        next: BigInt(high),
      }));
    }),
  );
  return bounds.flat();
}

const NO_SUCH_GROUP = 'GROUP_ID_NOT_FOUND';

/** Removes a group with its offsets; one that is not there is fine. */
export async function forgetGroup(admin: Admin, groupId: string): Promise<void> {
  try {
    await admin.deleteGroups([groupId]);
  } catch (error) {
    const { groups = [] } = error as { groups?: readonly { readonly error?: { readonly type?: string } }[] };
    if (groups.length === 0 || groups.some((group) => group.error?.type !== NO_SUCH_GROUP)) throw error;
  }
}

function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
