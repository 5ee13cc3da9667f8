import type { EventTransport, IncomingMessage, PartitionBounds } from '@agora/platform/eventing';
import { newId } from '@agora/platform/ids';
import { sleep } from '@agora/platform/time';
import { AppError } from '@agora/platform/errors';
import { GroupVersions } from './key-versions';
import { TOPIC_GROUPS } from './topic-groups';
import type { TopicGroup } from './topic-groups';

/** What is on the topics, as far as it was read. */
export interface TopicLog {
  /**
   * Reads on, up to where the topics end at the time of the call. What was read by earlier calls stays known.
   * @throws AppError (retriable) when the broker does not answer, or has not given everything in two minutes.
   */
  readUpToNow(): Promise<void>;
  versions(group: TopicGroup): GroupVersions;
  /** Forgets its place on the topics. */
  close(): Promise<void>;
}

const READ_WITHIN_MS = 120_000;
const LOOK_MS = 25;

/** A reader of all topics under a consumer group of its own, which takes no message from anybody. */
export function createTopicLog(events: EventTransport): TopicLog {
  const groupId = `auditor-${newId()}`;
  const topics = TOPIC_GROUPS.flatMap((group) => group.topics);
  const versions = new Map(TOPIC_GROUPS.map((group) => [group, new GroupVersions(group.versions)]));
  const groupOf = new Map(
    TOPIC_GROUPS.flatMap((group) => group.topics.map((topic) => [topic, group] as const)),
  );
  const places = new Map<string, bigint>();
  const of = (group: TopicGroup): GroupVersions => {
    const found = versions.get(group);
    if (found === undefined) throw new AppError('INTERNAL', `no topics of ${group.name}`);
    return found;
  };
  const handle = (message: IncomingMessage): Promise<void> => {
    places.set(placeOf(message), message.offset + 1n);
    const version = Number(message.headers['aggregate_version']);
    const group = groupOf.get(message.topic);
    if (group !== undefined && Number.isInteger(version)) of(group).saw(message.topic, message.key, version);
    return Promise.resolve();
  };
  return {
    versions: of,
    readUpToNow: async () => {
      const ends = await events.bounds(topics);
      const isRead = (): boolean =>
        ends.every((end) => end.first === end.next || (places.get(placeOf(end)) ?? 0n) >= end.next);
      if (isRead()) return;
      const consumer = await events.consume({ groupId, topics, handle });
      try {
        await until(isRead);
      } finally {
        await consumer.stop();
      }
    },
    close: () => events.forgetGroup(groupId),
  };
}

function placeOf({ topic, partition }: Pick<PartitionBounds, 'topic' | 'partition'>): string {
  return `${topic}/${String(partition)}`;
}

async function until(isTrue: () => boolean): Promise<void> {
  const end = performance.now() + READ_WITHIN_MS;
  while (!isTrue()) {
    if (performance.now() > end)
      throw new AppError('DOWNSTREAM_UNAVAILABLE', 'The topics were not read in time');
    await sleep(LOOK_MS);
  }
}
