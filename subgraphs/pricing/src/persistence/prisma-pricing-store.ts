import { prismaQueryable, uniqueViolation } from '@agora/platform/database';
import { newId } from '@agora/platform/ids';
import { DuplicateError } from '../application/ports';
import type { PricingStore, PricingUnit } from '../application/ports';
import type { Prisma, PrismaClient } from './generated/client';
import { couponRepository } from './prisma-coupon-repository';
import { priceRepository } from './prisma-price-repository';
import { promotionRepository } from './prisma-promotion-repository';
import { ruleRepository } from './prisma-rule-repository';
import { settingRepository } from './prisma-setting-repository';

/** {@link PricingStore} over Prisma: READ COMMITTED, writers of one row one after another, at most 10 s. */
export function createPricingStore(prisma: PrismaClient): PricingStore {
  return {
    inTransaction: async (work) => {
      try {
        return await prisma.$transaction((tx) => work(unitOf(tx)), { maxWait: 5_000, timeout: 10_000 });
      } catch (error) {
        throw uniqueViolation(error)?.index === 'price_book_name_key'
          ? new DuplicateError('priceBookName')
          : error;
      }
    },
  };
}

function unitOf(tx: Prisma.TransactionClient): PricingUnit {
  return {
    queryable: prismaQueryable(tx),
    prices: priceRepository(tx),
    rules: ruleRepository(tx),
    promotions: promotionRepository(tx),
    coupons: couponRepository(tx),
    settings: settingRepository(tx),
    audit: async (entry) => {
      await tx.auditLog.create({ data: { id: newId(), ...entry } });
    },
  };
}
