import { isUuid } from '@agora/platform/ids';
import type { PromotionRepository } from '../application/repositories';
import type { Prisma } from './generated/client';
import { promotionColumns, toCountedPromotion } from './mapping';

// Weaker than FOR UPDATE: redemptions may still refer to the promotion meanwhile.
const LOCK = 'SELECT FROM promotion WHERE id = $1::uuid FOR NO KEY UPDATE';
const LOCK_DUE = `SELECT id FROM promotion
  WHERE (status = 'SCHEDULED' AND starts_at <= $1::timestamptz) OR (status = 'ACTIVE' AND ends_at <= $1::timestamptz)
  LIMIT $2::int FOR NO KEY UPDATE SKIP LOCKED`;

/** {@link PromotionRepository} in a Prisma transaction. */
export function promotionRepository(tx: Prisma.TransactionClient): PromotionRepository {
  return {
    lock: async (id) => {
      if (!isUuid(id)) return undefined;
      await tx.$queryRawUnsafe(LOCK, id);
      const row = await tx.promotion.findUnique({ where: { id }, include: { usage: true } });
      return row === null ? undefined : toCountedPromotion(row);
    },
    lockDue: async (now, limit) => {
      const due = await tx.$queryRawUnsafe<{ id: string }[]>(LOCK_DUE, now.toISOString(), limit);
      if (due.length === 0) return [];
      const rows = await tx.promotion.findMany({
        where: { id: { in: due.map(({ id }) => id) } },
        include: { usage: true },
        orderBy: { id: 'asc' },
      });
      return rows.map(toCountedPromotion);
    },
    active: async (ids) => {
      const rows = await tx.promotion.findMany({
        where: { id: { in: [...ids] }, status: 'ACTIVE' },
        select: { id: true },
      });
      return new Set(rows.map(({ id }) => id));
    },
    insert: async (promotion) => {
      await tx.promotion.create({ data: promotionColumns(promotion) });
    },
    save: async (promotion) => {
      await tx.promotion.update({ where: { id: promotion.id }, data: promotionColumns(promotion) });
    },
  };
}
