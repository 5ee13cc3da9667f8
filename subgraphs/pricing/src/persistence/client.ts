import { prismaAdapter } from '@agora/platform/database';
import type { Database } from '@agora/platform/database';
import { PrismaClient } from './generated/client';

/** The Prisma client on pricing's own pool; closed with the database. */
export function createPrismaClient(database: Database): PrismaClient {
  return new PrismaClient({ adapter: prismaAdapter(database) });
}
