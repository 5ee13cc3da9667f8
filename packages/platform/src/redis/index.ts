// Redis: one way to connect, with reconnection and outages in the log. ioredis is not imported outside platform.
export { closeRedis, createRedis } from './create-redis';
export type { RedisConnectionOptions } from './create-redis';
