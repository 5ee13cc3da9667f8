// Outbox: an event is sent if and only if its change was committed; per key in version order; at least once.
export { enqueue, outboxRows } from './enqueue';
export type { EventHeaders, OutboxEvent } from './outbox-event';
export type { OutboxRow } from './outbox-row';
export { OUTBOX_SHARDS, outboxShard } from './outbox-shard';
export type { RelayedHook } from './pending-hooks';
export { createRelay } from './relay';
export type { Relay, RelayOptions } from './relay';
