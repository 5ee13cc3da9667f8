import { prismaAdapter } from '@agora/platform/database';
import type { Database } from '@agora/platform/database';
import { PrismaClient } from './generated/client';

/** What reads of reservations need of the client. */
export type ReservationPrisma = Pick<PrismaClient, 'hold' | 'holdLine'>;

/** The Prisma client on inventory's own pool. */
export function createPrismaClient(database: Database): PrismaClient {
  return new PrismaClient({ adapter: prismaAdapter(database) });
}
