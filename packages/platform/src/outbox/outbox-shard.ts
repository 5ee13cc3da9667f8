import { createHash } from 'node:crypto';

/** How many independent queues one outbox has. Fixed: the column's CHECK says the same. */
export const OUTBOX_SHARDS = 16;

/**
 * The shard (0 to 15) of a message key. Equal in every process and every version: rows of one key must stay in
 * one shard, since only within a shard the order is kept. SQL that writes outbox rows itself calls
 * `outbox_shard(key)`, which gives the same number.
 */
export function outboxShard(aggregateId: string): number {
  return (createHash('sha256').update(aggregateId, 'utf8').digest()[0] ?? 0) % OUTBOX_SHARDS;
}
