// Outbox: an event is sent if and only if its change was committed; per key in version order; at least once.
export { enqueue, outboxRows } from './enqueue';
export type { EventHeaders, OutboxEvent } from './outbox-event';
export { OUTBOX_SHARDS, outboxShard } from './outbox-shard';
