import { prismaAdapter } from '@agora/platform/database';
import type { Database } from '@agora/platform/database';
import { PrismaClient } from './generated/client';

/** Prisma on the order database's own pool. Disconnecting it leaves the pool open; closing the pool ends both. */
export function createOrderPrisma(database: Database): PrismaClient {
  return new PrismaClient({ adapter: prismaAdapter(database) });
}

export type { PrismaClient } from './generated/client';
