import type { Queryable } from '@agora/platform/database';
import { insertRows } from './insert-rows';
import { seedOwnRules, seedPromotions } from './shop/campaigns';
import type { SeedRule } from './shop/campaigns';

/** Promotions with their rules and codes, and rules of their own. */
export async function writeCampaigns(tx: Queryable, now: Date): Promise<void> {
  const promotions = seedPromotions(now);
  await insertRows(
    tx,
    'promotion',
    promotions.map((promotion) => ({
      id: promotion.id,
      title: promotion.title,
      description: promotion.description,
      status: promotion.status,
      starts_at: promotion.startsAt,
      ends_at: promotion.endsAt,
      budget_minor: promotion.budget?.amountMinor ?? null,
      budget_currency: promotion.budget?.currency ?? null,
      usage_limit_per_customer: promotion.usageLimitPerCustomer,
      coupon_required: promotion.coupons.length > 0,
      version: 1,
      created_at: now,
    })),
  );
  await insertRows(
    tx,
    'price_rule',
    [...seedOwnRules(), ...promotions.flatMap(({ rules }) => rules)].map((rule) => ruleRow(rule, now)),
  );
  await insertRows(
    tx,
    'coupon',
    promotions.flatMap(({ id, coupons }) =>
      coupons.map((coupon) => ({
        id: coupon.id,
        code: coupon.code,
        promotion_id: id,
        usage_limit: coupon.usageLimit,
        usage_limit_per_customer: coupon.usageLimitPerCustomer,
        usage_count: 0,
        active: true,
        created_at: now,
      })),
    ),
  );
}

function ruleRow(rule: SeedRule, now: Date): Readonly<Record<string, unknown>> {
  return {
    id: rule.id,
    promotion_id: rule.promotionId,
    name: rule.name,
    scope: rule.scope,
    priority: rule.priority,
    exclusive: false,
    stack_group: rule.stackGroup,
    excludes: [],
    includes: [],
    region: rule.region,
    segment: rule.segment,
    category: rule.category,
    minimum_quantity: 1,
    condition: rule.condition,
    adjustment_basis_points: rule.basisPoints,
    adjustment_minor: rule.amountMinor,
    currency: rule.currency,
    maximum_per_order_minor: rule.maximumPerOrderMinor,
    active: true,
    version: 1,
    created_at: now,
  };
}
