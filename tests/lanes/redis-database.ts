import { Redis } from 'ioredis';

const FIRST_TEST_DATABASE = 8;
const TEST_DATABASES = 8;

/** The URL of a database of this Redis that is empty now: seeded ids are the same in every run, so must be no snapshot. */
export async function emptyRedis(url: string): Promise<string> {
  const own = new URL(url);
  own.pathname = `/${String(FIRST_TEST_DATABASE + (process.pid % TEST_DATABASES))}`;
  const redis = new Redis(own.href, { maxRetriesPerRequest: 2 });
  try {
    await redis.flushdb();
  } finally {
    redis.disconnect();
  }
  return own.href;
}
