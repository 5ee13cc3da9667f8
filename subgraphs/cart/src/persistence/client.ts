import { prismaAdapter } from '@agora/platform/database';
import type { Database } from '@agora/platform/database';
import { PrismaClient } from './generated/client';

/** Prisma on the pool of the cart database. */
export function createCartPrisma(database: Database): PrismaClient {
  return new PrismaClient({ adapter: prismaAdapter(database) });
}
