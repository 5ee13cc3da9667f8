import { toConnection } from '@agora/platform/paging';
import type { PageRequest } from '@agora/platform/paging';
import { presentMoney } from '@agora/platform/schema';
import type { Money } from '@agora/platform/schema';
import type { Coupon as StoredCoupon } from '../domain/promotions/coupon';
import type { Promotion as StoredPromotion } from '../domain/promotions/promotion';
import type { RuleSpec } from '../domain/rules/rule-spec';
import type { Coupon, CouponConnection } from './types/coupon.type';
import { PriceRuleScope } from './types/price-rule-scope.enum';
import type { PriceRule, PriceRuleConnection } from './types/price-rule.type';
import { PromotionStatus } from './types/promotion-status.enum';
import type { Promotion, PromotionConnection } from './types/promotion.type';

type CountAll = () => Promise<number>;

/** A rule as the API shows it. */
export function presentRule(rule: RuleSpec): PriceRule {
  const { adjustment, currency } = rule;
  const money = (amountMinor: bigint | undefined): Money | null =>
    amountMinor === undefined || currency === undefined ? null : presentMoney({ amountMinor, currency });
  return {
    id: rule.id,
    promotionId: rule.promotionId ?? null,
    name: rule.name,
    scope: PriceRuleScope[rule.scope],
    priority: rule.priority,
    exclusive: rule.exclusive,
    stackGroup: rule.stackGroup ?? null,
    excludes: rule.excludes,
    includes: rule.includes,
    minimumQuantity: rule.minimumQuantity,
    ...presentPlace(rule),
    adjustmentBasisPoints: adjustment.kind === 'basisPoints' ? adjustment.basisPoints : null,
    adjustment: adjustment.kind === 'amount' ? money(adjustment.amountMinor) : null,
    maximumPerLine: money(rule.maximumPerLineMinor),
    maximumPerOrder: money(rule.maximumPerOrderMinor),
    active: rule.active,
    version: rule.version,
  };
}

type Place = Pick<
  PriceRule,
  'region' | 'channel' | 'segment' | 'sku' | 'category' | 'condition' | 'startsAt' | 'endsAt'
>;

function presentPlace(rule: RuleSpec): Place {
  return {
    region: rule.region ?? null,
    channel: rule.channel ?? null,
    segment: rule.segment ?? null,
    sku: rule.sku ?? null,
    category: rule.category ?? null,
    condition: rule.condition ?? null,
    startsAt: rule.startsAt ?? null,
    endsAt: rule.endsAt ?? null,
  };
}

/** A page of rules whose total is counted when it is asked for. */
export function presentRules(
  rows: readonly RuleSpec[],
  page: PageRequest,
  countAll: CountAll,
): PriceRuleConnection {
  const cursorOf = ({ priority, id }: PriceRule): string[] => [String(priority), id];
  return { ...toConnection(rows.map(presentRule), page, cursorOf), countAll };
}

/** A promotion as the API shows it. */
export function presentPromotion(promotion: StoredPromotion): Promotion {
  const { budgetMinor, budgetCurrency: currency, usage } = promotion;
  const hasBudget = budgetMinor !== undefined && currency !== undefined;
  return {
    id: promotion.id,
    title: promotion.title,
    description: promotion.description ?? null,
    status: PromotionStatus[promotion.status],
    startsAt: promotion.startsAt ?? null,
    endsAt: promotion.endsAt ?? null,
    budget: hasBudget ? presentMoney({ amountMinor: budgetMinor, currency }) : null,
    spent: hasBudget ? presentMoney({ amountMinor: usage.spentMinor, currency }) : null,
    redemptions: usage.redemptions,
    usageLimit: promotion.usageLimit ?? null,
    usageLimitPerCustomer: promotion.usageLimitPerCustomer ?? null,
    couponRequired: promotion.couponRequired,
    version: promotion.version,
  };
}

/** A page of promotions whose total is counted when it is asked for. */
export function presentPromotions(
  rows: readonly StoredPromotion[],
  page: PageRequest,
  countAll: CountAll,
): PromotionConnection {
  return { ...toConnection(rows.map(presentPromotion), page, ({ title, id }) => [title, id]), countAll };
}

/** A coupon as staff sees it. */
export function presentCoupon(coupon: StoredCoupon): Coupon {
  return {
    id: coupon.id,
    promotionId: coupon.promotionId,
    code: coupon.code,
    usageLimit: coupon.usageLimit ?? null,
    usageLimitPerCustomer: coupon.usageLimitPerCustomer ?? null,
    usageCount: coupon.usageCount,
    active: coupon.active,
  };
}

/** A page of coupons whose total is counted when it is asked for. */
export function presentCoupons(
  rows: readonly StoredCoupon[],
  page: PageRequest,
  countAll: CountAll,
): CouponConnection {
  return { ...toConnection(rows.map(presentCoupon), page, ({ id }) => [id]), countAll };
}
