import { prismaAdapter } from '@agora/platform/database';
import type { Database } from '@agora/platform/database';
import { PrismaClient } from './generated/client';

/** As long as the pool itself waits for a connection; a transaction then has twice the time. */
const TRANSACTIONS = { maxWait: 5_000, timeout: 10_000 };

/** Prisma on the order database's own pool. Disconnecting it leaves the pool open; closing the pool ends both. */
export function createOrderPrisma(database: Database): PrismaClient {
  return new PrismaClient({ adapter: prismaAdapter(database), transactionOptions: TRANSACTIONS });
}

export type { PrismaClient } from './generated/client';
