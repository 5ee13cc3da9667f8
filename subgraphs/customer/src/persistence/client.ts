import { prismaAdapter } from '@agora/platform/database';
import type { Database } from '@agora/platform/database';
import { PrismaClient } from './generated/client';

/** What runs Prisma queries: the client, or one of its transactions. */
export type CustomerPrisma = Pick<
  PrismaClient,
  'customer' | 'customerAddress' | 'customerSegment' | 'segment' | 'auditLog' | '$queryRawUnsafe'
>;

/** The Prisma client on the subgraph's own pool; closed with the database. */
export function createPrismaClient(database: Database): PrismaClient {
  return new PrismaClient({ adapter: prismaAdapter(database) });
}
