import { prismaQueryable } from '@agora/platform/database';
import { isUuid, newId } from '@agora/platform/ids';
import type { PricingStore, PricingUnit } from '../application/ports';
import type { Prisma, PrismaClient } from './generated/client';
import { priceColumns, toPrice, toPriceBook } from './mapping';

// Weaker than FOR UPDATE: foreign keys of prices may still be checked meanwhile.
const LOCK_BOOK = 'SELECT FROM price_book WHERE id = $1::uuid FOR NO KEY UPDATE';

/** {@link PricingStore} over Prisma: READ COMMITTED, writers of one book one after another, at most 10 s. */
export function createPricingStore(prisma: PrismaClient): PricingStore {
  return {
    inTransaction: (work) =>
      prisma.$transaction((tx) => work(unitOf(tx)), { maxWait: 5_000, timeout: 10_000 }),
  };
}

function unitOf(tx: Prisma.TransactionClient): PricingUnit {
  return {
    queryable: prismaQueryable(tx),
    lockBook: async (id) => {
      if (!isUuid(id)) return undefined;
      await tx.$queryRawUnsafe(LOCK_BOOK, id);
      const row = await tx.priceBook.findUnique({ where: { id } });
      return row === null ? undefined : toPriceBook(row);
    },
    standingPrice: async ({ priceBookId, sku, minimumQuantity }) => {
      const row = await tx.price.findFirst({
        where: { priceBookId, sku, minimumQuantity, validFrom: null, validUntil: null },
      });
      return row === null ? undefined : toPrice(row);
    },
    save: async (price) => {
      const columns = priceColumns(price);
      await tx.price.upsert({ where: { id: price.id }, create: columns, update: columns });
    },
    audit: async (entry) => {
      await tx.auditLog.create({ data: { id: newId(), ...entry } });
    },
  };
}
