import { prismaQueryable, uniqueViolation } from '@agora/platform/database';
import { newId } from '@agora/platform/ids';
import { DuplicateError } from '../application/ports';
import type { CatalogStore } from '../application/ports';
import type { PrismaClient } from './generated/client';
import { categoryRepository } from './prisma-category-repository';
import { productRepository } from './prisma-product-repository';

const DUPLICATES: Readonly<Record<string, DuplicateError['of']>> = {
  product_slug_key: 'productSlug',
  product_variant_sku_key: 'sku',
  category_slug_key: 'categorySlug',
};

/** {@link CatalogStore} over Prisma: READ COMMITTED with row locks, at most 10 s a transaction. */
export function createCatalogStore(prisma: PrismaClient): CatalogStore {
  return {
    inTransaction: async (work) => {
      try {
        return await prisma.$transaction(
          (tx) =>
            work({
              products: productRepository(tx),
              categories: categoryRepository(tx),
              queryable: prismaQueryable(tx),
              audit: async (entry) => {
                await tx.auditLog.create({ data: { id: newId(), ...entry } });
              },
            }),
          { maxWait: 5_000, timeout: 10_000 },
        );
      } catch (error) {
        const of = DUPLICATES[uniqueViolation(error)?.index ?? ''];
        throw of === undefined ? error : new DuplicateError(of);
      }
    },
  };
}
