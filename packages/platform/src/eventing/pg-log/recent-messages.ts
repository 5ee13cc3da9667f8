import { LRUCache } from 'lru-cache';
import type { OutgoingMessage } from '../event-transport';
import type { LogPartition, MessageRow } from './message-row';
import type { Tail } from './tails';

/** Values of messages that are kept together, bytes. */
const MOST_BYTES = 2 * 1_024 * 1_024;

/**
 * The messages that this process appended last. Its own readers, which are nearly always at the end of the log, take them from here
 * instead of reading back what was written a moment ago. What is not here any more, or was appended by others, is in the database.
 */
export class RecentMessages {
  private readonly rows = new LRUCache<string, MessageRow>({
    maxSize: MOST_BYTES,
    sizeCalculation: ({ value }) => value.byteLength + 1,
  });

  /**
   * Keeps what one append has committed.
   * @param partitions of the messages, in their order
   * @param tails what the append answered: its messages are the last of each partition
   */
  keep(
    messages: readonly OutgoingMessage[],
    partitions: readonly LogPartition[],
    tails: readonly Tail[],
  ): void {
    const next = new Map(tails.map(({ partition_id, next_offset }) => [partition_id, next_offset]));
    const appendedAtMs = Date.now();
    for (let index = messages.length - 1; index >= 0; index -= 1) {
      const [message, partition] = [messages[index], partitions[index]];
      const end = partition === undefined ? undefined : next.get(partition.id);
      if (message === undefined || partition === undefined || end === undefined) continue;
      const offset = end - 1n;
      next.set(partition.id, offset);
      const { key, value, headers } = message;
      this.rows.set(placeOf(partition.id, offset), {
        offset,
        key,
        value,
        headers,
        appended_at_ms: appendedAtMs,
      });
    }
  }

  /** The messages at `offset` and behind it, at most `most`, without a gap; none when that at `offset` is not here. */
  from(partitionId: number, offset: bigint, most: number): readonly MessageRow[] {
    const found: MessageRow[] = [];
    while (found.length < most) {
      const row = this.rows.get(placeOf(partitionId, offset + BigInt(found.length)));
      if (row === undefined) break;
      found.push(row);
    }
    return found;
  }
}

function placeOf(partitionId: number, offset: bigint): string {
  return `${String(partitionId)}/${String(offset)}`;
}
