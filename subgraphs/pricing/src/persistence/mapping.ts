import type { Price } from '../domain/price';
import type { PriceBook } from '../domain/price-book';
import type { Coupon } from '../domain/promotions/coupon';
import { NO_USAGE } from '../domain/promotions/promotion';
import type { Promotion, PromotionStatus, PromotionUsage } from '../domain/promotions/promotion';
import type {
  CouponModel,
  PriceBookModel,
  PriceModel,
  PromotionModel,
  PromotionUsageModel,
} from './generated/models';
import { withNulls, withoutNulls } from './nulls';

/** A row of `price_book` as the domain knows it. */
export function toPriceBook(row: PriceBookModel): PriceBook {
  return {
    id: row.id,
    name: row.name,
    region: row.region ?? undefined,
    channel: row.channel ?? undefined,
    segment: row.segment ?? undefined,
    currency: row.currency,
    active: row.active,
  };
}

/** A row of `price` as the domain knows it. */
export function toPrice(row: PriceRow): Price {
  return {
    id: row.id,
    priceBookId: row.priceBookId,
    sku: row.sku,
    minimumQuantity: row.minimumQuantity,
    amountMinor: row.amountMinor,
    compareAtMinor: row.compareAtMinor ?? undefined,
    floorMinor: row.floorMinor ?? undefined,
    version: row.version,
    validFrom: row.validFrom ?? undefined,
    validUntil: row.validUntil ?? undefined,
  };
}

/** The columns of a price, for Prisma. */
export function priceColumns(price: Price): PriceRow {
  return {
    id: price.id,
    priceBookId: price.priceBookId,
    sku: price.sku,
    minimumQuantity: price.minimumQuantity,
    amountMinor: price.amountMinor,
    compareAtMinor: price.compareAtMinor ?? null,
    floorMinor: price.floorMinor ?? null,
    version: price.version,
    validFrom: price.validFrom ?? null,
    validUntil: price.validUntil ?? null,
  };
}

export type PriceRow = Omit<PriceModel, 'updatedAt' | 'windowPhase'>;

/** A row of `promotion` with its counters as the domain knows it. */
export function toPromotion(row: PromotionRow, usage: PromotionUsage): Promotion {
  return { ...withoutNulls(row), status: row.status as PromotionStatus, usage };
}

/** A row of `promotion` with the row of its counters as the domain knows it. */
export function toCountedPromotion({ usage, ...row }: CountedRow): Promotion {
  const { createdAt: _created, updatedAt: _updated, ...promotion } = row;
  const counts = usage === null ? NO_USAGE : { redemptions: usage.redemptions, spentMinor: usage.spentMinor };
  return toPromotion(promotion, counts);
}

type CountedRow = PromotionModel & { readonly usage: PromotionUsageModel | null };

/** A row of `coupon` as the domain knows it. */
export function toCoupon(row: Omit<CouponModel, 'batchId' | 'createdAt'>): Coupon {
  const { id, code, promotionId, usageLimit, usageLimitPerCustomer, usageCount, active } = withoutNulls(row);
  return { id, code, promotionId, usageLimit, usageLimitPerCustomer, usageCount, active };
}

/** The columns of a promotion, for Prisma. */
export function promotionColumns({ usage: _, ...promotion }: Promotion): PromotionRow {
  return withNulls(promotion);
}

export type PromotionRow = Omit<PromotionModel, 'createdAt' | 'updatedAt'>;
