import { prismaQueryable } from '@agora/platform/database';
import type { CouponRepository } from '../application/repositories';
import type { Prisma } from './generated/client';
import { toCoupon } from './mapping';
import { withNulls } from './nulls';

const LOCK = 'SELECT FROM coupon WHERE code = $1 FOR NO KEY UPDATE';
// No exception for a code that is taken: it would carry the code into logs.
const INSERT_FREE = `INSERT INTO coupon (id, code, promotion_id, usage_limit, usage_limit_per_customer, active, batch_id)
  SELECT id, code, promotion_id, usage_limit, usage_limit_per_customer, active, batch_id
  FROM jsonb_populate_recordset(NULL::coupon, $1::jsonb) ORDER BY code
  ON CONFLICT (code) DO NOTHING RETURNING id`;

/** {@link CouponRepository} in a Prisma transaction. */
export function couponRepository(tx: Prisma.TransactionClient): CouponRepository {
  return {
    lock: async (code) => {
      await tx.$queryRawUnsafe(LOCK, code);
      const row = await tx.coupon.findUnique({ where: { code } });
      return row === null ? undefined : toCoupon(row);
    },
    insertFree: async (coupons, batchId) => {
      const rows = coupons.map((coupon) => ({
        id: coupon.id,
        code: coupon.code,
        promotion_id: coupon.promotionId,
        usage_limit: coupon.usageLimit ?? null,
        usage_limit_per_customer: coupon.usageLimitPerCustomer ?? null,
        active: coupon.active,
        batch_id: batchId ?? null,
      }));
      const inserted = await prismaQueryable(tx).query<{ id: string }>(INSERT_FREE, [JSON.stringify(rows)]);
      return new Set(inserted.map(({ id }) => id));
    },
    save: async (coupon) => {
      const { usageLimit, usageLimitPerCustomer, active } = withNulls(coupon);
      // The counter is the redemptions' alone.
      await tx.coupon.update({
        where: { id: coupon.id },
        data: { usageLimit, usageLimitPerCustomer, active },
        select: { id: true },
      });
    },
  };
}
