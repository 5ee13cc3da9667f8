import type { Queryable } from '../../database/queryable';
import type { IncomingMessage } from '../event-transport';
import { READ_MESSAGES, READ_TAILS } from './log-statements';
import { toMessage } from './message-row';
import type { LogPartition, MessageRow } from './message-row';
import type { Tail } from './tails';

const BATCH = 200;

/** Hands over what the partitions have now, one after the other. @throws what `handle` or the database throws. */
export async function readPartitions(
  database: Queryable,
  partitions: readonly LogPartition[],
  handle: (message: IncomingMessage) => Promise<void>,
): Promise<void> {
  const tails = await database.query<Tail>(READ_TAILS);
  const ends = new Map(tails.map((tail) => [tail.partition_id, tail.next_offset]));
  for (const partition of partitions) await readUpTo(ends.get(partition.id) ?? 0n, partition);

  async function readUpTo(end: bigint, partition: LogPartition): Promise<void> {
    for (let position = 0n; position < end;) {
      const rows = await database.query<MessageRow>(READ_MESSAGES, [partition.id, position, BATCH]);
      if (rows.length === 0) return;
      for (const row of rows) {
        if (row.offset >= end) return;
        await handle(toMessage(row, partition));
        position = row.offset + 1n;
      }
    }
  }
}
