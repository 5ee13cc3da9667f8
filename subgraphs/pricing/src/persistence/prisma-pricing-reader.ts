import type { PageRequest } from '@agora/platform/paging';
import { isUuid } from '@agora/platform/ids';
import type { PricingReader } from '../application/reading';
import type { PrismaClient } from './generated/client';
import { toPrice, toPriceBook } from './mapping';

/** {@link PricingReader} over Prisma. */
export function createPricingReader(prisma: PrismaClient): PricingReader {
  return {
    priceBooks: async (page) => {
      const rows = await prisma.priceBook.findMany({ ...keysetOf(page), take: page.size + 1 });
      return rows.map(toPriceBook);
    },
    countPriceBooks: () => prisma.priceBook.count(),
    standingPrice: async ({ priceBookId, sku, minimumQuantity }) => {
      if (!isUuid(priceBookId)) return undefined;
      const row = await prisma.price.findFirst({
        where: { priceBookId, sku, minimumQuantity, validFrom: null, validUntil: null },
        include: { priceBook: true },
      });
      return row === null ? undefined : { price: toPrice(row), book: toPriceBook(row.priceBook) };
    },
  };
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
