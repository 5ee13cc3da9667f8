// Database: one bounded, counting pool per domain; transactions; Prisma on the same pool.
export { createDatabase } from './database';
export type { Database, DatabaseOptions, TransactionOptions } from './database';
export { prismaAdapter, prismaQueryable, uniqueViolation } from './prisma';
export type { Queryable, Statement } from './queryable';
