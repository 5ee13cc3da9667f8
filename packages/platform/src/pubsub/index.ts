// Pub/sub: pokes between processes that may be lost, over Redis or within one process.
export { MemoryPubSub } from './memory-pub-sub';
export type { JsonValue, PubSub, Unsubscribe } from './pub-sub';
export { CHANNEL_PREFIX, RedisPubSub } from './redis-pub-sub';
export type { RedisPubSubOptions } from './redis-pub-sub';
export { watchChannel } from './watch-channel';
export type { Poke } from './watch-channel';
