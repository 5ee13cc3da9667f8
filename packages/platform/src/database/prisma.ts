import { createHash } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import { LRUCache } from 'lru-cache';
import type { Database } from './database';
import type { Queryable } from './queryable';

/** The driver adapter for a generated Prisma client, on the database's own pool and with named prepared statements. */
export function prismaAdapter(database: Database): PrismaPg {
  // `IN ($1..$n)` makes one text per length: the map is bounded, and what falls out goes unnamed again.
  const names = new LRUCache<string, string>({ max: 500 });
  return new PrismaPg(database.pool, {
    statementNameGenerator: (query) => {
      let name = names.get(query.sql);
      if (name === undefined) {
        name = `p_${createHash('sha1').update(query.sql).digest('hex').slice(0, 20)}`;
        names.set(query.sql, name);
      }
      return name;
    },
  });
}

interface RawPrisma {
  $queryRawUnsafe<T>(query: string, ...values: unknown[]): Promise<T>;
}

/** A Prisma client or transaction as {@link Queryable}, for writing outbox and inbox rows beside Prisma's. */
export function prismaQueryable(prisma: RawPrisma): Queryable {
  return {
    query: (statement, values = []) =>
      prisma.$queryRawUnsafe(typeof statement === 'string' ? statement : statement.text, ...values),
  };
}

/** Whether a Prisma or pg error is a violated unique constraint, and of which index. */
export function uniqueViolation(error: unknown): { readonly index: string } | undefined {
  const known = error as {
    code?: unknown;
    constraint?: string;
    meta?: { driverAdapterError?: { cause?: { constraint?: { index?: string } } } };
  };
  if (known.code === '23505') return { index: known.constraint ?? '' };
  if (known.code !== 'P2002') return undefined;
  return { index: known.meta?.driverAdapterError?.cause?.constraint?.index ?? '' };
}
