import type { Queryable, Statement } from '@agora/platform/database';
import type { ShopperSource } from '../application/shoppers';
import type { KnownCoupon } from '../domain/promotions/shopper';
import { withoutNulls } from './nulls';
import type { WithNulls } from './nulls';

const READ: Statement = {
  name: 'pricing_read_shopper',
  text: `SELECT (SELECT segments FROM customer_segment WHERE customer_id = $2) AS segments,
    (SELECT coalesce(json_agg(json_build_object('code', c.code, 'promotionId', c.promotion_id, 'usageLimit', c.usage_limit,
        'usageLimitPerCustomer', c.usage_limit_per_customer, 'usageCount', c.usage_count, 'active', c.active,
        'usageByCustomer', (SELECT count(*) FROM redemption r WHERE r.customer_id = $2 AND r.coupon_id = c.id AND r.state <> 'RELEASED'))), '[]')
     FROM coupon c WHERE c.code = ANY ($1::text[])) AS coupons,
    (SELECT coalesce(json_object_agg(u.promotion_id, u.used), '{}') FROM (
       SELECT r.promotion_id, count(*) AS used FROM redemption r
       WHERE r.customer_id = $2 AND r.state <> 'RELEASED' GROUP BY r.promotion_id) u) AS usage`,
};

interface ShopperRow {
  readonly segments: readonly string[] | null;
  readonly coupons: readonly WithNulls<KnownCoupon>[];
  readonly usage: Readonly<Record<string, number>>;
}

/** {@link ShopperSource} on pricing's database: one statement. */
export function createShopperSource(database: Queryable): ShopperSource {
  return {
    read: async (codes, customerId) => {
      const [row] = await database.query<ShopperRow>(READ, [codes, customerId]);
      return {
        segments: row?.segments ?? undefined,
        coupons: (row?.coupons ?? []).map((coupon): KnownCoupon => withoutNulls(coupon)),
        usage: new Map(Object.entries(row?.usage ?? {})),
      };
    },
  };
}
