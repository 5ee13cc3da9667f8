import type { Queryable } from '@agora/platform/database';
import { isUuid } from '@agora/platform/ids';
import type { PageRequest } from '@agora/platform/paging';
import type { PricingReader } from '../application/reading';
import type { PrismaClient } from './generated/client';
import { toPriceBook } from './mapping';
import { priceRepository } from './prisma-price-repository';
import { promotionReader } from './prisma-promotion-reader';
import { settingReader } from './prisma-setting-reader';

/** {@link PricingReader} over Prisma, and in plain SQL for pages of many owners at once. */
export function createPricingReader(prisma: PrismaClient, database: Queryable): PricingReader {
  return {
    ...promotionReader(prisma, database),
    ...settingReader(prisma),
    priceBooks: async (page) => {
      const rows = await prisma.priceBook.findMany({ ...keysetOf(page), take: page.size + 1 });
      return rows.map(toPriceBook);
    },
    countPriceBooks: () => prisma.priceBook.count(),
    priceBook: (id) => bookOf(prisma, id),
    price: async (key) => {
      const book = await bookOf(prisma, key.priceBookId);
      if (book === undefined) return undefined;
      const price = await priceRepository(prisma).find(key);
      return price === undefined ? undefined : { price, book };
    },
  };
}

async function bookOf(prisma: PrismaClient, id: string): ReturnType<PricingReader['priceBook']> {
  if (!isUuid(id)) return undefined;
  const row = await prisma.priceBook.findUnique({ where: { id } });
  return row === null ? undefined : toPriceBook(row);
}

// Names are unique: one key is enough.
function keysetOf({ cursor, direction }: PageRequest) {
  const [name] = cursor ?? [];
  const isBackward = direction === 'backward';
  const beyond = isBackward ? { lt: name ?? '' } : { gt: name ?? '' };
  return {
    ...(name === undefined ? {} : { where: { name: beyond } }),
    orderBy: { name: isBackward ? ('desc' as const) : ('asc' as const) },
  };
}
